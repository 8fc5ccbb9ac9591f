#include "proto/columns/item_view.h"

#include <algorithm>

namespace xunjian {
namespace {

using Kind = ShapeHole::Kind;

// -1: none of them.
std::ptrdiff_t PlaceOf(const CheckResult& skeleton, std::string_view item) {
  const auto& items = skeleton.items;
  const auto named = [item](const ItemResult& one) { return one.observed.item == item; };
  const auto found = std::ranges::find_if(items, named);
  if (found != items.end()) return found - items.begin();
  return items.size() == 1 && items[0].observed.item.empty() ? 0 : -1;
}

std::size_t CellsOf(const ItemResult& item) {
  return item.observed.metrics.size() + item.readings.size() + item.observed.attributes.size() +
         item.arguments.size();
}

// Takes the holes of one item over; what they copy from elsewhere becomes their own.
class HolePicker {
 public:
  HolePicker(std::vector<std::uint32_t>& numbers, std::vector<std::uint32_t>& texts)
      : numbers_(numbers), texts_(texts) {}

  // Holes that are passed count numbers and texts of the row all the same.
  void Pass(const ShapeHole& hole) {
    next_number_ += hole.kind == Kind::kNumber || hole.kind == Kind::kNumberText;
    next_text_ += hole.kind == Kind::kText;
  }

  ShapeHole Pick(const ShapeHole& hole) {
    ShapeHole picked = hole;
    switch (hole.kind) {
      case Kind::kNumber:
      case Kind::kNumberText:
        numbers_.push_back(next_number_);
        break;
      case Kind::kText:
        texts_.push_back(next_text_);
        break;
      case Kind::kCopy:
      case Kind::kNumberCopy:
        picked = PickCopy(hole);
        break;
      case Kind::kConstant:
        break;
    }
    Pass(hole);
    return picked;
  }

 private:
  ShapeHole PickCopy(const ShapeHole& hole) {
    const auto known = std::ranges::find(numbers_, hole.source);
    if (known != numbers_.end()) {
      return {hole.kind, static_cast<std::uint32_t>(known - numbers_.begin())};
    }
    numbers_.push_back(hole.source);
    return {hole.kind == Kind::kCopy ? Kind::kNumber : Kind::kNumberText, 0};
  }

  std::vector<std::uint32_t>& numbers_;
  std::vector<std::uint32_t>& texts_;
  std::uint32_t next_number_ = 0;
  std::uint32_t next_text_ = 0;
};

}  // namespace

bool SpeaksOf(const CheckResult& skeleton, std::string_view item) {
  return PlaceOf(skeleton, item) >= 0;
}

std::optional<ItemView> ItemView::Of(const std::shared_ptr<const ResultShape>& whole,
                                     std::string_view item) {
  const std::ptrdiff_t place = PlaceOf(whole->skeleton(), item);
  if (place < 0) return std::nullopt;
  ItemView view;
  view.is_whole_ = whole->skeleton().items.size() == 1;
  view.shape_ = whole;
  if (view.is_whole_) return view;

  CheckResult part = whole->skeleton();
  HolePicker picker(view.numbers_, view.texts_);
  std::vector<ShapeHole> holes;
  auto hole = whole->holes().begin();
  for (std::ptrdiff_t i = 0; i <= place; ++i) {
    for (std::size_t cells = CellsOf(part.items[static_cast<std::size_t>(i)]); cells > 0; --cells) {
      if (i == place) {
        holes.push_back(picker.Pick(*hole++));
      } else {
        picker.Pass(*hole++);
      }
    }
  }
  part.items = {part.items[static_cast<std::size_t>(place)]};
  view.shape_ = ResultShape::Make(part, std::move(holes));
  return view;
}

RowView ItemView::Pick(const RowView& whole, ShapeRow& memory) const {
  if (is_whole_) return whole;
  memory.numbers.clear();
  memory.texts.clear();
  for (const std::uint32_t place : numbers_) memory.numbers.push_back(whole.numbers[place]);
  for (const std::uint32_t place : texts_) memory.texts.push_back(whole.texts[place]);
  return {whole.observed_at, whole.duration, memory.numbers, memory.texts};
}

}  // namespace xunjian
