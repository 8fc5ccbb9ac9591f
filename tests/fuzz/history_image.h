#pragma once

#include <string>
#include <string_view>

#include "base/file_storage.h"

namespace xunjian {

// A history's folder as chunks (fuzz_input.h) without its checksums, and with its blocks unfolded:
// both are made when the folder is, so that a fuzzer gets behind them.
enum class HistoryChunk : std::uint8_t {
  kSegment = 0,  // begins the next one of the journal
  kDay = 1,      // begins a day file: day u16
  kFrame = 2,    // kind u8, payload
  kBlock = 3,    // the head of one; its bundles follow
  kBundle = 4,
  kDirectory = 5,  // entries of 60 bytes
  kFooter = 6,     // its payload
  kBytes = 7,      // as they are, into the file
};

// Of the folder of a History whose last commit carried `manifest`.
std::string HistoryImageOf(FileStorage& storage, const std::string& folder,
                           const std::string& manifest);
// The other way: gives the manifest, which commits all of it. Every input makes some folder.
std::string MakeHistoryFolder(std::string_view image, FileStorage& storage,
                              const std::string& folder);

}  // namespace xunjian
