#pragma once

#include <cstdint>

#include "base/time.h"

namespace xunjian::sim {

// Everything that is drawn comes from here, so that a seed is a world. SplitMix64. A value: what is
// forked draws for itself, and its draws do not move those of others.
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : state_(seed) {}

  std::uint64_t Next() {
    std::uint64_t mixed = (state_ += 0x9e3779b97f4a7c15ULL);
    mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9ULL;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111ebULL;
    return mixed ^ (mixed >> 31U);
  }

  std::uint64_t Below(std::uint64_t end) { return Next() % end; }
  std::uint64_t Between(std::uint64_t least, std::uint64_t most) {
    return least + Below(most - least + 1);
  }
  Duration Between(std::chrono::milliseconds least, std::chrono::milliseconds most) {
    const auto drawn = Between(static_cast<std::uint64_t>(least.count()),
                               static_cast<std::uint64_t>(most.count()));
    return std::chrono::milliseconds(drawn);
  }
  bool OneIn(std::uint64_t n) { return Below(n) == 0; }
  double Fraction() { return static_cast<double>(Next() >> 11U) * 0x1.0p-53; }  // [0, 1)
  Chance Fork() { return Chance(Next()); }

 private:
  std::uint64_t state_;
};

}  // namespace xunjian::sim
