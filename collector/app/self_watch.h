#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "collector/status/door_probes.h"
#include "collector/status/self_probe.h"
#include "collector/status/status_board.h"
#include "figures/http/figures_thread.h"

namespace xunjian {

// What the collector knows and shows of itself: figures of every part, its own doors come to every
// ten seconds, and both over HTTP. Doors and figures from the start on one thread; Look from any.
class SelfWatch {
 public:
  SelfWatch(const StatusBoard::Parts& parts, Logger& logger);
  void Stop();  // no part is asked any more; waits for what is under way

  void AddDoor(std::string name, std::function<AcceptorFigures()> figures);
  void SetChannels(std::function<std::vector<ChannelStatus>()> channels) {
    board_.SetChannels(std::move(channels));
  }
  void Probe(std::vector<ProbedDoor> doors);  // once
  // Figures are no reason not to collect: a port that another program has costs them alone.
  void ShowFigures(const std::string& address);

  CollectorStatus Look() const { return board_.Look(); }
  int http_port() const { return http_ ? http_->port() : 0; }

 private:
  const Clock& clock_;
  Logger& logger_;
  StatusBoard board_;
  std::optional<DoorProbes> probes_;
  std::optional<SelfProbe> self_probe_;
  std::unique_ptr<FiguresThread> http_;
};

}  // namespace xunjian
