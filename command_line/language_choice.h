#pragma once

#include <span>
#include <string>

#include "base/result.h"

namespace xunjian {

// The language of messages and help, known before anything is parsed: "--lang zh", "--lang=zh", or
// `fallback`. kInvalidArgument for another value, in both languages.
Result<Language> ChooseLanguage(std::span<const std::string> arguments, Language fallback);

}  // namespace xunjian
