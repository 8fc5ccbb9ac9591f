#pragma once

#include <cstddef>
#include <cstdint>

// The bounds of everything that comes over a wire (design: the security floor). Bytes, or a count.
namespace xunjian::limits {

inline constexpr std::size_t kMessageBytes = 1 << 20;
inline constexpr std::size_t kEnrolmentBytes = 64 << 10;
inline constexpr std::size_t kOperatorReplyBytes = 64 << 20;
inline constexpr std::size_t kBatchResults = 1000;
inline constexpr std::size_t kResultBytes = 512 << 10;  // so that a batch of one always fits
inline constexpr std::size_t kNameBytes = 128;
inline constexpr std::size_t kTextBytes = 8 << 10;
inline constexpr std::size_t kPemBytes = 16 << 10;
inline constexpr std::size_t kResultItems = 4096;
inline constexpr std::size_t kItemMetrics = 256;
inline constexpr std::size_t kItemAttributes = 256;
inline constexpr std::size_t kArguments = 64;
inline constexpr std::size_t kAssignments = 4096;
inline constexpr std::size_t kParameters = 64;
inline constexpr std::size_t kParameterTexts = 1024;
inline constexpr std::size_t kLabels = 64;
inline constexpr std::size_t kBaselineEntries = 4096;
inline constexpr std::size_t kAckRanges = 1000;
inline constexpr std::size_t kGaps = 256;          // of a batch
inline constexpr std::size_t kGapRanges = 10'000;  // of all of them; also of what is received
inline constexpr std::size_t kEpochs = 100;        // of one spool
inline constexpr std::uint64_t kSeq = 1ULL << 62;  // so that no sum of them overflows
inline constexpr std::size_t kWindowSamples = 4096;
inline constexpr std::size_t kRows = 10'000;
inline constexpr std::size_t kHosts = 100'000;

}  // namespace xunjian::limits
