#include "checks/engine/dpkg_status.h"

#include <algorithm>

namespace xunjian {
namespace {

// The value of a field whose name stands at the beginning of the line, else "".
std::string_view FieldOf(std::string_view line, std::string_view field) {
  if (!line.starts_with(field)) return {};
  line.remove_prefix(field.size());
  return line.substr(std::min(line.find_first_not_of(' '), line.size()));
}

struct Stanza {
  std::string_view name;
  std::string_view version;
  bool installed = false;
};

void ReadLine(std::string_view line, Stanza& stanza) {
  if (const auto name = FieldOf(line, "Package:"); !name.empty()) stanza.name = name;
  if (const auto version = FieldOf(line, "Version:"); !version.empty()) stanza.version = version;
  if (const auto status = FieldOf(line, "Status:"); !status.empty()) {
    stanza.installed = status.ends_with(" installed");  // "install ok installed", "hold ok …"
  }
}

}  // namespace

std::vector<InstalledPackage> InstalledPackages(std::string_view status,
                                                std::string_view name_prefix) {
  std::vector<InstalledPackage> packages;
  Stanza stanza;
  const auto finish = [&] {
    if (stanza.installed && !stanza.version.empty() && stanza.name.starts_with(name_prefix)) {
      packages.push_back({std::string(stanza.name), std::string(stanza.version)});
    }
    stanza = {};
  };
  while (!status.empty()) {
    const std::size_t end = std::min(status.find('\n'), status.size());
    const std::string_view line = status.substr(0, end);
    status.remove_prefix(std::min(end + 1, status.size()));
    if (line.empty()) {
      finish();
    } else {
      ReadLine(line, stanza);
    }
  }
  finish();
  return packages;
}

}  // namespace xunjian
