#include <algorithm>
#include <map>

#include "agent/spool/spool.h"
#include "base/ids.h"
#include "spool_files.h"
#include "spool_format.h"
#include "spool_position.h"

namespace xunjian {
namespace {

constexpr mode_t kFolderMode = 0700;

Result<void> Validate(const SpoolOptions& options) {
  if (options.segment_bytes > 0 && options.segment_bytes <= kMaxSegmentBytes &&
      options.segment_bytes <= options.max_bytes / 4) {
    return Ok();
  }
  return MakeError(ErrorCode::kInvalidArgument,
                   {"a spool segment of {} bytes does not fit: at most {}, and a quarter of {}",
                    "队列分段 {} 字节不合适：至多 {}，且不超过 {} 的四分之一"},
                   options.segment_bytes, kMaxSegmentBytes, options.max_bytes);
}

// The epoch that most segments belong to, 0 for none: what is left when the position is lost.
std::uint64_t EpochOf(const std::vector<std::string>& names) {
  std::map<std::uint64_t, int> counts;
  for (const std::string& name : names) {
    if (const auto id = ParseSegmentName(name)) ++counts[id->epoch];
  }
  const auto most =
      std::max_element(counts.begin(), counts.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == counts.end() ? 0 : most->first;
}

}  // namespace

Spool::Spool(FileStorage& storage, std::string folder, SpoolOptions options)
    : storage_(storage), folder_(std::move(folder)), options_(options) {}

Spool::~Spool() = default;

Result<std::unique_ptr<Spool>> Spool::Open(FileStorage& storage, std::string folder,
                                           SpoolOptions options) {
  if (auto valid = Validate(options); !valid) return valid.error();
  std::unique_ptr<Spool> spool(new Spool(storage, std::move(folder), options));
  if (auto recovered = spool->Recover(); !recovered) {
    return recovered.error().WithContext(
        Format({"cannot open the spool {}", "无法打开队列 {}"}, spool->folder_));
  }
  return spool;
}

Result<void> Spool::Recover() {
  if (auto made = storage_.MakeFolder(folder_, kFolderMode); !made) return made;
  const auto names = storage_.List(folder_);
  if (!names) return names.error();

  const std::string path = PositionPath();
  const auto bytes = storage_.Read(path, kMaxPositionBytes);
  if (!bytes && bytes.error().code() == ErrorCode::kPermissionDenied) return bytes.error();
  const auto position = bytes ? DecodePosition(*bytes) : std::nullopt;
  epoch_ = position ? position->epoch : EpochOf(*names);
  recovery_.position_lost = !position && (bytes || epoch_ != 0);
  if (epoch_ == 0) epoch_ = RandomEpoch();

  RecoverSegments(*names);
  AdoptPosition(position.value_or(SpoolPosition{}));
  static_cast<void>(RemoveAcknowledged());  // what cannot be removed now is tried again later
  return position ? Ok() : WritePosition();
}

void Spool::RecoverSegments(const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    if (name == kPositionName) continue;
    if (name.starts_with(kPositionTemporary)) {
      static_cast<void>(storage_.Remove(folder_ + "/" + name));
      continue;
    }
    const auto id = ParseSegmentName(name);
    if (!id || id->epoch != epoch_ || !RecoverSegment(id->first)) ++recovery_.foreign_files;
  }
}

bool Spool::RecoverSegment(std::uint64_t first) {
  const auto bytes = storage_.Read(PathOf(first), 2 * kMaxSegmentBytes);
  const bool overlaps = !segments_.empty() && first <= segments_.back().last;
  if (!bytes || overlaps || first == 0 || !MayHold(*bytes, {epoch_, first})) return false;
  Segment segment{.first = first, .last = first - 1, .bytes = bytes->size()};
  const auto take = [&](std::uint64_t seq, std::string_view) {
    acknowledged_.Add(segment.last + 1, seq - 1);  // lost ones between
    segment.last = seq;
    ++segment.waiting;
    return true;
  };
  const ScanReport report = ScanSegment(*bytes, {epoch_, first}, take);
  recovery_.records += report.records;
  recovery_.damaged += report.damaged;
  recovery_.cut_bytes += report.cut_bytes;
  segments_.push_back(segment);
  return true;
}

void Spool::AdoptPosition(const SpoolPosition& position) {
  dropped_ = position.dropped;
  for (const auto& [first, last] : position.acknowledged.ranges()) MarkAcknowledged(first, last);
  unsaved_acknowledgements_ = 0;
  std::uint64_t used = segments_.empty() ? 0 : segments_.back().last;
  if (recovery_.position_lost) used += kReservation;
  reserved_through_ = std::max(position.reserved_through, used);
  next_seq_ = reserved_through_ + 1;
  synced_through_ = reserved_through_;
}

}  // namespace xunjian
