#pragma once

#include <memory>
#include <string>
#include <unordered_map>

#include "segment_record.h"

namespace xunjian {

// Private to agent_spool: the newest shape of every series. Bounded: with too many series it begins
// anew, and the next record of each counts as a change.
class SeriesShapes {
 public:
  bool IsSteady(const SpoolEntry& entry) const;
  void Remember(std::string_view series, const std::shared_ptr<const std::string>& shape);

 private:
  std::unordered_map<std::string, std::shared_ptr<const std::string>> shapes_;
};

}  // namespace xunjian
