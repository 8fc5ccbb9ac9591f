#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "checks/engine/plugin_allow_list.h"

namespace xunjian {

// One file of the allow list; the error names every problem with its place, one a line:
//
//   [[plugin]]
//   name = "disk"
//   path = "/usr/lib/nagios/plugins/check_disk"
//   arguments = ["-w", "{warning}%", "-c", "{critical}%", "-p", "{path}"]
//   sha256 = "…"       # optional: the program must be this one
//   timeout = "20s"    # optional
//   [plugin.parameters.warning]
//   type = "integer"   # or number, string, choice
//   min = 1
//   max = 99
//   default = 20
//   [plugin.parameters.path]
//   type = "choice"
//   choices = ["/", "/var"]
Result<std::vector<AllowedPlugin>> ParsePluginFile(std::string_view text, std::string file_name);

}  // namespace xunjian
