#include "checks/catalogue/catalogue.h"

#include <algorithm>

#include "checks/api/glob.h"
#include "checks/host/judges.h"
#include "checks/network/judges.h"
#include "checks/os/judges.h"
#include "checks/plugin/judges.h"

namespace xunjian {
namespace {

std::vector<const CheckType*> Gather() {
  std::vector<const CheckType*> all;
  for (const auto family : {HostChecks(), NetworkChecks(), OsChecks(), PluginChecks()}) {
    all.insert(all.end(), family.begin(), family.end());
  }
  return all;
}

}  // namespace

std::span<const CheckType* const> AllChecks() {
  static const std::vector<const CheckType*> all = Gather();
  return all;
}

const CheckType* FindCheck(std::string_view id) {
  const auto all = AllChecks();
  const auto found = std::find_if(all.begin(), all.end(),
                                  [id](const CheckType* check) { return check->id == id; });
  return found == all.end() ? nullptr : *found;
}

std::vector<const CheckType*> MatchChecks(std::string_view glob) {
  std::vector<const CheckType*> matching;
  for (const CheckType* check : AllChecks()) {
    if (MatchesGlob(glob, check->id)) matching.push_back(check);
  }
  return matching;
}

}  // namespace xunjian
