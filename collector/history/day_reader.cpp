#include "day_reader.h"

#include <algorithm>

#include "hours.h"
#include "part_rebuild.h"

namespace xunjian {
namespace {

constexpr std::size_t kEntryBytes = sizeof(BlockEntry);

DayPart LostPart(std::uint64_t begin, std::uint64_t end, const DayExtent& extent) {
  DayPart part{.begin = begin, .end = end, .footer = {}, .lost = true};
  part.footer.observed_min = FirstOfHour(extent.first_hour);
  part.footer.observed_max = LastOfHour(extent.last_hour);
  return part;
}

}  // namespace

bool DayReader::Open() {
  auto file = storage_.OpenRead(day_.path());
  if (!file) return false;
  file_ = *std::move(file);
  parts_ = day_.parts();
  if (!parts_) FindParts();
  return true;
}

std::optional<PartFooter> DayReader::FooterBefore(std::uint64_t end) const {
  if (end < day_.start_bytes() + kFooterFrameBytes) return std::nullopt;
  const std::uint64_t at = end - kFooterFrameBytes;
  const auto frame = file_->Read(at, kFooterFrameBytes);
  if (!frame) return std::nullopt;
  const auto footer = ReadFooter(*frame, day_.seed(), at);
  if (!footer || footer->begin < day_.start_bytes() || footer->begin > at) return std::nullopt;
  return footer;
}

void DayReader::FindParts() {
  auto parts = std::make_shared<DayFile::Parts>();
  std::uint64_t end = day_.extent().bytes;
  while (end > day_.start_bytes()) {
    const auto footer = FooterBefore(end);
    if (!footer) {
      damage_.AddBlock(day_.extent().day, end);
      parts->push_back(LostPart(day_.start_bytes(), end, day_.extent()));
      break;
    }
    parts->push_back({.begin = footer->begin, .end = end, .footer = *footer});
    end = footer->begin;
  }
  std::ranges::reverse(*parts);
  parts_ = std::move(parts);
  day_.Remember(parts_);
}

std::string DayReader::ReadPage(const DayPart& part, std::uint64_t page) const {
  const std::uint64_t first = page * kEntriesOfPage;
  const std::uint64_t entries = std::min(part.footer.blocks - first, kEntriesOfPage);
  auto bytes = file_->Read(part.footer.directory + first * kEntryBytes, entries * kEntryBytes);
  return bytes ? *std::move(bytes) : std::string();
}

// The first page that may hold the epoch number. None: damage.
std::optional<std::uint64_t> DayReader::FirstPage(const DayPart& part,
                                                  std::uint64_t epoch_number) const {
  if (epoch_number == 0) return 0;
  std::uint64_t low = 0;
  std::uint64_t high = (part.footer.blocks + kEntriesOfPage - 1) / kEntriesOfPage;
  while (low < high) {
    const std::uint64_t middle = low + (high - low) / 2;
    const auto first = ReadEntry(ReadPage(part, middle), day_.seed());
    if (!first) return std::nullopt;
    if (first->epoch_number < epoch_number) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low == 0 ? 0 : low - 1;
}

bool DayReader::SelectIn(const DayPart& part, std::uint64_t epoch_number,
                         std::vector<BlockEntry>& to) const {
  const auto first = FirstPage(part, epoch_number);
  if (!first) return false;
  for (std::uint64_t page = *first; page * kEntriesOfPage < part.footer.blocks; ++page) {
    const std::string bytes = ReadPage(part, page);
    if (bytes.empty()) return false;
    for (std::size_t at = 0; at < bytes.size(); at += kEntryBytes) {
      const auto entry = ReadEntry(std::string_view(bytes).substr(at), day_.seed());
      if (!entry) return false;
      if (entry->epoch_number > epoch_number) return true;
      if (entry->epoch_number == epoch_number) to.push_back(*entry);
    }
  }
  return true;
}

bool DayReader::SelectAll(const DayPart& part, std::vector<BlockEntry>& to) const {
  for (std::uint64_t page = 0; page * kEntriesOfPage < part.footer.blocks; ++page) {
    const std::string bytes = ReadPage(part, page);
    if (bytes.empty()) return false;
    for (std::size_t at = 0; at < bytes.size(); at += kEntryBytes) {
      const auto entry = ReadEntry(std::string_view(bytes).substr(at), day_.seed());
      if (!entry) return false;
      to.push_back(*entry);
    }
  }
  return true;
}

std::vector<BlockEntry> DayReader::Select(const DayPart& part,
                                          std::span<const std::uint64_t> epoch_numbers) {
  std::vector<BlockEntry> found;
  auto rebuilt = day_.rebuilt(part.begin);
  if (!rebuilt && !part.lost) {
    const bool whole = epoch_numbers.empty()
                           ? SelectAll(part, found)
                           : std::ranges::all_of(epoch_numbers, [&](std::uint64_t number) {
                               return SelectIn(part, number, found);
                             });
    if (whole) return found;
    damage_.AddBlock(day_.extent().day, part.footer.directory);
  }
  if (!rebuilt) rebuilt = Rebuild(part);
  found.clear();
  std::ranges::copy_if(*rebuilt, std::back_inserter(found), [&](const BlockEntry& entry) {
    return epoch_numbers.empty() ||
           std::ranges::find(epoch_numbers, entry.epoch_number) != epoch_numbers.end();
  });
  return found;
}

std::shared_ptr<const DayFile::Entries> DayReader::Rebuild(const DayPart& part) {
  PartRebuild rebuild(*file_, day_, part, ResultsOf(part), cache_);
  auto entries = std::make_shared<const DayFile::Entries>(rebuild.Run());
  for (std::uint64_t i = 0; i < rebuild.damaged(); ++i) {
    damage_.AddBlock(day_.extent().day, part.begin + i);
  }
  day_.Remember(part.begin, entries);
  return entries;
}

// Footers count what is before them, too. None: one of the two is damaged.
std::optional<std::uint64_t> DayReader::ResultsOf(const DayPart& part) const {
  const auto at = std::ranges::find(*parts_, part.begin, &DayPart::begin);
  if (part.lost || at == parts_->end()) return std::nullopt;
  if (at == parts_->begin()) return part.footer.results;
  if (at[-1].lost || at[-1].footer.results > part.footer.results) return std::nullopt;
  return part.footer.results - at[-1].footer.results;
}

void DayReader::Search(const BlockEntry& entry, const RowFilter& filter, RowSink& sink) {
  if (entry.is_loss()) return sink.Lose(LossOf(entry));
  const auto bytes = file_->Read(entry.offset, entry.frame_bytes);
  const auto frame = bytes ? ReadFrame(*bytes, day_.seed(), entry.offset) : std::nullopt;
  if (frame && blocks_.Search(frame->payload, filter, cache_, sink)) return;
  damage_.AddBlock(day_.extent().day, entry.offset);
  HistoryLoss loss = LossOf(entry);
  if (!frame && bytes && bytes->size() > kFrameHeaderBytes) {
    const std::string_view block = std::string_view(*bytes).substr(kFrameHeaderBytes);
    loss.count = blocks_.Salvage(block, filter, cache_, sink).value_or(loss.count);
  }
  if (loss.count > 0) sink.Lose(loss);
}

}  // namespace xunjian
