#pragma once

#include "checks/engine/threshold_judge.h"

namespace xunjian {

// What a threshold sees of one item in one sample.
struct ThresholdReading {
  enum class State { kMissing, kFirst, kTooFew, kValue };
  State state = State::kMissing;
  double value = 0;           // when kValue; the size of the sample when kTooFew
  Duration speaks_from{};     // uptime since when the value says something
  bool reaches_back = false;  // beyond the sample before, for a large enough sample
};

// A threshold aimed at one item of a window.
struct ThresholdView {
  const Window& window;
  const Threshold& threshold;
  std::string_view item;
  DeriveReading derive = nullptr;
};

ThresholdReading ReadingAt(const ThresholdView& view, std::size_t sample_index);

// At or over the limit (below: under it).
bool IsPast(const Threshold& threshold, double value, double limit);

// Where trouble past `limit` ends.
double ClearLimit(const Threshold& threshold, double limit);

// "Long enough" of threshold_judge.h; the newest reading is past the limit already.
bool HeldLongEnough(const ThresholdView& view, double limit, Duration span);

}  // namespace xunjian
