#include "proto/columns/result_splitter.h"

#include <algorithm>
#include <bit>
#include <optional>

#include "checks/api/quantity.h"

namespace xunjian {
namespace {

using Kind = ShapeHole::Kind;

constexpr std::size_t kShapesRemembered = 8;

struct NumberCell {
  const std::string* name;
  double value;
};

}  // namespace

// The holes of one result, as tight as what was learned allows.
class ResultSplitter::HoleFinder {
 public:
  HoleFinder(const CheckResult& result, std::map<std::string, LearnedCell>& learned)
      : result_(result), learned_(learned) {}

  std::vector<ShapeHole> Find() {
    for (const ItemResult& item : result_.items) {
      own_.clear();
      for (const Metric& metric : item.observed.metrics) AddNumber(metric);
      for (const Metric& reading : item.readings) AddReading(item, reading);
      for (const Attribute& attribute : item.observed.attributes) {
        AddText(Key(item, 'a', attribute.name), attribute.value);
      }
      for (const Argument& argument : item.arguments) {
        AddText(Key(item, 'r', argument.name), argument.value);
      }
    }
    return std::move(holes_);
  }

 private:
  static std::string Key(const ItemResult& item, char place, const std::string& name) {
    return item.observed.item + '\n' + place + name;
  }

  void AddNumber(const Metric& metric) {
    own_.emplace_back(numbers_, NumberCell{&metric.name, metric.value});
    holes_.push_back({Kind::kNumber, 0});
    ++numbers_;
  }

  // A reading that repeats a metric of its name.
  void AddReading(const ItemResult& item, const Metric& reading) {
    Kind& kind = learned_.try_emplace(Key(item, 'n', reading.name), LearnedCell{Kind::kCopy, {}})
                     .first->second.kind;
    const auto same = std::ranges::find_if(own_, [&](const auto& own) {
      return *own.second.name == reading.name && std::bit_cast<std::uint64_t>(own.second.value) ==
                                                     std::bit_cast<std::uint64_t>(reading.value);
    });
    if (kind == Kind::kCopy && same != own_.end()) {
      holes_.push_back({Kind::kCopy, same->first});
      return;
    }
    kind = Kind::kNumber;
    AddNumber(reading);
  }

  // A text is a constant until it was seen to differ, unless it repeats a number of its item.
  void AddText(const std::string& key, const std::string& text) {
    const auto [entry, first] = learned_.try_emplace(key, LearnedCell{Kind::kConstant, text});
    LearnedCell& cell = entry->second;
    const auto source = FindCopy(text);
    if (first && source) cell.kind = Kind::kNumberCopy;
    if (Misfits(cell, text, source.has_value())) {
      cell.kind = IsNumber(text) ? Kind::kNumberText : Kind::kText;
    }
    holes_.push_back({cell.kind, cell.kind == Kind::kNumberCopy ? *source : 0});
    if (cell.kind == Kind::kNumberText) ++numbers_;
  }

  static bool Misfits(const LearnedCell& cell, const std::string& text, bool is_copy) {
    switch (cell.kind) {
      case Kind::kConstant:
        return text != cell.text;
      case Kind::kNumberCopy:
        return !is_copy;
      case Kind::kNumberText:
        return !IsNumber(text);
      default:
        return false;
    }
  }

  static bool IsNumber(const std::string& text) {
    const auto number = ParseNumber(text);
    return number && NumberText(*number) == text;
  }

  std::optional<std::uint32_t> FindCopy(const std::string& text) const {
    const auto same = std::ranges::find_if(
        own_, [&](const auto& own) { return NumberText(own.second.value) == text; });
    if (same == own_.end()) return std::nullopt;
    return same->first;
  }

  const CheckResult& result_;
  std::map<std::string, LearnedCell>& learned_;
  std::vector<std::pair<std::uint32_t, NumberCell>> own_;  // the item's numbers with their place
  std::vector<ShapeHole> holes_;
  std::uint32_t numbers_ = 0;
};

std::shared_ptr<const ResultShape> ResultSplitter::Learn(const CheckResult& result,
                                                         Memory& memory) {
  return ResultShape::Make(result, HoleFinder(result, memory.learned).Find());
}

SplitResult ResultSplitter::Split(const CheckResult& result) {
  Memory& memory = assignments_[result.assignment];
  SplitResult split;
  for (auto shape = memory.shapes.begin(); shape != memory.shapes.end(); ++shape) {
    if (!(*shape)->Fill(result, split.row)) continue;
    std::rotate(memory.shapes.begin(), shape, shape + 1);
    split.shape = memory.shapes.front();
    return split;
  }
  split.shape = Learn(result, memory);
  (void)split.shape->Fill(result, split.row);
  std::erase_if(memory.shapes, [&](const auto& old) { return old->SameFrame(*split.shape); });
  memory.shapes.insert(memory.shapes.begin(), split.shape);
  if (memory.shapes.size() > kShapesRemembered) memory.shapes.pop_back();
  return split;
}

void ResultSplitter::Forget(std::string_view assignment) {
  if (const auto found = assignments_.find(assignment); found != assignments_.end()) {
    assignments_.erase(found);
  }
}

}  // namespace xunjian
