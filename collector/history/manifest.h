#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace xunjian {

// Private to collector_history: what of the files is committed. The store keeps it as bytes.
struct DayExtent {
  std::int32_t day = 0;
  std::uint64_t bytes = 0;  // from the beginning of its file
  // Of the results in it, in hours since 1970, rounded outward.
  std::int64_t first_hour = 0;
  std::int64_t last_hour = 0;
  friend bool operator==(const DayExtent&, const DayExtent&) = default;
};

struct Manifest {
  std::uint64_t history = 0;                 // random, the same for the life of the folder
  std::uint64_t first_segment = 1;           // the oldest one that is not folded
  std::vector<std::uint64_t> segment_bytes;  // of that one and all after it
  std::vector<DayExtent> days;               // ascending
  friend bool operator==(const Manifest&, const Manifest&) = default;
};

std::string EncodeManifest(const Manifest& manifest);
// kInternal: damaged, or of a newer program.
Result<Manifest> DecodeManifest(std::string_view bytes);

}  // namespace xunjian
