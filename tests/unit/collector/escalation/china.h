#pragma once

#include <string>

#include "base/time.h"

// For the tests of this folder.
namespace xunjian {

// As a clock on a Chinese wall shows it: "2026-11-23T10:00".
inline Timestamp China(const std::string& date_and_time) {
  return ParseRfc3339(date_and_time + ":00+08:00").value();
}

}  // namespace xunjian
