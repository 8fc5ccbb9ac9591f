#pragma once

#include <CLI/App.hpp>
#include <string>
#include <vector>

#include "base/result.h"

namespace xunjian {

// What is wrong with a command line that has words nobody asked for: the first of them, with the
// known one it looks like. `command` is the innermost command that was understood, `extras` is not
// empty.
Message UnknownWord(const CLI::App& command, const std::vector<std::string>& extras);

// What CLI11 found wrong, in both languages.
Message UsageProblem(const CLI::ParseError& error);

}  // namespace xunjian
