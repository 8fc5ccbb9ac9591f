#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "cli/listing.h"
#include "command_line/unknown_choice.h"
#include "proto/words/series_words.h"

namespace xunjian {

// Values of options as typed; every error is kInvalidArgument and names the option. Empty text is
// "not given" where the result is optional.

Result<ListingFormat> ParseListingFormat(const std::string& text);
Result<std::optional<Outcome>> ParseOutcomeOption(const std::string& text);
inline constexpr std::uint32_t kMostListed = 10'000;        // rows of a list
Result<std::uint32_t> ParseLimit(const std::string& text);  // 1 to kMostListed
Result<std::uint64_t> ParseId(const std::string& text);     // of an incident; at least 1

// Of a result, as lists print it: "9f3a6c21d04b7e15-1234".
Result<ResultId> ParseResultIdArgument(const std::string& text);

// An RFC 3339 time, or a span back from now ("2h").
Result<std::optional<Timestamp>> ParseMoment(std::string_view option, const std::string& text,
                                             const Clock& clock);

// {"k=v", …}; a key is a name, given once.
Result<std::map<std::string, std::string>> ParseLabels(const std::vector<std::string>& texts);

}  // namespace xunjian
