#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "collector/history/history_words.h"
#include "proto/columns/result_splitter.h"

namespace xunjian {

// A batch of one host, and all of it is fresh unless somebody takes rows away.
struct MadeBatch {
  HistoryEntry entry;  // refers to the two below
  ColumnBatch batch;
  std::vector<std::uint32_t> fresh;

  // To be handed to Append.
  HistoryEntry Entry() const;
};

// Results of a few hosts as they might be: numbers that move, texts that change, outcomes that
// turn, now and then a host whose clock is wrong or that began anew. Seeded.
class ResultMaker {
 public:
  static constexpr std::uint64_t kHosts = 4;
  static constexpr int kChecks = 5;

  explicit ResultMaker(std::uint64_t seed);

  // Of a random host, received now.
  MadeBatch Next(std::size_t results, std::uint64_t commit);
  MadeBatch NextOf(std::uint64_t host, std::size_t results, std::uint64_t commit);

  void Pass(Duration time) { now_ += time; }
  Timestamp now() const { return now_; }
  std::uint64_t Random(std::uint64_t below) { return random_() % below; }

  static std::string CheckName(int check) { return "host.perf.check" + std::to_string(check); }
  static std::string AssignmentName(int check) { return "rule/" + CheckName(check); }

 private:
  struct Host {
    std::uint64_t epoch_number = 0;
    std::uint64_t epoch = 0;
    std::uint64_t seq = 1;
    Duration clock_error{};
    ResultSplitter splitter;
  };

  CheckResult Result(Host& host, int check);

  std::mt19937_64 random_;
  Timestamp now_;
  std::uint64_t epochs_ = 0;
  std::vector<Host> hosts_;
};

}  // namespace xunjian
