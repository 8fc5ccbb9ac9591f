#include "proto/columns/result_shape.h"

#include <algorithm>
#include <bit>

#include "checks/api/quantity.h"
#include "proto/columns/byte_reader.h"
#include "proto/convert/limits.h"
#include "proto/convert/result_codec.h"

namespace xunjian {
namespace {

using Kind = ShapeHole::Kind;

bool HasSource(Kind kind) { return kind == Kind::kCopy || kind == Kind::kNumberCopy; }
bool GivesNumber(Kind kind) { return kind == Kind::kNumber || kind == Kind::kNumberText; }

Error Broken(std::string_view what) {
  return MakeError(ErrorCode::kInvalidArgument,
                   {"a result's shape is broken: {}", "结果的结构损坏：{}"}, what);
}

CheckResult Hollow(CheckResult result, const std::vector<ShapeHole>& holes) {
  result.observed_at = {};
  result.duration = {};
  std::size_t i = 0;
  WalkCells(
      result, [&](Metric& metric) { metric.value = 0, ++i; },
      [&](std::string& text, const std::string&) {
        if (holes[i++].kind != Kind::kConstant) text.clear();
      });
  return result;
}

std::string Encode(const CheckResult& skeleton, const std::vector<ShapeHole>& holes) {
  std::string bytes;
  PutVarint(bytes, holes.size());
  for (const ShapeHole& hole : holes) {
    bytes.push_back(static_cast<char>(hole.kind));
    if (HasSource(hole.kind)) PutVarint(bytes, hole.source);
  }
  return bytes + EncodeResult(skeleton);
}

std::vector<ShapeHole> ReadHoles(ByteReader& from) {
  std::vector<ShapeHole> holes;
  const std::uint64_t count = from.Varint();
  if (count > from.left()) from.Fail();  // each takes a byte
  std::size_t numbers = 0;
  for (std::uint64_t i = 0; from.ok() && i < count; ++i) {
    ShapeHole hole;
    hole.kind = static_cast<Kind>(from.Byte());
    if (hole.kind > Kind::kText) from.Fail();
    if (HasSource(hole.kind)) {
      const std::uint64_t source = from.Varint();
      if (source >= numbers) from.Fail();  // copies look back only
      hole.source = static_cast<std::uint32_t>(source);
    }
    numbers += GivesNumber(hole.kind);
    holes.push_back(hole);
  }
  return holes;
}

// Numbers stand where numbers are and texts where texts are.
bool Fits(const CheckResult& skeleton, const std::vector<ShapeHole>& holes) {
  bool fits = true;
  std::size_t i = 0;
  const auto next = [&] {
    return i < holes.size() ? holes[i++].kind : (fits = false, Kind::kText);
  };
  WalkCells(
      skeleton,
      [&](const Metric&) {
        const Kind kind = next();
        fits = fits && (kind == Kind::kNumber || kind == Kind::kCopy);
      },
      [&](const std::string&, const std::string&) {
        const Kind kind = next();
        fits = fits && kind != Kind::kNumber && kind != Kind::kCopy;
      });
  return fits && i == holes.size();
}

template <class Named, class Same>
bool SameList(const std::vector<Named>& a, const std::vector<Named>& b, Same same) {
  return std::ranges::equal(a, b, same);
}

bool SameItem(const ItemResult& a, const ItemResult& b) {
  const auto metrics = [](const Metric& x, const Metric& y) {
    return x.name == y.name && x.unit == y.unit;
  };
  const auto names = [](const auto& x, const auto& y) { return x.name == y.name; };
  return a.outcome == b.outcome && a.code == b.code && a.observed.item == b.observed.item &&
         SameList(a.observed.metrics, b.observed.metrics, metrics) &&
         SameList(a.readings, b.readings, metrics) &&
         SameList(a.observed.attributes, b.observed.attributes, names) &&
         SameList(a.arguments, b.arguments, names);
}

bool EqualFrames(const CheckResult& a, const CheckResult& b) {
  return a.assignment == b.assignment && a.check == b.check && a.complete == b.complete &&
         a.ruler == b.ruler && std::ranges::equal(a.items, b.items, SameItem);
}

bool SameBits(double a, double b) {
  return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

// NumberText of a number that this text alone comes from.
bool IsNumberText(const std::string& text, double& number) {
  const auto parsed = ParseNumber(text);
  if (!parsed || NumberText(*parsed) != text) return false;
  number = *parsed;
  return true;
}

}  // namespace

ResultShape::ResultShape(CheckResult skeleton, std::vector<ShapeHole> holes, std::string bytes)
    : skeleton_(std::move(skeleton)), holes_(std::move(holes)), bytes_(std::move(bytes)) {
  for (const ShapeHole& hole : holes_) {
    numbers_ += GivesNumber(hole.kind);
    texts_ += hole.kind == Kind::kText;
  }
}

std::shared_ptr<const ResultShape> ResultShape::Make(const CheckResult& example,
                                                     std::vector<ShapeHole> holes) {
  CheckResult skeleton = Hollow(example, holes);
  std::string bytes = Encode(skeleton, holes);
  return std::shared_ptr<const ResultShape>(
      new ResultShape(std::move(skeleton), std::move(holes), std::move(bytes)));
}

Result<std::shared_ptr<const ResultShape>> ResultShape::Parse(std::string_view bytes) {
  ByteReader from(bytes);
  std::vector<ShapeHole> holes = ReadHoles(from);
  if (!from.ok()) return Broken("holes");
  auto skeleton = DecodeResult(from.Bytes(from.left()));
  if (!skeleton) return skeleton.error().WithContext({"a result's shape", "结果的结构"});
  if (!Fits(*skeleton, holes)) return Broken("holes and cells differ");
  // Made again, so that two writers' bytes of one shape become the same.
  return Make(*skeleton, std::move(holes));
}

bool ResultShape::SameFrame(const ResultShape& other) const {
  return EqualFrames(skeleton_, other.skeleton_);
}

bool ResultShape::Fill(const CheckResult& result, ShapeRow& row) const {
  if (!EqualFrames(result, skeleton_)) return false;
  row.observed_at = result.observed_at;
  row.duration = result.duration;
  row.numbers.clear();
  row.texts.clear();
  std::vector<const std::string*> constants;
  WalkCells(
      skeleton_, [](const Metric&) {},
      [&](const std::string& text, const std::string&) { constants.push_back(&text); });
  bool fits = true;
  std::size_t cell = 0;
  std::size_t text_cell = 0;
  WalkCells(
      result,
      [&](const Metric& metric) {
        const ShapeHole& hole = holes_[cell++];
        if (hole.kind == Kind::kNumber) {
          row.numbers.push_back(metric.value);
        } else {
          fits = fits && SameBits(row.numbers[hole.source], metric.value);
        }
      },
      [&](const std::string& text, const std::string&) {
        const ShapeHole& hole = holes_[cell++];
        const std::string& constant = *constants[text_cell++];
        double number = 0;
        switch (hole.kind) {
          case Kind::kConstant:
            fits = fits && text == constant;
            break;
          case Kind::kNumberCopy:
            fits = fits && NumberText(row.numbers[hole.source]) == text;
            break;
          case Kind::kNumberText:
            fits = fits && IsNumberText(text, number);
            row.numbers.push_back(number);
            break;
          default:
            row.texts.push_back(text);
        }
      });
  return fits;
}

CheckResult ResultShape::Join(const RowView& row) const {
  CheckResult result = skeleton_;
  result.observed_at = row.observed_at;
  result.duration = row.duration;
  std::size_t cell = 0;
  std::size_t number = 0;
  std::size_t text_number = 0;
  WalkCells(
      result,
      [&](Metric& metric) {
        const ShapeHole& hole = holes_[cell++];
        metric.value = row.numbers[hole.kind == Kind::kNumber ? number++ : hole.source];
      },
      [&](std::string& text, const std::string&) {
        const ShapeHole& hole = holes_[cell++];
        if (hole.kind == Kind::kNumberCopy) text = NumberText(row.numbers[hole.source]);
        if (hole.kind == Kind::kNumberText) text = NumberText(row.numbers[number++]);
        if (hole.kind == Kind::kText) text = row.texts[text_number++];
      });
  return result;
}

}  // namespace xunjian
