#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "checks/api/check_result.h"
#include "proto/columns/shape_row.h"

namespace xunjian {

// Where a result differs from the others of its shape.
struct ShapeHole {
  enum class Kind : std::uint8_t {
    kConstant = 0,    // a text that stays in the shape
    kNumber = 1,      // a metric or a reading: a number of the row
    kCopy = 2,        // a metric or a reading with the value of the number `source`
    kNumberCopy = 3,  // a text: NumberText of the number `source`
    kNumberText = 4,  // a text: NumberText of a number of the row
    kText = 5,        // a text of the row
  };
  Kind kind = Kind::kConstant;
  std::uint32_t source = 0;  // the how-manieth number of the row
  friend bool operator==(const ShapeHole&, const ShapeHole&) = default;
};

// All of a result that seldom changes: check, assignment, ruler, items, names, units, outcomes,
// reason codes, and texts that stay. Result = shape + row, lossless. Results of one shape have the
// same outcomes. Immutable, shared between threads.
class ResultShape {
 public:
  // Shapes are made by ResultSplitter, or come as bytes nobody vouches for.
  static Result<std::shared_ptr<const ResultShape>> Parse(std::string_view bytes);
  // `holes`: one for each metric, attribute, argument and reading, in the order of WalkCells.
  static std::shared_ptr<const ResultShape> Make(const CheckResult& example,
                                                 std::vector<ShapeHole> holes);

  // Equal bytes are the same shape.
  const std::string& bytes() const { return bytes_; }
  // With holes empty: numbers 0, texts "", no time.
  const CheckResult& skeleton() const { return skeleton_; }
  const std::vector<ShapeHole>& holes() const { return holes_; }
  std::size_t numbers() const { return numbers_; }
  std::size_t texts() const { return texts_; }

  // Differ in their holes only: every result of one may be one of the other.
  bool SameFrame(const ResultShape& other) const;

  // False: not a result of this shape; `row` is then unspecified.
  bool Fill(const CheckResult& result, ShapeRow& row) const;
  // The row has as many numbers and texts as the shape.
  CheckResult Join(const RowView& row) const;

 private:
  ResultShape(CheckResult skeleton, std::vector<ShapeHole> holes, std::string bytes);

  CheckResult skeleton_;
  std::vector<ShapeHole> holes_;
  std::string bytes_;
  std::size_t numbers_ = 0;
  std::size_t texts_ = 0;
};

// Calls number(Metric&) for metrics and readings and text(std::string&, name) for attributes and
// arguments, in the one order that holes have. `Made` is CheckResult or const CheckResult.
template <class Made, class Number, class Text>
void WalkCells(Made& result, Number number, Text text) {
  for (auto& item : result.items) {
    for (auto& metric : item.observed.metrics) number(metric);
    for (auto& reading : item.readings) number(reading);
    for (auto& attribute : item.observed.attributes) text(attribute.value, attribute.name);
    for (auto& argument : item.arguments) text(argument.value, argument.name);
  }
}

}  // namespace xunjian
