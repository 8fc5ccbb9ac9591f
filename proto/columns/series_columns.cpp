#include "proto/columns/series_columns.h"

#include "proto/columns/byte_reader.h"
#include "proto/convert/limits.h"

namespace xunjian {
namespace {

constexpr std::uint64_t kNewShape = 2;
constexpr std::uint64_t kNewEpoch = 1;

Error Broken(std::string_view what) {
  return MakeError(ErrorCode::kInvalidArgument, {"a series is broken: {}", "结果序列损坏：{}"},
                   what);
}

// Differences wrap, so that any time comes back as it was.
std::int64_t Milliseconds(Timestamp at) {
  return std::chrono::floor<std::chrono::milliseconds>(at).time_since_epoch().count();
}

Timestamp AtMillisecond(std::uint64_t milliseconds) {
  return Timestamp(Duration(static_cast<std::int64_t>(milliseconds * 1'000'000)));
}

std::int64_t Difference(std::uint64_t a, std::uint64_t b) {
  return static_cast<std::int64_t>(a - b);
}

// Reads a series' rows one after the other.
class SeriesParser {
 public:
  explicit SeriesParser(std::string_view bytes) : from_(bytes) {}

  std::uint64_t Count() { return from_.Varint(); }
  bool ok() const { return from_.ok(); }
  bool AtEnd() const { return from_.AtEnd(); }

  // False: the bytes make no row.
  bool Next(SeriesRow& row, ColumnBatch& values) {
    const std::uint64_t head = from_.Varint();
    if (head & kNewEpoch) before_.epoch = from_.Little(sizeof before_.epoch);
    if (head & kNewShape && !Define(values)) return false;
    before_.seq += static_cast<std::uint64_t>(from_.SignedVarint());
    received_ms_ += static_cast<std::uint64_t>(from_.SignedVarint());
    before_.received_at = AtMillisecond(received_ms_);
    const std::uint64_t slot = head >> 2;
    if (!from_.ok() || slot >= chains_.size()) return false;
    const RowView view = chains_[slot].Read(from_);
    if (!from_.ok() || !budget_.Take(view)) return false;
    values.AddRow(before_.seq, static_cast<std::uint32_t>(slot), view);
    row = before_;
    return true;
  }

 private:
  bool Define(ColumnBatch& values) {
    if (chains_.size() >= SeriesWriter::kMostShapes) return false;
    auto shape = ResultShape::Parse(from_.Bytes(from_.Varint()));
    if (!from_.ok() || !shape) return false;
    chains_.emplace_back((*shape)->numbers(), (*shape)->texts());
    values.AddShape(*std::move(shape));
    return true;
  }

  ByteReader from_;
  std::vector<RowChain> chains_;
  SeriesRow before_;
  std::uint64_t received_ms_ = 0;
  BatchBudget budget_;
};

}  // namespace

std::optional<std::size_t> SeriesWriter::FindSlot(
    const std::shared_ptr<const ResultShape>& shape) const {
  if (const auto known = slot_of_.find(shape.get()); known != slot_of_.end()) return known->second;
  const auto same = slot_of_bytes_.find(shape->bytes());
  if (same == slot_of_bytes_.end()) return std::nullopt;
  return same->second;
}

std::size_t SeriesWriter::Define(const std::shared_ptr<const ResultShape>& shape) {
  slots_.push_back({shape, RowChain(shape->numbers(), shape->texts())});
  slot_of_.emplace(shape.get(), slots_.size() - 1);
  slot_of_bytes_.emplace(shape->bytes(), slots_.size() - 1);
  return slots_.size() - 1;
}

bool SeriesWriter::Fits(const ResultShape& shape, bool is_new, const RowView& values) {
  if (rows_ == limits::kRows || (is_new && slots_.size() == kMostShapes)) return false;
  const std::size_t bytes = body_.size() + (is_new ? shape.bytes().size() : 0);
  return (rows_ == 0 || bytes < kMostBytes) && budget_.Take(values);
}

bool SeriesWriter::Add(const SeriesRow& row, const std::shared_ptr<const ResultShape>& shape,
                       const RowView& values) {
  const auto known = FindSlot(shape);
  if (!Fits(*shape, !known, values)) return false;
  const std::size_t slot = known ? *known : Define(shape);
  const bool new_epoch = rows_ == 0 || row.epoch != before_.epoch;
  PutVarint(body_, slot << 2 | (known ? 0 : kNewShape) | (new_epoch ? kNewEpoch : 0));
  if (new_epoch) PutLittle(body_, row.epoch, sizeof row.epoch);
  if (!known) PutBytes(body_, shape->bytes());
  PutSignedVarint(body_, Difference(row.seq, before_.seq));
  PutSignedVarint(body_,
                  Difference(Milliseconds(row.received_at), Milliseconds(before_.received_at)));
  slots_[slot].chain.Write(values, body_);
  before_ = row;
  ++rows_;
  return true;
}

std::string SeriesWriter::Finish() && {
  std::string bytes;
  PutVarint(bytes, rows_);
  return bytes + body_;
}

Result<SeriesColumns> SeriesColumns::Parse(std::string_view bytes) {
  SeriesParser parser(bytes);
  SeriesColumns series;
  const std::uint64_t count = parser.Count();
  if (!parser.ok() || count > limits::kRows) return Broken("too many results");
  series.rows_.resize(count);
  series.values_.Reserve(count, count * 4);
  for (SeriesRow& row : series.rows_) {
    if (!parser.Next(row, series.values_)) return Broken("row");
  }
  if (!parser.AtEnd()) return Broken("more than it says");
  return series;
}

}  // namespace xunjian
