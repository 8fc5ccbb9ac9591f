#include "result_maker.h"

#include <cmath>
#include <map>
#include <numeric>

namespace xunjian {

using namespace std::chrono_literals;

HistoryEntry MadeBatch::Entry() const {
  HistoryEntry made = entry;
  made.batch = &batch;
  made.fresh = fresh;
  return made;
}

ResultMaker::ResultMaker(std::uint64_t seed)
    : random_(seed), now_(1795443015s + 123456789ns), hosts_(kHosts) {
  for (Host& host : hosts_) {
    host.epoch_number = ++epochs_;
    host.epoch = random_();
  }
}

CheckResult ResultMaker::Result(Host& host, int check) {
  CheckResult result;
  result.check = CheckName(check);
  result.assignment = AssignmentName(check);
  result.ruler = "8b1a9953c4611296";
  result.observed_at = now_ + host.clock_error - std::chrono::milliseconds(Random(5000));
  if (Random(8) == 0) result.observed_at += std::chrono::nanoseconds(Random(1'000'000));
  result.duration = std::chrono::microseconds(100 + Random(200));
  result.complete = Random(50) != 0;
  for (int i = 0; i < check; ++i) {  // the first check has no item
    ItemResult item;
    item.observed.item = i == 0 ? "" : "/mount" + std::to_string(i);
    item.observed.metrics = {
        {"size_bytes", 270e9, "bytes"},
        {"free_bytes", 86e9 - static_cast<double>(Random(100)) * 4096, "bytes"},
        {"load", std::sqrt(static_cast<double>(Random(1000))), "count"}};
    item.observed.attributes = {{"state", Random(10) == 0 ? "up\n(forced)" : "up"}};
    item.outcome = Random(12) == 0 ? Outcome::kCritical : Outcome::kOk;
    item.code = item.outcome == Outcome::kOk ? "ok" : "over";
    result.items.push_back(std::move(item));
  }
  return result;
}

MadeBatch ResultMaker::Next(std::size_t results, std::uint64_t commit) {
  return NextOf(Random(kHosts), results, commit);
}

MadeBatch ResultMaker::NextOf(std::uint64_t number, std::size_t results, std::uint64_t commit) {
  Host& host = hosts_[number];
  if (Random(40) == 0) {  // its spool was created anew
    host.epoch_number = ++epochs_;
    host.epoch = random_();
    host.seq = 1;
  }
  if (Random(60) == 0)
    host.clock_error = std::chrono::hours(24 * 365) * (static_cast<int>(Random(21)) - 10);
  MadeBatch made;
  made.batch = ColumnBatch(host.epoch);
  std::map<const ResultShape*, std::uint32_t> shapes;
  for (std::size_t i = 0; i < results; ++i) {
    const SplitResult split = host.splitter.Split(Result(host, static_cast<int>(Random(kChecks))));
    const auto [known, is_new] = shapes.try_emplace(split.shape.get());
    if (is_new) known->second = made.batch.AddShape(split.shape);
    made.batch.AddRow(host.seq, known->second, ViewOf(split.row));
    host.seq += 1 + (Random(20) == 0 ? 3 : 0);
    if (Random(10) != 0) made.fresh.push_back(static_cast<std::uint32_t>(i));
  }
  if (made.fresh.empty()) made.fresh.push_back(0);
  made.entry = {host.epoch_number, commit, host.epoch, "host" + std::to_string(number), now_,
                nullptr,           {}};
  return made;
}

}  // namespace xunjian
