#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/file_storage.h"
#include "checks/api/check_result.h"
#include "checks/api/window.h"

namespace xunjian {

// What the runner remembers of each assignment: the samples of the last kWindowSpan and the last run
// with its outcomes. Thread-safe.
class RunHistory {
 public:
  using Outcomes = std::map<std::string, Outcome, std::less<>>;

  struct Past {
    Window window;      // ends with the sample given
    Outcomes outcomes;  // of the run before, by item
  };

  // Adds the newest sample of an assignment and returns what its judge may know.
  Past Add(const std::string& assignment_id, Sample sample);
  void SetOutcomes(const std::string& assignment_id, Outcomes outcomes);
  void Forget(const std::string& assignment_id);

  // The last runs as bytes, and back; what cannot be read is an error and changes nothing. The
  // samples of the window are not kept: after a restart it starts anew.
  std::string EncodeLastRuns() const;
  Result<void> DecodeLastRuns(std::string_view bytes);

 private:
  struct Entry {
    std::vector<Sample> samples;
    std::optional<Sample> before;  // the newest one that left the window or came from the disk
    Outcomes outcomes;
  };

  mutable std::mutex mutex_;
  std::map<std::string, Entry, std::less<>> entries_;
};

}  // namespace xunjian
