#include "collector/app/self_watch.h"

#include <utility>

#include "collector/status/collector_metrics.h"

namespace xunjian {

SelfWatch::SelfWatch(const StatusBoard::Parts& parts, Logger& logger)
    : clock_(parts.clock), logger_(logger), board_(parts) {}

void SelfWatch::Stop() {
  http_.reset();
  self_probe_.reset();
}

void SelfWatch::AddDoor(std::string name, std::function<AcceptorFigures()> figures) {
  board_.AddDoor(std::move(name), std::move(figures));
}

void SelfWatch::Probe(std::vector<ProbedDoor> doors) {
  probes_.emplace(std::move(doors), clock_, logger_);
  board_.SetProbes([this] { return probes_->Read(); });
  self_probe_.emplace(*probes_, clock_);
}

void SelfWatch::ShowFigures(const std::string& address) {
  FiguresServerOptions options;
  options.address = address;
  FiguresPages pages;
  pages.metrics = [this] { return CollectorMetrics(Look()); };
  pages.health = [this] {
    const CollectorVerdict verdict = VerdictOn(Look());
    return Health{verdict.health != CollectorHealth::kFailing, verdict.line.en};
  };
  auto http = FiguresThread::Start(options, std::move(pages));
  if (http) {
    http_ = *std::move(http);
  } else {
    logger_.Warning("figures are not served", {{"why", http.error().In(Language::kEnglish)}});
  }
}

}  // namespace xunjian
