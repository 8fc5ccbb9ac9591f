#include "checks/catalogue/all_reads.h"

#include "checks/host/reads.h"
#include "checks/network/reads.h"
#include "checks/os/reads.h"
#include "checks/plugin/reads.h"

namespace xunjian {

ReadFunction FindRead(std::string_view id) {
  for (const auto family : {HostReads(), NetworkReads(), OsReads(), PluginReads()}) {
    for (const CheckRead& entry : family) {
      if (entry.id == id) return entry.read;
    }
  }
  return nullptr;
}

}  // namespace xunjian
