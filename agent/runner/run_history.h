#pragma once

#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "checks/api/check_result.h"
#include "checks/api/window.h"

namespace xunjian {

// What the runner remembers of each assignment: the samples of the last kWindowSpan and the
// outcomes of the last run. Bounded: kMostAssignments (the longest unused is forgotten first),
// kMostSamples each. Thread-safe.
class RunHistory {
 public:
  using Outcomes = std::map<std::string, Outcome, std::less<>>;  // by item

  static constexpr std::size_t kMostAssignments = 4096;
  static constexpr std::size_t kMostSamples = 1000;

  struct Past {
    Window window;      // ends with the sample given
    Outcomes outcomes;  // of the run before
  };

  // Adds the newest sample of an assignment and returns what its judge may know.
  Past Add(const std::string& assignment_id, Sample sample);
  void SetOutcomes(const std::string& assignment_id, Outcomes outcomes);

  // The last run of every assignment as bytes, and back (into an empty history). What is damaged is
  // kInvalidArgument and changes nothing.
  std::string EncodeLastRuns() const;
  Result<void> DecodeLastRuns(std::string_view bytes);

  // Grows with every change: says whether there is something to save.
  std::uint64_t version() const;

 private:
  struct Entry {
    std::vector<Sample> samples;  // never empty
    Outcomes outcomes;
  };
  using Entries = std::map<std::string, Entry, std::less<>>;

  void ForgetLongestUnused();

  mutable std::mutex mutex_;
  Entries entries_;
  std::uint64_t version_ = 0;
};

}  // namespace xunjian
