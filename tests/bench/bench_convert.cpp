// What it costs to put a result on the wire and to take it off again, in batches of 100 as the
// uplink sends them. Prints `name value unit`.
#include <fmt/format.h>

#include <chrono>

#include "proto/convert/agent_codec.h"

namespace {

using namespace xunjian;

constexpr std::uint64_t kBatch = 100;
constexpr int kRounds = 500;

// A file system check of three mounts: the shape of most results.
CheckResult TypicalResult() {
  CheckResult result{.check = "host.perf.fs_space",
                     .assignment = "base/host.perf.fs_space",
                     .observed_at = Timestamp(std::chrono::seconds(1'764'000'000)),
                     .duration = std::chrono::milliseconds(2),
                     .ruler = "0123456789abcdef"};
  for (const char* mount : {"/", "/var", "/home"}) {
    result.items.push_back({.observed = {.item = mount,
                                         .metrics = {{"size_bytes", 5.3e10, "bytes"},
                                                     {"available_bytes", 2.1e10, "bytes"}},
                                         .attributes = {{"type", "ext4"}}},
                            .outcome = Outcome::kOk,
                            .code = "ok",
                            .arguments = {{"metric", "used_percent"}, {"value", "60.4"}},
                            .readings = {{"used_percent", 60.4, "percent"}}});
  }
  return result;
}

AgentMessage TypicalBatch() {
  ResultBatch batch{.epoch = 1, .results = {}};
  for (std::uint64_t seq = 1; seq <= kBatch; ++seq) batch.results.push_back({seq, TypicalResult()});
  return batch;
}

// Nanoseconds a result.
template <class Work>
double Measure(Work work) {
  const auto begin = std::chrono::steady_clock::now();
  for (int round = 0; round < kRounds; ++round) work();
  const std::chrono::duration<double, std::nano> spent = std::chrono::steady_clock::now() - begin;
  return spent.count() / (kRounds * static_cast<double>(kBatch));
}

}  // namespace

int main() {
  const AgentMessage batch = TypicalBatch();
  const std::string bytes = EncodeAgentMessage(batch);
  std::size_t sink = 0;  // what is used is not optimised away
  const double encode = Measure([&] { sink += EncodeAgentMessage(batch).size(); });
  const double decode = Measure([&] { sink += DecodeAgentMessage(bytes).has_value() ? 1 : 0; });
  fmt::print("convert.encode_ns_per_result {:.0f} ns\n", encode);
  fmt::print("convert.decode_ns_per_result {:.0f} ns\n", decode);
  fmt::print("convert.bytes_per_result {:.1f} bytes\n", static_cast<double>(bytes.size()) / kBatch);
  return sink == 0 ? 1 : 0;
}
