#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/time.h"
#include "proto/words/seq_ranges.h"

namespace xunjian {

// Private to agent_spool: how its files hold numbers. Fixed ones are little-endian, varints carry 7
// bits a byte, the lowest first.
void PutNumber(std::string& bytes, std::uint64_t value, int size);
std::uint64_t GetNumber(std::string_view bytes, std::size_t at, int size);
void PutVarNumber(std::string& bytes, std::uint64_t value);
void PutText(std::string& bytes, std::string_view text);  // its length, then itself
void PutTime(std::string& bytes, Timestamp at);
// Relative to `base`, which no number is below.
void PutRanges(std::string& bytes, const SeqRanges& ranges, std::uint64_t base);

// CRC-32 that begins with `seed`, so that nothing of another spool or segment passes for ours.
std::uint32_t SeededChecksum(std::string_view seed, std::string_view bytes);

// Reads what the functions above put. After the first thing that does not fit, ok() is false and
// everything else is empty.
class FieldReader {
 public:
  explicit FieldReader(std::string_view bytes) : left_(bytes) {}

  std::uint64_t Number(int size);
  std::uint64_t VarNumber();
  std::string_view Text();
  Timestamp Time();
  SeqRanges Ranges(std::uint64_t base);
  std::string_view Rest() const { return left_; }
  bool ok() const { return ok_; }

 private:
  std::string_view Take(std::size_t size);

  std::string_view left_;
  bool ok_ = true;
};

}  // namespace xunjian
