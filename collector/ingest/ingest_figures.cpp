#include "collector/ingest/ingest_figures.h"

namespace xunjian {

IngestFigures IngestCounters::Read() const {
  IngestFigures figures{.streams = streams_.value(), .opened = opened_.value(), .refused = {}};
  for (std::size_t code = 0; code < refused_.size(); ++code) {
    const std::uint64_t count = refused_[code].value();
    if (count > 0) figures.refused[std::string(ToString(static_cast<ErrorCode>(code)))] = count;
  }
  return figures;
}

}  // namespace xunjian
