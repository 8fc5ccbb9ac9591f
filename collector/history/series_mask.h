#pragma once

#include <cstdint>
#include <string_view>

#include "proto/columns/result_shape.h"

namespace xunjian {

// Private to collector_history: which series may be in a batch or block, as 64 bits; one for a
// check and one for an assignment. What is missing in the mask is not there.
std::uint64_t CheckBit(std::string_view check);
std::uint64_t AssignmentBit(std::string_view assignment);
std::uint64_t SeriesMask(const ResultShape& shape);

// One bit for each outcome that an item of the shape has, or its overall one.
std::uint8_t OutcomeBit(Outcome outcome);
std::uint8_t OutcomeMask(const ResultShape& shape);

// Metric values in each result of the shape.
std::uint32_t SamplesOf(const ResultShape& shape);

}  // namespace xunjian
