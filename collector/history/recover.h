#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_storage.h"
#include "damage_log.h"
#include "history_folder.h"
#include "journal_segment.h"
#include "manifest.h"

namespace xunjian {

// Private to collector_history: the folder as the committed manifest says, all else cut off.
struct Recovered {
  HistoryFolder folder;
  Manifest manifest;
  std::vector<std::shared_ptr<JournalSegment>> segments;  // of the journal, indexed
  std::uint64_t next_segment = 1;
};

Result<Recovered> Recover(FileStorage& storage, const std::string& folder,
                          std::string_view committed_manifest, DamageLog& damage);

}  // namespace xunjian
