#include "agent/schedule/phase.h"

#include <cstdint>

namespace xunjian {
namespace {

constexpr std::uint64_t kFnvOffset = 14695981039346656037ULL;
constexpr std::uint64_t kFnvPrime = 1099511628211ULL;

std::uint64_t Mix(std::uint64_t hash, std::string_view text) {
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * kFnvPrime;
  return (hash ^ 0xff) * kFnvPrime;  // "ab"+"c" differs from "a"+"bc"
}

// FNV leaves neighbouring names in neighbouring buckets; murmur's finalizer spreads them.
std::uint64_t Finish(std::uint64_t hash) {
  hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccdULL;
  hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53ULL;
  return hash ^ (hash >> 33);
}

}  // namespace

Duration PhaseOf(std::string_view agent_id, std::string_view assignment_id, Duration span,
                 char salt) {
  if (span <= Duration::zero()) return Duration::zero();
  const std::uint64_t hash =
      Finish(Mix(Mix(Mix(kFnvOffset, agent_id), assignment_id), std::string_view(&salt, 1)));
  return Duration(static_cast<Duration::rep>(hash % static_cast<std::uint64_t>(span.count())));
}

}  // namespace xunjian
