#include <optional>

#include "agent/link/frame.h"
#include "agent/runner/run_history.h"
#include "proto/convert/result_codec.h"

// The file of last runs: frames. First the name of the format, then three for each assignment: its
// id, its last sample, its outcomes (a list of one outcome digit and the item, as frames again).
namespace xunjian {
namespace {

constexpr std::string_view kFormat = "xunjian last runs 1";

Error Damaged() {
  return MakeError(ErrorCode::kInvalidArgument,
                   {"the file of last runs is damaged", "上次运行记录文件已损坏"});
}

void AddFrame(std::string& bytes, std::string_view payload) {
  const Result<std::string> frame = EncodeFrame(payload);
  if (frame) bytes += *frame;
}

std::string EncodeOutcomes(const RunHistory::Outcomes& outcomes) {
  std::string bytes;
  for (const auto& [item, outcome] : outcomes) {
    AddFrame(bytes, static_cast<char>('0' + static_cast<int>(outcome)) + item);
  }
  return bytes;
}

Result<std::vector<std::string>> DecodeFrames(std::string_view bytes) {
  FrameReader reader;
  reader.Feed(bytes);
  std::vector<std::string> frames;
  std::size_t read = 0;
  for (;;) {
    Result<std::optional<std::string>> frame = reader.Next();
    if (!frame) return Damaged();
    if (!*frame) break;
    read += 4 + (*frame)->size();
    frames.push_back(**std::move(frame));
  }
  if (read != bytes.size()) return Damaged();  // a torn end
  return frames;
}

Result<RunHistory::Outcomes> DecodeOutcomes(std::string_view bytes) {
  Result<std::vector<std::string>> frames = DecodeFrames(bytes);
  if (!frames) return frames.error();
  RunHistory::Outcomes outcomes;
  for (const std::string& frame : *frames) {
    const int number = frame.empty() ? 0 : frame[0] - '0';
    if (number < static_cast<int>(Outcome::kOk) || number > static_cast<int>(Outcome::kSkipped)) {
      return Damaged();
    }
    outcomes[frame.substr(1)] = static_cast<Outcome>(number);
  }
  return outcomes;
}

}  // namespace

std::string RunHistory::EncodeLastRuns() const {
  const std::lock_guard lock(mutex_);
  std::string bytes;
  AddFrame(bytes, kFormat);
  for (const auto& [id, entry] : entries_) {
    const std::string sample = EncodeSample(entry.samples.back());
    const std::string outcomes = EncodeOutcomes(entry.outcomes);
    if (std::max(sample.size(), outcomes.size()) > kFrameLimit) continue;  // starts anew
    AddFrame(bytes, id);
    AddFrame(bytes, sample);
    AddFrame(bytes, outcomes);
  }
  return bytes;
}

Result<void> RunHistory::DecodeLastRuns(std::string_view bytes) {
  Result<std::vector<std::string>> frames = DecodeFrames(bytes);
  if (!frames) return frames.error();
  if (frames->size() % 3 != 1 || frames->front() != kFormat) return Damaged();
  Entries entries;
  for (std::size_t i = 1; i < frames->size(); i += 3) {
    Result<Sample> sample = DecodeSample((*frames)[i + 1]);
    Result<Outcomes> outcomes = DecodeOutcomes((*frames)[i + 2]);
    if (!sample || !outcomes) return Damaged();
    entries[(*frames)[i]] = {{*std::move(sample)}, *std::move(outcomes)};
  }
  const std::lock_guard lock(mutex_);
  entries_ = std::move(entries);
  return Ok();
}

}  // namespace xunjian
