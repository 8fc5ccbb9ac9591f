#include "tests/bench/fs_space_mix.h"

#include <fmt/format.h>

#include <cmath>

#include "checks/api/quantity.h"

namespace xunjian {
namespace {

double Wander(int which, int run) {
  const double wave = std::sin(run / 40.0 + which) * 3 + std::sin(run * 12.9898 + which) * 0.05;
  return std::round((40 + which % 30 + wave) * 1e4) / 1e4;
}

}  // namespace

CheckResult FsSpaceMix::Next() {
  const int which = next_ % kAssignments;
  const int run = next_++ / kAssignments;
  CheckResult result;
  result.check = "host.perf.fs_space";
  result.assignment = fmt::format("r{}/host.perf.fs_space", which);
  result.ruler = "8b1a9953c4611296";
  result.observed_at = Timestamp(std::chrono::seconds(1'795'443'015 + 30 * run)) +
                       std::chrono::milliseconds((which * 37 + run * 11) % 50);
  result.duration = std::chrono::microseconds(150 + (which * 7 + run * 13) % 90);
  const double used = Wander(which, run);
  ItemResult item;
  item.observed.item = fmt::format("/data{}", which);
  item.observed.metrics = {
      {"size_bytes", 270553174016, "bytes"},
      {"available_bytes", std::floor(270553174016 * (1 - used / 100)), "bytes"}};
  item.readings = {{"used_percent", used, "percent"}};
  item.outcome = Outcome::kOk;
  item.code = "ok";
  item.arguments = {{"value", NumberText(used)}};
  result.items.push_back(std::move(item));
  return result;
}

std::string FsSpacePolicy() {
  std::string text = "schema = \"xunjian.policy/1\"\n";
  for (int i = 0; i < kAssignments; ++i) {
    text += fmt::format(
        "[[assign]]\nname = \"r{}\"\nchecks = [\"host.perf.fs_space\"]\ninterval = \"1h\"\n", i);
  }
  return text;
}

}  // namespace xunjian
