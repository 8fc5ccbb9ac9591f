#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/text.h"
#include "checks/api/check_type.h"

namespace xunjian {

// Reason codes that any check may use; a check's own stand in its CheckType::reasons.
namespace reason {
inline constexpr std::string_view kOk = "ok";
inline constexpr std::string_view kAbove = "above";               // metric value unit threshold
inline constexpr std::string_view kBelow = "below";               // metric value unit threshold
inline constexpr std::string_view kGrew = "grew";                 // metric value unit
inline constexpr std::string_view kNotYet = "not_long_enough";    // metric value unit threshold for
inline constexpr std::string_view kNotCleared = "not_cleared";    // … and clear: hysteresis
inline constexpr std::string_view kShortWindow = "short_window";  // metric value unit
inline constexpr std::string_view kFirstReading = "first_reading";     // a rate needs a second one
inline constexpr std::string_view kTooFewSamples = "too_few_samples";  // metric value least
inline constexpr std::string_view kTimeout = "timeout";                // limit
inline constexpr std::string_view kUnreadable = "unreadable";          // source detail
inline constexpr std::string_view kUnparsable = "unparsable";          // source detail
inline constexpr std::string_view kDenied = "denied";                  // source detail
inline constexpr std::string_view kNoTarget = "no_target";             // parameter
inline constexpr std::string_view kNoBaseline = "no_baseline";
inline constexpr std::string_view kNoLastRun = "no_last_run";
inline constexpr std::string_view kVanished = "vanished";  // an item that was there before
inline constexpr std::string_view kNotJudged = "not_judged";
inline constexpr std::string_view kUnknownCheck = "unknown_check";    // check
inline constexpr std::string_view kBadParameters = "bad_parameters";  // detail
inline constexpr std::string_view kCheckFailed = "check_failed";      // detail: a bug of ours
inline constexpr std::string_view kTooLarge = "result_too_large";
inline constexpr std::string_view kRunnerLost = "runner_lost";       // the runner died meanwhile
inline constexpr std::string_view kOverload = "overload";            // not started in time
inline constexpr std::string_view kOverdue = "overdue";              // since: silence, in reports
inline constexpr std::string_view kNoResult = "no_result";           // in lists: none came yet
inline constexpr std::string_view kAgentSilent = "agent_silent";     // since
inline constexpr std::string_view kAgentIdle = "agent_idle";         // for: connected, without work
inline constexpr std::string_view kAgentCopied = "agent_copied";     // address other_address
inline constexpr std::string_view kBootReturned = "boot_returned";   // boot: of a host before
inline constexpr std::string_view kKeyReplaced = "key_replaced";     // the host was enrolled anew
inline constexpr std::string_view kNotSeenAgain = "not_seen_again";  // for
inline constexpr std::string_view kUnassigned = "unassigned";        // the policy dropped it
}  // namespace reason

// The sentence for a person: the check's own reason text, else the shared one, else the code itself
// with its arguments. `check` may be null. An argument X may bring its unit as X_unit and its
// Chinese as X_zh; "detail" is a whole message (see detail.h).
std::string RenderReason(const CheckType* check, std::string_view code,
                         std::span<const Argument> arguments, Language language);

// The argument a reason is about ("" when absent).
std::string_view FindArgument(std::span<const Argument> arguments, std::string_view name);

}  // namespace xunjian
