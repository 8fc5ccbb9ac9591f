#include "collector/store/sqlite/sql_files.h"

#include "collector/store/sqlite/sql/load.sql.h"
#include "collector/store/sqlite/sql/read.sql.h"
#include "collector/store/sqlite/sql/record.sql.h"
#include "collector/store/sqlite/sql/write.sql.h"

namespace xunjian {

SqlFiles::SqlFiles() : load(kLoadSql), read(kReadSql), record(kRecordSql), write(kWriteSql) {}

}  // namespace xunjian
