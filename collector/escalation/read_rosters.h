#pragma once

#include "base/toml.h"
#include "collector/escalation/duty_roster.h"
#include "collector/escalation/escalation_names.h"

namespace xunjian {

// The [[roster]] tables of a file. What is wrong is noted in it for TomlFile::Finish: people whom
// `people` does not know, rotations without anybody, overrides that end before they begin,
// fallbacks that do not exist or go round in a circle.
DutyRosters ReadRosters(TomlTable& root, const NameSet& people);

// A file of its own, schema "xunjian.rosters/1". kInvalidArgument with every problem at once.
Result<DutyRosters> ParseRosters(std::string_view text, const std::string& file_name,
                                 const NameSet& people);

}  // namespace xunjian
