#pragma once

#include <CLI/App.hpp>
#include <CLI/Formatter.hpp>
#include <string>

#include "base/text.h"

namespace xunjian {

// Help with the examples first (an app's footer holds them), then usage, commands, options.
class HelpFormatter final : public CLI::FormatterBase {
 public:
  explicit HelpFormatter(Language language) : language_(language) {}

  std::string make_help(const CLI::App* app, std::string name,
                        CLI::AppFormatMode mode) const override;

 private:
  std::string In(Text text) const { return std::string(text.In(language_)); }
  std::string Usage(const CLI::App& app) const;
  std::string Commands(const CLI::App& app) const;
  std::string Options(const CLI::App& app, Text title) const;

  Language language_;
};

// Neither help nor a suggestion shows it.
bool IsHidden(const CLI::App& app);

// "xunjian host list".
std::string WordsOf(const CLI::App& app);

}  // namespace xunjian
