#include "series_mask.h"

namespace xunjian {
namespace {

// FNV-1a: it is in files, so it may never change.
std::uint64_t BitOf(std::string_view name, std::uint64_t start) {
  std::uint64_t hash = start;
  for (const char byte : name) {
    hash = (hash ^ static_cast<std::uint8_t>(byte)) * 0x100000001b3ULL;
  }
  return std::uint64_t{1} << (hash >> 58);
}

}  // namespace

std::uint64_t CheckBit(std::string_view check) { return BitOf(check, 0xcbf29ce484222325ULL); }

std::uint64_t AssignmentBit(std::string_view assignment) {
  return BitOf(assignment, 0x84222325cbf29ce4ULL);
}

std::uint64_t SeriesMask(const ResultShape& shape) {
  return CheckBit(shape.skeleton().check) | AssignmentBit(shape.skeleton().assignment);
}

std::uint8_t OutcomeBit(Outcome outcome) {
  return static_cast<std::uint8_t>(1U << (static_cast<unsigned>(outcome) - 1));
}

std::uint8_t OutcomeMask(const ResultShape& shape) {
  const CheckResult& result = shape.skeleton();
  if (result.items.empty()) return OutcomeBit(OverallOutcome(result));
  std::uint8_t mask = 0;
  for (const ItemResult& item : result.items) mask |= OutcomeBit(item.outcome);
  return mask;
}

std::uint32_t SamplesOf(const ResultShape& shape) {
  std::size_t samples = 0;
  for (const ItemResult& item : shape.skeleton().items) samples += item.observed.metrics.size();
  return static_cast<std::uint32_t>(samples);
}

}  // namespace xunjian
