#pragma once

#include <string>
#include <string_view>

#include "base/file_storage.h"

namespace xunjian {

// A spool's folder as chunks (fuzz_input.h) without its checksums: they are put right when the
// folder is made, so that a fuzzer gets behind them. Numbers have five bytes: a spool that gives a
// thousand a second gets there in 34 years.
enum class SpoolChunk : std::uint8_t {
  kSegment = 0,  // begins one: first number, voids before it, life
  kRecord = 1,   // number - first u16, payload
  kRun = 2,
  kAccount = 3,
  kBytes = 4,     // as they are, into the segment
  kPosition = 5,  // version, reserved, gone through, its voids, last, its voids, number of lives;
  kPositionCopy = 6,   // then id and first of each life, first and last of each range
  kPositionBytes = 7,  // as they are
};

// Of the folder of a Spool that was closed.
std::string ImageOf(FileStorage& storage, const std::string& folder);
// The other way. Every input makes some folder.
void MakeFolder(std::string_view image, FileStorage& storage, const std::string& folder);

}  // namespace xunjian
