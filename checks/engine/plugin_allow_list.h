#pragma once

#include <sys/types.h>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.h"
#include "base/result.h"
#include "checks/api/parameters.h"

namespace xunjian {

// A parameter that an assignment may fill in, typed by the person who allowed the plugin.
struct PluginParameter {
  enum class Kind { kInteger, kNumber, kString, kChoice };
  Kind kind = Kind::kString;
  double least = 0;  // numbers, inclusive
  double most = 0;
  std::size_t max_length = 128;      // strings, in bytes
  std::vector<std::string> choices;  // choices
  std::optional<std::string> fallback;
};

struct AllowedPlugin {
  std::string name;
  std::string path;                    // absolute
  std::vector<std::string> arguments;  // "{name}" stands for a parameter, whole or as a part
  std::map<std::string, PluginParameter, std::less<>> parameters;
  std::string sha256;  // of the program, lower-case hex; "" when none was given
  std::optional<Duration> timeout;
};

// The programs that may be run on this host, and how: written by its administrator, never by the
// collector. Immutable, so thread-safe.
class PluginAllowList {
 public:
  PluginAllowList() = default;  // allows nothing
  explicit PluginAllowList(std::vector<AllowedPlugin> plugins);

  // Every *.toml of the folder, in order of name; an absent folder allows nothing. The folder and
  // the files must belong to root or to `running_user` and be writable by nobody else. The error
  // names every problem of every file, one a line.
  static Result<PluginAllowList> Load(const FileSystem& files, const std::string& folder,
                                      uid_t running_user);

  const AllowedPlugin* Find(std::string_view name) const;  // null when not allowed
  const std::vector<AllowedPlugin>& plugins() const { return plugins_; }

 private:
  std::vector<AllowedPlugin> plugins_;
};

// The argument vector ([0] is the program) with the placeholders filled in from `parameters`, all
// of whose names must be parameters of the plugin. kInvalidArgument names every value that is
// missing, unknown, of the wrong type or out of bounds; a value never becomes more than a part of
// one argument, and never an option.
Result<std::vector<std::string>> PluginArguments(
    const AllowedPlugin& plugin,
    const std::map<std::string, ParameterValue, std::less<>>& parameters);

}  // namespace xunjian
