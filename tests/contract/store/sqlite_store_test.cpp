#include "collector/store/sqlite/sqlite_store.h"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>

#include "collector/store/sqlite/migrate.h"
#include "tests/contract/store/faulty_vfs.h"
#include "tests/contract/store/store_contract.h"
#include "tests/support/collector_fixture.h"
#include "tests/support/faulty_storage.h"
#include "tests/support/small_disk.h"
#include "tests/support/temp_folder.h"

namespace xunjian {
namespace {

Result<std::unique_ptr<Store>> Open(const std::string& path, const SqliteOptions& options = {}) {
  static PosixStorage storage;  // has no state
  return OpenSqliteStore(storage, path, options);
}

TEST_CASE("SQLite keeps the contract of a store") {
  const TempFolder folder;
  const std::string path = folder / "collector.db";
  CheckStoreContract({[path] { return Open(path); }});
}

// A way for registered VFSs and their plans to last as long as SQLite may use them.
FaultPlan& PlanOfProgram() {
  static FaultPlan plan;
  static const bool registered = (RegisterFaultyVfs("faulty", plan), true);
  static_cast<void>(registered);
  return plan;
}

TEST_CASE(
    "whatever write or sync the disk dies at, each transaction is there whole or not at all") {
  FaultPlan& plan = PlanOfProgram();
  int failed_runs = 0;
  for (int fail_at = 1;; ++fail_at) {
    const TempFolder folder;
    const std::string path = folder / "collector.db";
    int committed = 0;
    plan = {0, fail_at};
    if (auto store = Open(path, {.vfs = "faulty"})) {
      committed = WriteLifeStory(**store);
    }
    const bool reached = plan.calls >= fail_at;
    plan = {};
    CAPTURE(fail_at, committed);
    auto again = Open(path);
    REQUIRE(again.has_value());
    auto reader = (*again)->OpenReader();
    REQUIRE(reader.has_value());
    const int whole = CountWholeTransactions(**again, **reader);
    CHECK(whole >= committed);      // nothing that was promised is lost
    CHECK(whole <= committed + 1);  // at most the one in flight came through
    if (!reached) break;
    ++failed_runs;
  }
  CHECK(failed_runs > 20);
}

TEST_CASE("whatever write of the database finds the disk full, the same comes through later") {
  FaultPlan& plan = PlanOfProgram();
  int full_runs = 0;
  for (int fail_at = 1;; ++fail_at) {
    const TempFolder folder;
    const std::string path = folder / "collector.db";
    CAPTURE(fail_at);
    {
      auto store = Open(path, {.vfs = "faulty"}).value();
      auto reader = store->OpenReader().value();
      plan = {0, fail_at, true};
      const int full = WriteLifeStoryWithoutRoom(*store, *reader, [&plan] { plan = {}; });
      plan = {};
      if (full == 0) break;
    }
    ++full_runs;
    auto again = Open(path).value();
    CHECK(CountWholeTransactions(*again, *again->OpenReader().value()) == kStoryLength);
  }
  CHECK(full_runs > 20);
}

TEST_CASE("wherever the disk of the results becomes full, the same comes through later") {
  PosixStorage posix;
  int full_runs = 0;
  for (std::uint64_t room = 0;; room += 17) {
    const TempFolder folder;
    const std::string path = folder / "collector.db";
    CAPTURE(room);
    SmallDisk disk(posix, room);
    {
      auto store = OpenSqliteStore(disk, path, {.reserve_bytes = 0}).value();
      auto reader = store->OpenReader().value();
      const auto make_room = [&disk] { disk.SetRoom(1 << 30); };
      if (WriteLifeStoryWithoutRoom(*store, *reader, make_room) == 0) break;
    }
    ++full_runs;
    auto again = Open(path).value();
    CHECK(CountWholeTransactions(*again, *again->OpenReader().value()) == kStoryLength);
  }
  CHECK(full_runs > 20);
}

TEST_CASE("room is taken ahead, given once, and taken again when there is some") {
  PosixStorage posix;
  const TempFolder folder;
  SmallDisk disk(posix, 100 << 10);
  const auto store =
      OpenSqliteStore(disk, folder / "collector.db", {.reserve_bytes = 64 << 10}).value();
  CHECK(disk.used() == 64 << 10);
  CHECK(store->GiveRoom());
  CHECK(disk.used() == 0);
  CHECK_FALSE(store->GiveRoom());
  disk.SetRoom(10);
  const Error full = store->TakeRoom().error();
  CHECK(full.code() == ErrorCode::kUnavailable);
  CHECK_THAT(full.In(Language::kEnglish), Catch::Contains("goes on by itself"));
  disk.SetRoom(100 << 10);
  CHECK(store->TakeRoom().has_value());
  CHECK(store->TakeRoom().has_value());
  CHECK(disk.used() == 64 << 10);
}

TEST_CASE("a file system that cannot take room ahead is no obstacle") {
  PosixStorage posix;
  const TempFolder folder;
  // The old reserve is removed, the folder of results is made, and then the reserve is taken.
  FaultyStorage disk(posix, 3, FaultyStorage::After::kHealthy);
  const auto store = OpenSqliteStore(disk, folder / "collector.db");
  REQUIRE(store.has_value());
  REQUIRE(disk.failed());
  CHECK((*store)->TakeRoom().has_value());
}

// What a reader needs on disk a full one has no room for; the log is there, and empty.
TEST_CASE("nothing has to be written before a database can be read") {
  const TempFolder folder;
  const auto store = Open(folder / "collector.db").value();
  WriteLifeStory(*store);
  const auto reader = store->OpenReader().value();
  CHECK(CountWholeTransactions(*store, *reader) == kStoryLength);
  const auto names = PosixStorage().List(folder / "").value();
  CHECK(std::ranges::find(names, "collector.db-wal") != names.end());
  CHECK(std::ranges::find(names, "collector.db-shm") == names.end());
}

TEST_CASE("the database is for its owner's eyes only") {
  const TempFolder folder;
  REQUIRE(Open(folder / "collector.db").has_value());
  struct stat status {};
  REQUIRE(::stat((folder / "collector.db").c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);
}

TEST_CASE("a second writer is refused") {
  const TempFolder folder;
  const auto first = Open(folder / "collector.db");
  REQUIRE(first.has_value());
  CHECK(Open(folder / "collector.db").error().code() == ErrorCode::kConflict);
}

TEST_CASE("a newer schema and a foreign file are refused and left alone") {
  const TempFolder folder;
  auto connection = Connection::OpenWriter(folder / "x.db", {}).value();
  SECTION("newer") {
    REQUIRE(Migrate(*connection, Migrations()).has_value());
    REQUIRE(connection->Execute("PRAGMA user_version = 99").has_value());
    connection.reset();
    const auto opened = Open(folder / "x.db");
    CHECK(opened.error().code() == ErrorCode::kConflict);
    CHECK_THAT(opened.error().In(Language::kEnglish), Catch::Contains("schema 99"));
  }
  SECTION("foreign") {
    REQUIRE(connection->Execute("CREATE TABLE notes (text TEXT)").has_value());
    connection.reset();
    CHECK(Open(folder / "x.db").error().code() == ErrorCode::kInvalidArgument);
  }
}

TEST_CASE("people of a database from before revocation are kept, and nobody of them is revoked") {
  const TempFolder folder;
  auto connection = Connection::OpenWriter(folder / "x.db", {}).value();
  REQUIRE(Migrate(*connection, Migrations().first(1)).has_value());
  REQUIRE(connection
              ->Execute("INSERT INTO person (id, name, role, site, certificate_fingerprint, "
                        "created_by, created_at) VALUES ('p1', 'li', 6, '', 'f', 'root', 1)")
              .has_value());
  connection.reset();
  const auto store = Open(folder / "x.db");
  REQUIRE(store.has_value());
  const auto people = (*store)->OpenReader().value()->ListOperators("").value();
  REQUIRE(people.size() == 1);
  CHECK(people[0].name == "li");
  CHECK_FALSE(people[0].revoked_at);
}

TEST_CASE("notifications of a database from before channels are kept, and told") {
  const TempFolder folder;
  auto connection = Connection::OpenWriter(folder / "x.db", {}).value();
  REQUIRE(Migrate(*connection, Migrations().first(7)).has_value());
  REQUIRE(
      connection
          ->Execute("INSERT INTO outbox (id, key, channel, kind, incident, created_at, state, "
                    "attempts, due_at, detail) VALUES (3, 'incident-2-opened', 'log', 'opened', "
                    "2, 5, 1, 1, 6, 'no')")
          .has_value());
  connection.reset();
  const auto store = Open(folder / "x.db");
  REQUIRE(store.has_value());
  const auto due = (*store)->OpenReader().value()->DueOutboxOf("log", Timestamp::max(), 9).value();
  REQUIRE(due.size() == 1);
  CHECK(due[0].id == 3);
  CHECK(due[0].key == "incident-2-opened");
  CHECK(due[0].attempts == 1);
  CHECK_FALSE(due[0].reported_at);
  CHECK((*store)->Load().value().last_outbox == 3);
}

TEST_CASE("a database from before the listening clock begins it, and counts its commits on") {
  const TempFolder folder;
  auto connection = Connection::OpenWriter(folder / "x.db", {}).value();
  REQUIRE(Migrate(*connection, Migrations().first(7)).has_value());
  REQUIRE(connection
              ->Execute("INSERT INTO commit_log (number, at) VALUES (1, 10), (2, 20);"
                        "INSERT INTO decided_event VALUES (1, 0, 'started', '')")
              .has_value());
  connection.reset();
  const auto store = Open(folder / "x.db").value();
  CHECK(store->Load().value().listened == ListenedTime());
  const auto now = Timestamp(std::chrono::seconds(30));
  CHECK(store->Begin().value()->Commit(now, ListenedTime(std::chrono::hours(1))).value() == 3);
  CHECK(store->Load().value().listened == ListenedTime(std::chrono::hours(1)));
  CHECK(store->OpenRecord().value()->Next().value()->number == 2);  // so nothing is replayed
}

TEST_CASE("a full disk is one sentence: which disk, which file, what to do") {
  const TempFolder folder;
  const std::string path = folder / "x.db";
  auto connection = Connection::OpenWriter(path, {}).value();
  REQUIRE(Migrate(*connection, Migrations()).has_value());
  REQUIRE(connection->QueryInteger("PRAGMA max_page_count = 1").has_value());  // its present size
  const auto grown = connection->Execute("CREATE TABLE big AS SELECT zeroblob(1000000) AS bytes");
  REQUIRE(grown.has_error());
  CHECK(grown.error().code() == ErrorCode::kUnavailable);
  const std::string said = grown.error().In(Language::kEnglish);
  CHECK_THAT(said, Catch::StartsWith("the disk mounted at /") && Catch::Contains("MiB free") &&
                       Catch::Contains(path + " cannot grow; make room"));
  CHECK_THAT(said, !Catch::Contains("SQLite") && !Catch::Contains("\n"));
  CHECK_THAT(grown.error().In(Language::kChinese), Catch::Contains("磁盘已满"));
}

TEST_CASE("a migration that fails leaves the schema before it") {
  const TempFolder folder;
  auto connection = Connection::OpenWriter(folder / "x.db", {}).value();
  REQUIRE(Migrate(*connection, Migrations()).has_value());
  std::vector<std::string_view> steps(Migrations().begin(), Migrations().end());
  steps.push_back("CREATE TABLE extra (a TEXT); CREATE TABLE host (again TEXT)");
  CHECK_FALSE(Migrate(*connection, steps).has_value());
  connection.reset();
  CHECK(Open(folder / "x.db").has_value());
}

// One result of a day, as a store is told of it.
void CommitResultOf(Store& store, CollectorWorld& world) {
  Changes changes = world.Arrive("agent-1", kLoad, Outcome::kOk);
  changes.event = EventRecord{"batch", {}};
  auto transaction = store.Begin().value();
  REQUIRE(transaction->Write(changes).has_value());
  transaction->Commit(world.now, {}).value();
}

std::uint64_t OldestRecorded(Store& store) {
  return store.OpenRecord().value()->Next().value()->number;
}

TEST_CASE("what was decided goes with the day of results that it was decided on") {
  const TempFolder folder;
  const std::string path = folder / "x.db";
  CollectorWorld world;
  world.EnrolHost("web1", "agent-1");
  for (int day = 0; day < 2; ++day) {
    const auto store = Open(path).value();
    for (int i = 0; i < 3; ++i) CommitResultOf(*store, world);
    CHECK(OldestRecorded(*store) == 1);
    world.now += std::chrono::hours(24);
  }
  SqliteOptions options;
  options.history.days = 1;
  options.fold.emplace([](const Error&) {}, [](const Error&) {});
  const auto store = Open(path, options).value();
  const auto begun = std::chrono::steady_clock::now();
  // The thread that folds does so in its own time.
  while (OldestRecorded(*store) == 1) {
    REQUIRE(std::chrono::steady_clock::now() - begun < std::chrono::seconds(60));
    CommitResultOf(*store, world);
  }
  CHECK(OldestRecorded(*store) == 4);
  auto reader = Connection::OpenReader(path, {}).value();
  CHECK(reader->QueryInteger("SELECT MIN(commit_number) FROM decided_event").value() == 4);
}

TEST_CASE("the timeline of an incident cannot be rewritten") {
  const TempFolder folder;
  WriteLifeStory(**Open(folder / "x.db"));
  auto connection = Connection::OpenWriter(folder / "x.db", {}).value();
  CHECK_FALSE(connection->Execute("UPDATE incident_event SET actor = 'nobody'").has_value());
  CHECK_FALSE(connection->Execute("DELETE FROM incident_event").has_value());
}

}  // namespace
}  // namespace xunjian
