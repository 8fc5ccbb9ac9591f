#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

#include "base/file_system.h"
#include "checks/engine/plugin_allow_list.h"

namespace xunjian {

// Why the program of an allowed plugin must not be run.
struct ProgramProblem {
  std::string_view code;  // "not_started", "unsafe_program", "program_changed"
  Message detail;
};

// Nothing when the program is an executable file that only root or `running_user` can write and,
// where the allow list gives its SHA-256, is still that program. Symbolic links are followed.
std::optional<ProgramProblem> CheckProgram(const FileSystem& files, const AllowedPlugin& plugin,
                                           uid_t running_user);

// The same for every plugin of the list: a sentence for each that must not be run.
std::vector<Message> FindProgramProblems(const FileSystem& files, const PluginAllowList& plugins,
                                         uid_t running_user);

}  // namespace xunjian
