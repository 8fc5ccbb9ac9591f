#include <unistd.h>

#include <array>
#include <iostream>
#include <memory>

#include "base/version.h"
#include "checks/catalogue/catalogue.h"
#include "cli/program.h"
#include "collector_client.h"
#include "command_line/standard_streams.h"
#include "local_inspection.h"
#include "proto/convert/protobuf_log.h"
#include "terminal.h"

namespace {

std::string HostName() {
  std::array<char, 256> name{};
  return gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "localhost";
}

}  // namespace

int main(int argc, char** argv) {
  using namespace xunjian;
  OccupyClosedStreams();
  SilenceProtobufLog();
  SystemClock clock;
  PosixStorage storage;
  LocalInspection inspection(clock);
  std::unique_ptr<OperatorApi> collector;
  Surroundings surroundings{
      .console = {.out = std::cout,
                  .err = std::cerr,
                  .style = StyleOfStdout(),
                  .progress = StderrIsTerminal(),
                  .language = LanguageOfEnvironment(),
                  .answers = StdinIsTerminal() && StderrIsTerminal() ? &std::cin : nullptr},
      .clock = clock,
      .storage = storage,
      .version = std::string(kProgramVersion),
      .host_name = HostName(),
      .checks = AllChecks(),
      .connect = [&](const CollectorAddress& where, Language language) -> Result<OperatorApi*> {
        auto connected = ConnectCollector(storage, where, language);
        if (!connected) return connected.error();
        collector = std::move(*connected);
        return collector.get();
      },
      .inspect =
          [&](const std::vector<Assignment>& assignments, const std::string& plugins_folder) {
            return inspection.Run(assignments, plugins_folder);
          },
      .wait = [](Duration time) { return SleepUntilInterrupted(time), true; }};
  const int code = RunProgram(std::vector<std::string>(argv + 1, argv + argc), surroundings);
  if (inspection.Hangs()) _exit(code);
  return code;
}
