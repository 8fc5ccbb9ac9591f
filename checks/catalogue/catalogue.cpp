#include "checks/catalogue/catalogue.h"

#include <algorithm>

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

// The usual way with one star to go back to: time is at most the product of both lengths.
bool Matches(std::string_view glob, std::string_view text) {
  std::size_t g = 0;
  std::size_t t = 0;
  std::size_t star = std::string_view::npos;
  std::size_t star_text = 0;
  while (t < text.size()) {
    if (g < glob.size() && glob[g] == '*') {
      star = g++;
      star_text = t;
    } else if (g < glob.size() && (glob[g] == '?' || glob[g] == text[t])) {
      ++g;
      ++t;
    } else if (star != std::string_view::npos) {
      g = star + 1;
      t = ++star_text;
    } else {
      return false;
    }
  }
  return glob.find_first_not_of('*', g) == std::string_view::npos;
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
    if (Matches(glob, check->id)) matching.push_back(check);
  }
  return matching;
}

}  // namespace xunjian
