#pragma once

#include <string>

#include "base/file_storage.h"
#include "checks/api/assignment.h"

namespace xunjian {

// The assignments as they came last, on disk, so that a host works while it is cut off.
Result<void> SaveAssignments(FileStorage& storage, const std::string& path,
                             const AssignmentSet& set);

// kNotFound before the first save.
Result<AssignmentSet> LoadAssignments(FileStorage& storage, const std::string& path);

}  // namespace xunjian
