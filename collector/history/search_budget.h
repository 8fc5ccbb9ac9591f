#pragma once

#include <cstdint>

namespace xunjian {

// Private to collector_history: how much one question may look at.
class SearchBudget {
 public:
  static constexpr std::uint64_t kMostRows = 10'000'000;  // about a second

  // False: it is spent.
  bool Take(std::uint64_t rows) {
    left_ -= rows < left_ ? rows : left_;
    return left_ != 0;
  }
  bool spent() const { return left_ == 0; }

 private:
  std::uint64_t left_ = kMostRows;
};

}  // namespace xunjian
