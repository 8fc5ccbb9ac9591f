#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/file_storage.h"
#include "segment_header.h"
#include "spool_position.h"

namespace xunjian {

// Private to agent_spool: the files of a spool.
class SpoolFolder {
 public:
  // `storage` outlives it.
  SpoolFolder(FileStorage& storage, std::string path);

  // Makes the folder, removes what a crash left half-made, and gives the names that are neither
  // positions nor the reserve.
  Result<std::vector<std::string>> Open();

  // `whole`: both copies are there, and the same.
  struct Loaded {
    std::optional<SpoolPosition> position;
    bool found = false;  // any copy, readable or not
    bool whole = false;
  };
  Result<Loaded> LoadPosition();
  Result<void> SavePosition(const SpoolPosition& position);

  // "" when it is not there; what the disk does not give is zeros.
  Result<std::string> ReadSegment(const SegmentId& id);
  Result<void> ReplaceSegment(const SegmentId& id, std::string_view bytes);
  Result<void> RemoveSegment(const SegmentId& id);  // there or not
  // A new file with its header and room for `bytes`; after an error there is none.
  Result<std::unique_ptr<AppendFile>> CreateSegment(const SegmentHeader& header,
                                                    std::uint64_t bytes);
  // Cuts off what is behind `size`, and the room taken ahead.
  Result<void> CutSegment(const SegmentId& id, std::uint64_t size);

  Result<void> TakeReserve(std::uint64_t bytes);
  Result<void> ReleaseReserve();

 private:
  Result<std::string> Salvage(const std::string& path);
  std::string PathOf(std::string_view name) const;
  std::string PathOf(const SegmentId& id) const;

  FileStorage& storage_;
  const std::string path_;
};

}  // namespace xunjian
