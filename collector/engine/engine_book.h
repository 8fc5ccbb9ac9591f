#pragma once

#include <mutex>

#include "collector/decide/changes.h"
#include "collector/decide/event.h"
#include "collector/decide/model.h"
#include "collector/engine/engine_figures.h"

namespace xunjian {

// Private to collector_engine: keeps the figures that only the engine's thread knows. Its thread
// writes once an event or a group, anybody reads. Thread-safe.
class EngineBook {
 public:
  void Note(const Event& event, const Changes& changes);
  void Committed(Duration took, SteadyTime now);
  void Acknowledged(Duration waited, SteadyTime now) { ack_time_.Add(waited, now); }
  void Look(const Model& model);
  void Refused();

  EngineFigures Read(SteadyTime now) const;

 private:
  void NoteBatch(const BatchArrived& arrived, const Changes& changes);

  RecentDurations ack_time_;
  RecentDurations commit_time_;
  mutable std::mutex mutex_;
  EngineFigures figures_;  // by mutex_; its durations stay empty
};

}  // namespace xunjian
