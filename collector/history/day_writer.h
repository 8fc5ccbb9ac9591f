#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "base/file_storage.h"
#include "day_format.h"
#include "history_folder.h"
#include "manifest.h"

namespace xunjian {

// Private to collector_history: adds one part to one day file. What lies behind the committed
// extent is cut off first; what was written counts once a manifest says so.
class DayWriter {
 public:
  // `committed.bytes` 0: the file is new.
  static Result<std::unique_ptr<DayWriter>> Open(FileStorage& storage, const HistoryFolder& folder,
                                                 const DayExtent& committed);

  // Blocks come by rising epoch number.
  Result<void> AddBlock(std::string_view block, const BlockFacts& facts);
  // In the same order as blocks.
  void AddLoss(const HistoryLoss& loss) { AddEntry(EntryOf(loss)); }
  // Directory and footer, which names the segment; all of it on disk. A failed sync is kInternal,
  // and final.
  Result<DayExtent> Finish(std::uint64_t segment);
  // Takes back what was written, as well as it can.
  void Abandon();

 private:
  DayWriter(FileStorage& storage, std::string path, std::uint32_t seed, const DayExtent& committed,
            std::unique_ptr<AppendFile> file)
      : storage_(storage),
        path_(std::move(path)),
        seed_(seed),
        committed_(committed),
        file_(std::move(file)) {}

  Result<void> Begin(const std::string& name);
  void AddEntry(const BlockEntry& entry);
  Result<void> Flush();
  std::uint64_t offset() const { return file_->size() + pending_.size(); }

  FileStorage& storage_;
  const std::string path_;
  const std::uint32_t seed_;
  const DayExtent committed_;
  std::unique_ptr<AppendFile> file_;
  std::string pending_;
  std::string directory_;
  PartFooter footer_;
};

}  // namespace xunjian
