#include "recover.h"

#include <algorithm>

#include "base/ids.h"
#include "wrapping.h"

namespace xunjian {
namespace {

constexpr std::chrono::milliseconds kTwoDays = std::chrono::days(2);

// In the place of one that is gone.
class NoFile final : public ReadFile {
 public:
  Result<std::string> Read(std::uint64_t, std::size_t) const override { return std::string(); }
  std::uint64_t size() const override { return 0; }
};

class Recovery {
 public:
  Recovery(FileStorage& storage, Recovered& recovered, DamageLog& damage)
      : storage_(storage), recovered_(recovered), manifest_(recovered.manifest), damage_(damage) {}

  Result<void> Run() {
    const auto names = storage_.List(recovered_.folder.path);
    if (!names) return names.error();
    for (const std::string& name : *names) {
      if (IsCommitted(name)) continue;
      if (auto removed = storage_.Remove(PathOf(name)); !removed) return removed;
    }
    for (const DayExtent& extent : manifest_.days) {
      if (auto cut = CutTo(DayName(extent.day), extent.bytes); !cut) return cut;
    }
    return RecoverJournal();
  }

 private:
  struct Damaged {
    JournalSegment* segment = nullptr;
    std::uint64_t cut_off = 0;  // bytes
  };

  std::string PathOf(std::string_view name) const { return recovered_.folder.PathOf(name); }

  // What is none of our names is none of our business.
  bool IsCommitted(std::string_view name) const {
    if (const auto day = ParseDayName(name)) {
      return std::ranges::any_of(manifest_.days,
                                 [&](const DayExtent& extent) { return extent.day == *day; });
    }
    const auto segment = ParseJournalName(name);
    if (!segment) return true;
    return *segment >= manifest_.first_segment &&
           *segment - manifest_.first_segment < manifest_.segment_bytes.size();
  }

  // A file that is shorter than it should be, or absent, is damage; the rest of it is still good.
  Result<void> CutTo(std::string_view name, std::uint64_t bytes) {
    const auto file = storage_.OpenRead(PathOf(name));
    if (!file && file.error().code() == ErrorCode::kNotFound) {
      damage_.AddRecords(1);
      return Ok();
    }
    if (!file) return file.error();
    if ((*file)->size() < bytes) damage_.AddRecords(1);
    if ((*file)->size() <= bytes) return Ok();
    return storage_.Truncate(PathOf(name), bytes);
  }

  Result<void> RecoverJournal() {
    recovered_.next_segment = manifest_.first_segment;
    for (const std::uint64_t bytes : manifest_.segment_bytes) {
      const std::uint64_t number = recovered_.next_segment++;
      if (auto cut = CutTo(JournalName(number), bytes); !cut) return cut;
      if (auto recovered = RecoverSegment(number, bytes); !recovered) return recovered;
    }
    for (const auto& [segment, cut_off] : damaged_) segment->Survey(cut_off, SpanAround(*segment));
    return Ok();
  }

  Result<void> RecoverSegment(std::uint64_t number, std::uint64_t committed) {
    const std::string name = JournalName(number);
    auto file = storage_.OpenRead(PathOf(name));
    if (!file && file.error().code() != ErrorCode::kNotFound) return file.error();
    if (!file) file = std::make_unique<NoFile>();  // CutTo counted it
    const auto bytes = (*file)->Read(0, (*file)->size());
    if (!bytes) return bytes.error();
    const std::uint32_t seed = SeedOf(recovered_.folder.history, name);
    auto segment = std::make_shared<JournalSegment>(number, seed, *std::move(file));
    segment->set_bytes(bytes->size());
    const std::uint64_t broken = IndexSegment(*bytes, *segment);
    damage_.AddRecords(broken);
    if (broken > 0 || bytes->size() < committed) {
      damaged_.push_back({segment.get(), committed - bytes->size()});
    }
    recovered_.segments.push_back(std::move(segment));
    return Ok();
  }

  // A segment without a time of its own lies between the ones around it. Before the first one stand
  // the days, which it follows within half an hour; behind the last one no time is known.
  ReceivedSpan SpanAround(const JournalSegment& segment) const {
    const auto known = segment.index().span();
    if (known.batches > 0) return {known.first_received_ms, known.last_received_ms};
    std::optional<std::int64_t> first;
    std::optional<std::int64_t> last;
    for (const auto& other : recovered_.segments) {
      const auto span = other->index().span();
      if (span.batches == 0) continue;
      if (other->number() < segment.number()) first = span.last_received_ms;
      if (other->number() > segment.number() && !last) last = span.first_received_ms;
    }
    if (!first && !manifest_.days.empty()) {
      first = std::chrono::milliseconds(std::chrono::days(manifest_.days.back().day)).count();
    }
    if (!last && first) last = *first + kTwoDays.count();
    return {first.value_or(last.value_or(0)), last.value_or(kLastMillisecond)};
  }

  FileStorage& storage_;
  Recovered& recovered_;
  const Manifest& manifest_;
  DamageLog& damage_;
  std::vector<Damaged> damaged_;
};

// A day file was committed before it became one, so nothing that was never committed has any.
Result<void> CheckIsNew(FileStorage& storage, const std::string& folder) {
  const auto names = storage.List(folder);
  if (!names) return names.error();
  const bool has_days = std::ranges::any_of(
      *names, [](const std::string& name) { return ParseDayName(name).has_value(); });
  if (!has_days) return Ok();
  return MakeError(
      ErrorCode::kConflict,
      {"{} holds a history that this database knows nothing of", "{} 中的历史数据不属于本数据库"},
      folder);
}

}  // namespace

Result<Recovered> Recover(FileStorage& storage, const std::string& folder,
                          std::string_view committed_manifest, DamageLog& damage) {
  if (auto made = storage.MakeFolder(folder, kHistoryFolderMode); !made) return made.error();
  Recovered recovered;
  recovered.folder.path = folder;
  if (committed_manifest.empty()) {
    if (auto fresh = CheckIsNew(storage, folder); !fresh) return fresh.error();
    recovered.manifest.history = RandomEpoch();
  } else {
    auto manifest = DecodeManifest(committed_manifest);
    if (!manifest) return manifest.error();
    recovered.manifest = *std::move(manifest);
  }
  recovered.folder.history = recovered.manifest.history;
  if (auto done = Recovery(storage, recovered, damage).Run(); !done) return done.error();
  return recovered;
}

}  // namespace xunjian
