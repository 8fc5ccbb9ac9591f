#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/file_storage.h"
#include "block_reader.h"
#include "damage_log.h"
#include "day_file.h"

namespace xunjian {

// Private to collector_history: one question to one day. All it is given outlives it.
class DayReader {
 public:
  DayReader(FileStorage& storage, const DayFile& day, ShapeCache& cache, DamageLog& damage)
      : storage_(storage), day_(day), cache_(cache), damage_(damage) {}

  // False: the file is gone, by age or by accident.
  bool Open();
  const DayFile::Parts& parts() const { return *parts_; }

  // The blocks of these epoch numbers; none named: of all. Losses are among them.
  std::vector<BlockEntry> Select(const DayPart& part, std::span<const std::uint64_t> epoch_numbers);
  // Passes every matching row of a block on, and what is lost of it.
  void Search(const BlockEntry& entry, const RowFilter& filter, RowSink& sink);

 private:
  static constexpr std::size_t kEntriesOfPage = 64;

  void FindParts();
  std::optional<PartFooter> FooterBefore(std::uint64_t end) const;
  // False: an entry is damaged.
  bool SelectIn(const DayPart& part, std::uint64_t epoch_number, std::vector<BlockEntry>& to) const;
  bool SelectAll(const DayPart& part, std::vector<BlockEntry>& to) const;
  std::string ReadPage(const DayPart& part, std::uint64_t page) const;
  std::optional<std::uint64_t> FirstPage(const DayPart& part, std::uint64_t epoch_number) const;
  std::shared_ptr<const DayFile::Entries> Rebuild(const DayPart& part);
  std::optional<std::uint64_t> ResultsOf(const DayPart& part) const;

  FileStorage& storage_;
  const DayFile& day_;
  ShapeCache& cache_;
  DamageLog& damage_;
  std::unique_ptr<ReadFile> file_;
  std::shared_ptr<const DayFile::Parts> parts_;
  BlockReader blocks_;
};

}  // namespace xunjian
