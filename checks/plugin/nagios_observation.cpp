#include "checks/plugin/nagios_observation.h"

#include <algorithm>

#include "base/utf8.h"
#include "checks/engine/nagios_output.h"
#include "checks/engine/perfdata.h"
#include "checks/engine/redact.h"

namespace xunjian {
namespace {

// Together under the 8 KiB that may be kept of an output.
constexpr std::size_t kMostText = 1024;
constexpr std::size_t kMostLongText = 4096;
constexpr std::size_t kMostPerfdata = 2048;
constexpr std::size_t kMostErrors = 512;

bool IsControl(char c) {
  return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\x1b';
}

// How the run ended, as far as the output's meaning goes: "exited" when it can be taken at its
// word.
std::string_view EndOf(const ProcessOutcome& outcome, std::size_t output_limit) {
  if (outcome.end == ProcessOutcome::End::kTimedOut) return "timeout";
  if (outcome.end == ProcessOutcome::End::kSignalled) return "signalled";
  if (outcome.output_bytes >= output_limit) return "too_much_output";
  if (outcome.output.find_first_not_of(" \t\r\n") == std::string::npos) return "no_output";
  if (std::any_of(outcome.output.begin(), outcome.output.end(), IsControl)) return "garbage";
  if (!IsValidUtf8(outcome.output)) return "invalid_utf8";
  return "exited";
}

void Note(ObservedItem& run, std::string_view name, std::string value) {
  if (!value.empty()) run.attributes.push_back({std::string(name), std::move(value)});
}

// Keeps texts within their limits, and remembers which had to be cut.
class Texts {
 public:
  explicit Texts(ObservedItem& run) : run_(run) {}

  void Add(std::string_view name, const std::string& text, std::size_t most) {
    if (text.size() > most) NoteCut(name);
    Note(run_, name, CleanText(text, most));
  }
  void NoteCut(std::string_view name) { cut_ += (cut_.empty() ? "" : ", ") + std::string(name); }
  void Finish() { Note(run_, "output_cut", std::move(cut_)); }

 private:
  ObservedItem& run_;
  std::string cut_;
};

std::string OneLine(const std::string& text) { return CleanLine(text, text.size() * 3); }

// Never a part of an item: "load=12" of "load=1234" would be a lie.
std::string WholeItems(const std::string& perfdata, std::size_t most) {
  if (perfdata.size() <= most) return perfdata;
  const std::size_t end = perfdata.rfind(' ', most);
  std::string whole = end == std::string::npos ? "" : perfdata.substr(0, end);
  const bool in_quotes = std::count(whole.begin(), whole.end(), '\'') % 2 != 0;
  if (in_quotes) whole.resize(whole.rfind('\''));
  return whole;
}

void NotePerfdata(ObservedItem& run, const std::string& text) {
  const Perfdata perfdata = ParsePerfdata(text);
  for (const PerfdataItem& item : perfdata.items) {
    auto metric = MetricOf(item);
    if (!metric) continue;
    metric->name = RedactSecrets(metric->name);
    run.metrics.push_back(*std::move(metric));
  }
  if (perfdata.rejected > 0) Note(run, "perfdata_rejected", std::to_string(perfdata.rejected));
}

void NoteOutput(ObservedItem& run, const std::string& output) {
  const NagiosOutput parts = SplitNagiosOutput(output);
  const std::string perfdata = OneLine(RedactSecrets(parts.perfdata));
  const std::string whole = WholeItems(perfdata, kMostPerfdata);
  Texts texts(run);
  texts.Add("output", OneLine(RedactSecrets(parts.text)), kMostText);
  texts.Add("long_output", RedactSecrets(parts.long_text), kMostLongText);
  texts.Add("perfdata", whole, kMostPerfdata);
  if (whole.size() < perfdata.size()) texts.NoteCut("perfdata");
  texts.Finish();
  NotePerfdata(run, parts.perfdata);
}

}  // namespace

ObservedItem DescribeRun(std::string instance, const ProcessOutcome& outcome, Duration limit,
                         std::size_t output_limit) {
  ObservedItem run;
  run.item = std::move(instance);
  const std::string_view end = EndOf(outcome, output_limit);
  Note(run, "end", std::string(end));
  if (outcome.end == ProcessOutcome::End::kExited) {
    Note(run, "exit_code", std::to_string(outcome.exit_code));
  }
  if (end == "signalled") Note(run, "signal", std::to_string(outcome.signal));
  if (end == "timeout") Note(run, "limit", FormatDuration(limit));
  if (end == "too_much_output") Note(run, "bytes", std::to_string(outcome.output_bytes));
  if (end == "exited") {
    NoteOutput(run, outcome.output);
  } else {
    // Evidence only: what could be saved of it says nothing about health.
    Note(run, "long_output", CleanText(RedactSecrets(outcome.output), kMostLongText));
  }
  Note(run, "errors", CleanText(RedactSecrets(outcome.errors), kMostErrors));
  return run;
}

}  // namespace xunjian
