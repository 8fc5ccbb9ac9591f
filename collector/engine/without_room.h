#pragma once

#include "base/result.h"
#include "collector/decide/event.h"

namespace xunjian {

// What becomes of an event that nobody can write down, because the disk is full.
enum class WithoutRoom {
  kWaits,     // results, sessions, delivery reports …: what is dropped here would be missing
  kRefused,   // what a person or a new agent asks for: they learn at once that it was not done
  kAnswered,  // ticks, heartbeats: the collector is alive, and the next one will do
};

WithoutRoom WithoutRoomOf(const Event& event);

// What is told to whom `reason` kept from being heard. kUnavailable.
Error NotDone(const Error& reason);

}  // namespace xunjian
