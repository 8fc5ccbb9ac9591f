#pragma once

#include <random>
#include <string>

#include "proto/words/agent_words.h"

namespace xunjian {

// Words with everything set to something, different for each seed and the same for the same one.
class RandomWords {
 public:
  explicit RandomWords(unsigned seed) : random_(seed) {}

  // Within every limit.
  CheckResult Result();
  Sample OneSample();
  Assignment OneAssignment();
  AssignmentSet Set();
  ResultBatch Batch();
  ResultGap Gap();

  // Beyond them: any bytes in texts, any numbers, long lists.
  CheckResult WildResult();

  std::string Name();   // 1 to 128 bytes
  std::string Words();  // 0 to 300 bytes, some of them Chinese
  std::uint64_t Number(std::uint64_t least, std::uint64_t most);

 private:
  double Real();
  std::string WildText(std::size_t most);
  std::vector<Metric> Metrics();
  ObservedItem Item();

  template <class Make>
  auto List(std::size_t most, Make make) {
    std::vector<decltype(make())> list(Number(0, most));
    for (auto& entry : list) entry = make();
    return list;
  }

  std::mt19937_64 random_;
};

}  // namespace xunjian
