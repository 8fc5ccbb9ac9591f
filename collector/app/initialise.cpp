#include "collector/app/initialise.h"

#include "base/ids.h"
#include "collector/app/collector_config.h"
#include "collector/app/collector_layout.h"
#include "collector/ca/certificate_authority.h"
#include "collector/store/sqlite/sqlite_store.h"

namespace xunjian {
namespace {

constexpr std::size_t kConfigLimit = 1 << 20;

Result<void> RefuseSecond(FileStorage& storage, const CollectorLayout& layout) {
  if (!storage.Read(layout.config(), kConfigLimit)) return Ok();
  return MakeError(ErrorCode::kConflict,
                   {"{0} holds a collector already; start it with: xunjian-collector run --dir {0}",
                    "{0} 中已有采集器；启动它：xunjian-collector run --dir {0}"},
                   layout.folder);
}

}  // namespace

Result<std::string> InitialiseCollector(FileStorage& storage, const Clock& clock,
                                        const std::string& folder, const std::string& site) {
  if (!IsValidName(site)) {
    return MakeError(ErrorCode::kInvalidArgument,
                     {"site '{}' is not a name; use letters, digits, '.', '_' and '-'",
                      "单位“{}”不是合法名称；请用字母、数字、“.”、“_”和“-”"},
                     site);
  }
  const CollectorLayout layout{folder};
  if (auto good = CheckLayout(layout); !good) return good.error();
  if (auto first = RefuseSecond(storage, layout); !first) return first.error();
  if (auto made = storage.MakeFolder(folder, 0700); !made) return made.error();
  if (auto made = storage.MakeFolder(layout.run(), 0700); !made) return made.error();
  auto ca = CertificateAuthority::Create(storage, layout.ca(), site, clock.Now());
  if (!ca) return ca.error();
  if (auto store = OpenSqliteStore(storage, layout.database()); !store) return store.error();

  CollectorConfig config;
  config.site = site;
  config.http_listen = kUsualHttpListen;
  // Last: a folder with a configuration is a whole collector.
  if (auto kept = storage.Replace(layout.config(), CollectorConfigText(config), 0644); !kept) {
    return kept.error();
  }
  return ca->fingerprint();
}

}  // namespace xunjian
