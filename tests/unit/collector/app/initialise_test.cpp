#include "collector/app/initialise.h"

#include <catch2/catch.hpp>
#include <filesystem>

#include "collector/app/collector_layout.h"
#include "collector/app/run_collector.h"
#include "tests/support/manual_clock.h"
#include "tests/support/temp_folder.h"

namespace xunjian {
namespace {

using Catch::Matchers::Contains;

// A folder below `base` whose socket's path has this many bytes.
std::string FolderFor(const std::string& base, std::size_t socket_bytes) {
  const std::size_t rest = CollectorLayout{base + "/"}.operator_socket().size();
  return base + "/" + std::string(socket_bytes - rest, 'd');
}

Result<std::string> Initialise(const std::string& folder) {
  PosixStorage storage;
  const ManualClock clock;
  return InitialiseCollector(storage, clock, folder, "hq");
}

}  // namespace

TEST_CASE("a collector is not made in a folder without a name") {
  const auto made = Initialise("");
  REQUIRE(made.has_error());
  CHECK(made.error().code() == ErrorCode::kInvalidArgument);
  CHECK_THAT(made.error().In(Language::kEnglish), Contains("--dir is empty; name a folder"));
}

TEST_CASE("a folder too deep for the socket is refused before anything is made") {
  const TempFolder temp;
  const std::string deep = FolderFor(temp.path(), 108);
  REQUIRE(CollectorLayout{deep}.operator_socket().size() == 108);
  const auto made = Initialise(deep);
  REQUIRE(made.has_error());
  CHECK(made.error().code() == ErrorCode::kInvalidArgument);
  CHECK_THAT(made.error().In(Language::kEnglish),
             Contains("at most 107") && Contains("at least 1 bytes shorter"));
  CHECK_FALSE(std::filesystem::exists(deep));
  CHECK(Initialise(FolderFor(temp.path(), 107)).has_value());
}

TEST_CASE("a collector is not run from such a folder either") {
  const TempFolder temp;
  for (const std::string& folder : {std::string(), FolderFor(temp.path(), 200)}) {
    const auto good = CheckCollectorConfig({.folder = folder});
    REQUIRE(good.has_error());
    CHECK(good.error().code() == ErrorCode::kInvalidArgument);
    CHECK_THAT(good.error().In(Language::kEnglish), Contains("--dir"));
  }
}

}  // namespace xunjian
