#include "collector/ingest/ingest_figures.h"

namespace xunjian {

IngestFigures IngestCounters::Read() const {
  IngestFigures figures{.streams = streams_.value(),
                        .opened = opened_.value(),
                        .refused = {},
                        .waiting_batches = waiting_.value(),
                        .slowed_batches = slowed_.value()};
  for (std::size_t code = 0; code < refused_.size(); ++code) {
    const std::uint64_t count = refused_[code].value();
    if (count > 0) figures.refused[std::string(ToString(static_cast<ErrorCode>(code)))] = count;
  }
  const std::uint64_t sent_away = sent_away_.value();
  if (sent_away > 0) figures.refused["come_back_later"] = sent_away;
  return figures;
}

}  // namespace xunjian
