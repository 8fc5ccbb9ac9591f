#include "base/log.h"

#include <sys/uio.h>
#include <systemd/sd-journal.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <mutex>

#include "base/log_line.h"

namespace xunjian {
namespace {

// A log that cannot be written has nowhere to say so: the line is lost.
void WriteToStderr(std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(STDERR_FILENO, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

// sd_journal_sendv claims success where no journald listens.
bool JournalListens() { return access("/run/systemd/journal/socket", W_OK) == 0; }

bool SendToJournal(const LogLine& line) {
  if (!JournalListens()) return false;
  std::vector<std::string> entry = FormatJournalEntry(line);
  std::vector<iovec> parts;
  parts.reserve(entry.size());
  for (std::string& field : entry) parts.push_back({field.data(), field.size()});
  return sd_journal_sendv(parts.data(), static_cast<int>(parts.size())) >= 0;
}

class LineLogger final : public Logger {
 public:
  LineLogger(LogFormat format, LogLevel least, const Clock& clock, std::string program)
      : format_(format), least_(least), clock_(clock), program_(std::move(program)) {}

  void Write(LogLevel level, std::string_view event,
             std::initializer_list<LogField> fields) override {
    if (level < least_) return;
    const LogLine line{level, clock_.Now(), program_, event, {fields.begin(), fields.size()}};
    if (format_ == LogFormat::kJournal && SendToJournal(line)) return;
    const std::string text =
        format_ == LogFormat::kJson ? FormatJsonLine(line) : FormatTextLine(line);
    const std::lock_guard lock(mutex_);  // a line longer than a pipe's buffer is several writes
    WriteToStderr(text);
  }

 private:
  const LogFormat format_;
  const LogLevel least_;
  const Clock& clock_;
  const std::string program_;
  std::mutex mutex_;
};

LogFormat Decide(LogFormat format) {
  if (format != LogFormat::kAuto) return format;
  return IsJournalStream(std::getenv("JOURNAL_STREAM"), STDERR_FILENO) ? LogFormat::kJournal
                                                                       : LogFormat::kText;
}

}  // namespace

std::unique_ptr<Logger> MakeLogger(LogFormat format, LogLevel least, const Clock& clock,
                                   std::string program) {
  return std::make_unique<LineLogger>(Decide(format), least, clock, std::move(program));
}

}  // namespace xunjian
