#pragma once

#include <string_view>

#include "base/result.h"

namespace xunjian {

// Gathers problems, to report all of them at once.
class ProblemList {
 public:
  explicit ProblemList(Text between) : between_(between) {}

  void Add(const Message& problem) {
    if (!empty()) {
      all_.en += between_.en;
      all_.zh += between_.zh;
    }
    all_.en += problem.en;
    all_.zh += problem.zh;
  }
  bool empty() const { return all_.en.empty(); }
  Error ToError() const { return Error(ErrorCode::kInvalidArgument, all_); }

 private:
  Text between_;
  Message all_;
};

}  // namespace xunjian
