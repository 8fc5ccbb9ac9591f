#include "agent/spool/spool.h"

#include <algorithm>

#include "spool_epoch.h"
#include "spool_limits.h"

namespace xunjian {
namespace {

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

Result<void> Validate(const SpoolEntry& entry) {
  const std::size_t bytes = entry.series.size() + entry.shape->size() + entry.row.size();
  if (entry.series.size() <= Spool::kMaxSeries && bytes <= Spool::kMaxEntry) return Ok();
  return MakeError(ErrorCode::kInvalidArgument,
                   {"a record of {} bytes, {} of them its series, is too long for the spool (at "
                    "most {} and {})",
                    "记录长 {} 字节（其中序列名 {} 字节），超过队列的上限 {} 和 {}"},
                   bytes, entry.series.size(), Spool::kMaxEntry, Spool::kMaxSeries);
}

}  // namespace

Spool::Spool(FileStorage& storage, std::string folder, const Clock& clock, SpoolOptions options)
    : storage_(storage), folder_(std::move(folder)), clock_(clock), options_(options) {}

Spool::~Spool() = default;

Result<std::unique_ptr<Spool>> Spool::Open(FileStorage& storage, std::string folder,
                                           const Clock& clock, SpoolOptions options) {
  if (auto valid = Validate(options); !valid) return valid.error();
  std::unique_ptr<Spool> spool(new Spool(storage, std::move(folder), clock, options));
  spool->log_ = std::make_unique<SpoolEpoch>(storage, spool->folder_, clock, options);
  auto recovered = spool->log_->Recover();
  if (!recovered) {
    return recovered.error().WithContext(
        Format({"cannot open the spool {}", "无法打开队列 {}"}, spool->folder_));
  }
  spool->recovery_ = *recovered;
  spool->opened_at_ = spool->log_->tiles().next();
  return spool;
}

Result<std::uint64_t> Spool::Append(const SpoolEntry& entry) {
  Result<void> ready = Validate(entry);
  if (ready) ready = AppendRefused();
  auto seq = ready ? log_->Append(entry) : Result<std::uint64_t>(ready.error());
  if (!seq) CountRefused(entry.at);
  return seq;
}

Result<void> Spool::AppendRefused() {
  if (refused_.count == 0) return Ok();
  auto run =
      log_->AppendRun({refused_.reason, refused_.count, refused_.first_at, refused_.last_at});
  if (!run) return run.error();
  refused_ = {.reason = GapReason::kCap};
  return Ok();
}

void Spool::CountRefused(Timestamp at) {
  refused_.first_at = refused_.count == 0 ? at : std::min(refused_.first_at, at);
  refused_.last_at = refused_.count == 0 ? at : std::max(refused_.last_at, at);
  ++refused_.count;
}

Result<void> Spool::Sync() { return log_->Sync(); }

Result<SpoolReading> Spool::Read(std::uint64_t from_seq, std::size_t max_records,
                                 std::size_t max_bytes) {
  auto reading = log_->Read(from_seq, max_records, max_bytes);
  if (reading) read_through_ = std::max(read_through_, reading->through);
  return reading;
}

Result<void> Spool::Acknowledge(std::uint64_t first, std::uint64_t last) {
  return log_->Acknowledge(first, last);
}

bool Spool::IsOldCopy(const SeqRanges& received) const {
  return received.Newest() > (has_met_ ? last() : opened_at_ - 1);
}

std::uint64_t Spool::Resume(const SeqRanges& received) {
  has_met_ = true;
  return log_->Resume(received);
}

Result<void> Spool::Renew() {
  if (auto synced = log_->Sync(); !synced) return synced;
  auto renewed = log_->Renew(std::max(opened_at_, read_through_ + 1));
  if (renewed) has_met_ = true;
  return renewed;
}

Result<void> Spool::Close() {
  // Refused results that still find no room are lost with this process.
  static_cast<void>(AppendRefused());
  return log_->Close();
}

std::uint64_t Spool::epoch() const { return log_->epoch(); }
const SpoolLives& Spool::lives() const { return log_->lives(); }
std::uint64_t Spool::refused() const { return refused_.count; }
std::uint64_t Spool::first_unacknowledged() const {
  const std::uint64_t first = log_->tiles().FirstWaiting();
  return first <= last() ? first : 0;
}
std::uint64_t Spool::last() const { return log_->synced_through(); }
std::uint64_t Spool::waiting() const { return log_->tiles().waiting(); }
std::uint64_t Spool::bytes() const { return log_->tiles().bytes(); }

std::uint64_t Spool::produced() const {
  const SpoolTiles& tiles = log_->tiles();
  return log_->synced_through() - tiles.VoidsBefore(tiles.list().size());
}

}  // namespace xunjian
