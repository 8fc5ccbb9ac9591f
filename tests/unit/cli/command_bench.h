#pragma once

#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "cli/program.h"
#include "fake_operator_api.h"
#include "tests/support/manual_clock.h"
#include "tests/support/temp_folder.h"

namespace xunjian {

// Runs the program in this process against a fake collector and a fake host.
class CommandBench {
 public:
  CommandBench();

  int Run(const std::vector<std::string>& arguments);
  std::string out() const { return out_.str(); }
  std::string err() const { return err_.str(); }

  FakeOperatorApi api;
  CollectorAddress dialled;
  std::vector<CheckResult> inspection;  // what the host's checks will say
  std::vector<Assignment> inspected;    // what they were asked
  std::string plugins_folder;
  std::function<bool()> on_wait = [] { return false; };  // what happens while a command waits
  Language locale = Language::kEnglish;
  TerminalStyle style;
  bool progress = false;
  std::optional<std::string> answers;  // of the person at the terminal, a line each
  ManualClock clock;
  TempFolder folder;

 private:
  std::ostringstream out_;
  std::ostringstream err_;
  PosixStorage storage_;
};

}  // namespace xunjian
