#include <catch2/catch.hpp>
#include <cmath>
#include <ctime>
#include <functional>

#include "base/utf8.h"
#include "checks/api/reasons.h"
#include "checks/host/judges.h"
#include "test_machine.h"

namespace xunjian {
namespace {

using std::chrono::seconds;
using namespace test;

// What a check cannot do without; a file or a folder.
struct Sources {
  std::string_view check;
  std::vector<std::string> files;
  std::vector<std::string> folders;
};

const std::vector<Sources>& EssentialSources() {
  static const std::vector<Sources> sources = {
      {"host.state.reboot", {"/proc/sys/kernel/random/boot_id", "/proc/stat"}, {}},
      {"host.state.fs_readonly", {"/proc/self/mountinfo"}, {}},
      {"host.state.oom_kill", {"/proc/vmstat"}, {}},
      {"host.perf.cpu", {"/proc/stat"}, {}},
      {"host.perf.psi_memory", {"/proc/pressure/memory"}, {}},
      {"host.perf.memory", {"/proc/meminfo"}, {}},
      {"host.perf.fs_space", {"/proc/self/mountinfo"}, {}},
      {"host.perf.fs_inode", {"/proc/self/mountinfo"}, {}},
      {"host.perf.disk_latency", {"/proc/diskstats"}, {"/sys/block"}},
      {"host.perf.fd", {"/proc/sys/fs/file-nr", "/proc/77/limits"}, {"/proc/77/fd"}},
  };
  return sources;
}

void SetUp(FixtureFileSystem& files) {
  files.SetSpace("/", {1 << 30, 1 << 29, 1 << 29, 1000, 900});
  files.SetSpace("/data", {1 << 30, 1 << 29, 1 << 29, 1000, 900});
  files.SetFolder("/proc/1");
  files.SetFile("/proc/77/limits", "Max open files 100 100 files\n");
  files.SetFile("/proc/77/cmdline", "/usr/sbin/x");
  files.SetFile("/proc/77/comm", "x\n");
  files.SetFile("/proc/77/fd/0", "");
}

using Damage = std::function<void(FixtureFileSystem&, const std::string& path)>;

struct NamedDamage {
  std::string_view name;
  bool to_folders;
  Damage apply;
};

const std::vector<NamedDamage>& Damages() {
  static const std::vector<NamedDamage> damages = {
      {"missing", true, [](auto& files, const auto& path) { files.SetMissing(path); }},
      {"denied", true, [](auto& files, const auto& path) { files.Deny(path); }},
      {"failing", true, [](auto& files, const auto& path) { files.SetError(path, EIO); }},
      {"empty", false, [](auto& files, const auto& path) { files.SetFile(path, ""); }},
      {"garbage", false,
       [](auto& files, const auto& path) {
         files.SetFile(path, std::string_view("\x00\xff garbage \x80\n\n: 1\n", 17));
       }},
      {"cut", false, [](auto& files, const auto& path) { files.SetFile(path, "c"); }},
  };
  return damages;
}

// Two runs, so that what needs a second reading has one.
CheckResult SecondRun(const FixtureFileSystem& files, std::string_view check) {
  HostRuns runs(files);
  runs.Run(check);
  runs.Pass(seconds(30));
  return runs.Run(check);
}

TEST_CASE("every host check with every source intact reads its items") {
  FixtureFileSystem files(FixturePath("debian12-vm"));
  SetUp(files);
  for (const Sources& sources : EssentialSources()) {
    INFO(sources.check);
    for (const ItemResult& item : SecondRun(files, sources.check).items) {
      INFO(item.observed.item << " " << item.code);
      const bool expected = IsHealth(item.outcome) || item.outcome == Outcome::kNotApplicable;
      // The recorded processor times stand still between the runs, so there is no share of them.
      CHECK((expected || sources.check == "host.perf.cpu"));
    }
  }
}

TEST_CASE("no host check says OK when a source is missing, empty, garbage, failing or denied") {
  for (const Sources& sources : EssentialSources()) {
    for (const NamedDamage& damage : Damages()) {
      std::vector<std::string> paths = sources.files;
      if (damage.to_folders) {
        paths.insert(paths.end(), sources.folders.begin(), sources.folders.end());
      }
      for (const std::string& path : paths) {
        INFO(sources.check << " with " << path << " " << damage.name);
        FixtureFileSystem files(FixturePath("debian12-vm"));
        SetUp(files);
        damage.apply(files, path);
        const CheckResult result = SecondRun(files, sources.check);
        REQUIRE_FALSE(result.items.empty());
        CHECK_FALSE(IsHealth(OverallOutcome(result)));
      }
    }
  }
}

TEST_CASE("no host check says OK on a machine without any file") {
  for (const CheckType* check : HostChecks()) {
    INFO(check->id);
    const FixtureFileSystem files;
    const CheckResult result = SecondRun(files, check->id);
    REQUIRE_FALSE(result.items.empty());
    CHECK_FALSE(IsHealth(OverallOutcome(result)));
  }
}

bool IsComplete(const Text& text) { return !text.en.empty() && !text.zh.empty(); }

TEST_CASE("every host check has a complete entry in the catalogue, in both languages") {
  for (const CheckType* check : HostChecks()) {
    INFO(check->id);
    CHECK(check->family == Family::kHost);
    CHECK(check->id.starts_with(check->aspect == Aspect::kState ? "host.state." : "host.perf."));
    for (const Text& text : {check->name, check->why, check->reads, check->right, check->advice}) {
      CHECK(IsComplete(text));
      CHECK(IsValidUtf8(text.zh));
    }
    CHECK_FALSE(check->thresholds.empty());
    for (const Threshold& threshold : check->thresholds) {
      CHECK(IsComplete(threshold.source));
      CHECK(IsComplete(threshold.label));
    }
    for (const ReasonText& reason : check->reasons) CHECK(IsComplete(reason.text));
    for (const ParameterSpec& parameter : check->parameters) CHECK(IsComplete(parameter.help));
    CHECK(check->judge != nullptr);
  }
}

TEST_CASE("every host check has a read and every read a check") {
  REQUIRE(HostReads().size() == HostChecks().size());
  for (std::size_t i = 0; i < HostReads().size(); ++i) {
    CHECK(HostReads()[i].id == HostChecks()[i]->id);
  }
}

void CheckWellFormed(const CheckType& check, const ItemResult& item) {
  INFO(item.observed.item << ": " << item.code);
  CHECK_FALSE(item.code.empty());
  CHECK(item.code != reason::kNotJudged);
  CHECK(item.code != reason::kUnparsable);
  CHECK(IsValidUtf8(item.observed.item));
  for (const Metric& metric : item.observed.metrics) {
    CHECK_FALSE(metric.name.empty());
    CHECK(std::isfinite(metric.value));
  }
  for (Language language : {Language::kEnglish, Language::kChinese}) {
    const std::string sentence = RenderReason(&check, item.code, item.arguments, language);
    INFO(sentence);
    CHECK(sentence.find('?') == std::string::npos);
    CHECK(sentence != item.code);
  }
}

TEST_CASE("every host check reads this very machine and gives a well-formed result") {
  const RootedFileSystem files("/");
  for (const CheckType* check : HostChecks()) {
    INFO(check->id);
    HostRuns runs(files);
    runs.short_window = true;
    runs.Run(check->id);
    // Time for the counters to move, without sleeping: the processor's own ticks.
    const std::clock_t start = std::clock();
    while (std::clock() - start < CLOCKS_PER_SEC / 10) {
    }
    runs.Pass(std::chrono::milliseconds(100));
    const CheckResult result = runs.Run(check->id);
    REQUIRE_FALSE(result.items.empty());
    for (const ItemResult& item : result.items) CheckWellFormed(*check, item);
  }
}

}  // namespace
}  // namespace xunjian
