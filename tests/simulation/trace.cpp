#include "tests/simulation/trace.h"

#include <cstdio>

namespace xunjian::sim {

void Trace::Add(std::string event) {
  const double seconds = std::chrono::duration<double>(now_).count();
  std::string line = fmt::format("{:10.3f}  {}", seconds, event);
  for (const char c : line) {
    hash_ = (hash_ ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;  // FNV-1a
  }
  ++events_;
  if (print_) fmt::print("{}\n", line);
  newest_.push_back(std::move(line));
  if (newest_.size() > kKept) newest_.pop_front();
}

}  // namespace xunjian::sim
