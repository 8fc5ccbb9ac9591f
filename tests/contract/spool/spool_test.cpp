#include "agent/spool/spool.h"

#include <catch2/catch.hpp>

#include "spool_contract.h"

namespace xunjian {

TEST_CASE("the spool keeps the contract of spools") {
  SpoolContract<Spool, SpoolOptions, SpoolRecord>().Check();
}

}  // namespace xunjian
