#pragma once

#include <span>
#include <string>

#include "cli/surroundings.h"

namespace xunjian {

// The whole program `xunjian` after argv[0]: the exit code. surroundings.console.language is the
// locale's; --lang changes it.
int RunProgram(std::span<const std::string> arguments, Surroundings& surroundings);

}  // namespace xunjian
