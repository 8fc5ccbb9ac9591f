#pragma once

#include "collector/store/store_reader.h"

namespace xunjian::sim {

// A group has one unsolved incident; a result opens, fails or passes a member once; an incident is
// opened once, solved at most once, and each of these is one entry of the outbox. Throws Broken.
void CheckIncidents(StoreReader& reader);

}  // namespace xunjian::sim
