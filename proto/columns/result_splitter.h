#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "proto/columns/result_shape.h"

namespace xunjian {

struct SplitResult {
  std::shared_ptr<const ResultShape> shape;
  ShapeRow row;
};

// Splits results into shapes and rows and learns which texts change: each text starts as a part of
// its shape and moves into the rows when it was seen to differ, so that an assignment settles on
// one shape for each mixture of outcomes. Remembers a few shapes of each assignment. Not
// thread-safe.
class ResultSplitter {
 public:
  SplitResult Split(const CheckResult& result);
  // What is no longer assigned needs no memory.
  void Forget(std::string_view assignment);

 private:
  struct LearnedCell {
    ShapeHole::Kind kind;
    std::string text;  // while it is a constant
  };
  struct Memory {
    std::vector<std::shared_ptr<const ResultShape>> shapes;  // the one used last first
    std::map<std::string, LearnedCell> learned;              // by item and name of the cell
  };
  class HoleFinder;

  static std::shared_ptr<const ResultShape> Learn(const CheckResult& result, Memory& memory);

  std::map<std::string, Memory, std::less<>> assignments_;
};

}  // namespace xunjian
