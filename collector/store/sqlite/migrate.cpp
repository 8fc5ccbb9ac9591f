#include "collector/store/sqlite/migrate.h"

#include <array>

#include "collector/store/sqlite/migrations/0001_first_light.sql.h"
#include "collector/store/sqlite/migrations/0002_steady_arrivals.sql.h"
#include "collector/store/sqlite/migrations/0003_history.sql.h"
#include "collector/store/sqlite/migrations/0004_revoked_operators.sql.h"
#include "collector/store/sqlite/migrations/0005_gaps.sql.h"
#include "collector/store/sqlite/migrations/0006_agent_doubts.sql.h"
#include "collector/store/sqlite/migrations/0007_decided_events.sql.h"
#include "collector/store/sqlite/migrations/0008_listening_clock.sql.h"
#include "collector/store/sqlite/migrations/0009_notifications.sql.h"

namespace xunjian {
namespace {

constexpr std::array kMigrations = {kFirstLightSql,       kSteadyArrivalsSql, kHistorySql,
                                    kRevokedOperatorsSql, kGapsSql,           kAgentDoubtsSql,
                                    kDecidedEventsSql,    kListeningClockSql, kNotificationsSql};

constexpr std::int64_t kApplicationId = 0x584a4442;  // "XJDB"

Result<void> CheckOwner(Connection& connection) {
  const auto id = connection.QueryInteger("PRAGMA application_id");
  if (!id) return id.error();
  const auto tables = connection.QueryInteger("SELECT COUNT(*) FROM sqlite_schema");
  if (!tables) return tables.error();
  if (*id == kApplicationId || (*id == 0 && *tables == 0)) return Ok();
  return MakeError(ErrorCode::kInvalidArgument,
                   {"this database belongs to another program", "该数据库属于其他程序"});
}

Result<void> Step(Connection& connection, std::string_view sql, std::size_t version) {
  return connection.Execute(fmt::format(
      "BEGIN IMMEDIATE; {}; PRAGMA application_id = {}; PRAGMA user_version = {}; COMMIT;", sql,
      kApplicationId, version));
}

}  // namespace

std::span<const std::string_view> Migrations() { return kMigrations; }

Result<void> Migrate(Connection& connection, std::span<const std::string_view> steps) {
  if (const auto owned = CheckOwner(connection); !owned) return owned;
  const auto version = connection.QueryInteger("PRAGMA user_version");
  if (!version) return version.error();
  const auto done = static_cast<std::size_t>(*version);
  if (done > steps.size()) {
    return MakeError(ErrorCode::kConflict,
                     {"the database has schema {}, this program knows up to {}: a newer collector "
                      "wrote it; use that version or a backup",
                      "数据库结构版本为 {}，本程序最高支持 {}：它由更新版本的采集中心写入，"
                      "请使用该版本或恢复备份"},
                     done, steps.size());
  }
  for (std::size_t i = done; i < steps.size(); ++i) {
    if (const auto stepped = Step(connection, steps[i], i + 1); !stepped) return stepped;
  }
  return Ok();
}

}  // namespace xunjian
