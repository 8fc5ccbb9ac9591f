#include "recover.h"

#include <algorithm>

#include "base/ids.h"
#include "wrapping.h"

namespace xunjian {
namespace {

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
      if (auto recovered = RecoverSegment(number); !recovered) return recovered;
    }
    return Ok();
  }

  Result<void> RecoverSegment(std::uint64_t number) {
    const std::string name = JournalName(number);
    auto file = storage_.OpenRead(PathOf(name));
    if (!file && file.error().code() == ErrorCode::kNotFound) return Ok();  // CutTo counted it
    if (!file) return file.error();
    const auto bytes = (*file)->Read(0, (*file)->size());
    if (!bytes) return bytes.error();
    const std::uint32_t seed = SeedOf(recovered_.folder.history, name);
    auto segment = std::make_shared<JournalSegment>(number, seed, *std::move(file));
    segment->set_bytes(bytes->size());
    damage_.AddRecords(IndexSegment(*bytes, *segment));
    recovered_.segments.push_back(std::move(segment));
    return Ok();
  }

  FileStorage& storage_;
  Recovered& recovered_;
  const Manifest& manifest_;
  DamageLog& damage_;
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
