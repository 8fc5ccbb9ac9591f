#pragma once

#include "collector/store/sqlite/named_sql.h"

namespace xunjian {

// The embedded .sql files, split into statements once per connection owner.
struct SqlFiles {
  SqlFiles();
  NamedSql load;
  NamedSql read;
  NamedSql record;
  NamedSql write;
};

}  // namespace xunjian
