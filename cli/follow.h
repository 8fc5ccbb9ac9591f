#pragma once

#include <functional>

#include "cli/command_context.h"

namespace xunjian {

// How often --follow asks for what is new.
inline constexpr Duration kFollowPause = std::chrono::seconds(2);

// Nobody knows the end of what follows: neither a JSON document nor --until goes with it.
Result<void> CheckFollow(ListingFormat format, const std::string& until);

// Prints what is new, again and again, until `print` fails, nobody reads the output any more or the
// person ends it (Ctrl-C: the process ends with 130).
Result<int> Follow(CommandContext& context, const std::function<Result<void>()>& print);

}  // namespace xunjian
