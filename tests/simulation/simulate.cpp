// simulate [--seeds N] [--from S] [--within T] | [--seed S [--trace]]: lives through worlds, one a
// seed, and says which broke a promise. 0: none did; 1: one did, and how it came to it, or all of
// it took more than T seconds of a processor, whatever else the machine does; 2: usage.
#include <fmt/format.h>
#include <time.h>

#include <charconv>
#include <chrono>
#include <optional>
#include <string_view>

#include "tests/simulation/world.h"

namespace xunjian::sim {
namespace {

struct Wishes {
  std::uint64_t from = 1;
  std::uint64_t seeds = 500;
  std::optional<std::uint64_t> within;  // seconds of a processor
  bool trace = false;
};

std::optional<std::uint64_t> NumberOf(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<Wishes> Read(int count, char** arguments) {
  Wishes wishes;
  for (int i = 1; i < count; ++i) {
    const std::string_view name = arguments[i];
    if (name == "--trace") {
      wishes.trace = true;
      continue;
    }
    const auto number = i + 1 < count ? NumberOf(arguments[++i]) : std::nullopt;
    if (!number) return std::nullopt;
    if (name == "--seeds") {
      wishes.seeds = *number;
    } else if (name == "--from") {
      wishes.from = *number;
    } else if (name == "--within") {
      wishes.within = *number;
    } else if (name == "--seed") {
      wishes.from = *number;
      wishes.seeds = 1;
    } else {
      return std::nullopt;
    }
  }
  return wishes;
}

void Tell(std::uint64_t seed, const Verdict& verdict) {
  fmt::print("seed {}: BROKEN: {}\nbefore that:\n", seed, verdict.broken);
  for (const std::string& event : verdict.newest) fmt::print("{}\n", event);
  fmt::print("again, with all of it: scripts/simulate --seed {} --trace\n", seed);
}

// Of all threads: what others do on the machine does not count.
double ProcessorSeconds() {
  timespec used{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
  return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) / 1e9;
}

int Simulate(const Wishes& wishes) {
  const TempFolder folder;
  const auto begin = std::chrono::steady_clock::now();
  std::uint64_t results = 0;
  std::uint64_t events = 0;
  std::uint64_t hash = 0;
  for (std::uint64_t seed = wishes.from; seed < wishes.from + wishes.seeds; ++seed) {
    const Verdict verdict = World(seed, folder, wishes.trace).Run();
    if (!verdict.broken.empty()) {
      Tell(seed, verdict);
      return 1;
    }
    results += verdict.results;
    events += verdict.events;
    hash = hash * 31 + verdict.hash;
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  const double used = ProcessorSeconds();
  fmt::print(
      "{} seeds from {}: every promise held; {} results, {} events, {:.1f} s ({:.1f} s of a "
      "processor), hash {:016x}\n",
      wishes.seeds, wishes.from, results, events, took.count(), used, hash);
  if (!wishes.within || used <= static_cast<double>(*wishes.within)) return 0;
  fmt::print("too slow: more than {} s of a processor\n", *wishes.within);
  return 1;
}

}  // namespace
}  // namespace xunjian::sim

int main(int count, char** arguments) {
  const auto wishes = xunjian::sim::Read(count, arguments);
  if (!wishes) {
    fmt::print(stderr,
               "usage: simulate [--seeds N] [--from S] [--within T] [--seed S] [--trace]\n");
    return 2;
  }
  return xunjian::sim::Simulate(*wishes);
}
