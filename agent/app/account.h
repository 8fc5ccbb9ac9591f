#pragma once

#include <sys/types.h>

#include <string>

#include "base/result.h"

namespace xunjian {

// A user or a group of this host by its name or its number; kNotFound for a name nobody has.
Result<uid_t> FindUser(const std::string& name);
Result<gid_t> FindGroup(const std::string& name);

}  // namespace xunjian
