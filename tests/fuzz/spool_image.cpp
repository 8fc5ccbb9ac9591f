#include "spool_image.h"

#include <map>

#include "agent/spool/segment_frame.h"
#include "agent/spool/segment_header.h"
#include "agent/spool/spool_bytes.h"
#include "agent/spool/spool_position.h"
#include "fuzz_input.h"

namespace xunjian {
namespace {

constexpr std::uint64_t kEpoch = 0x5eed;
constexpr int kNumberBytes = 5;
constexpr int kOffsetBytes = 2;
constexpr std::size_t kMostFile = 1 << 20;
constexpr mode_t kMode = 0600;

void Append(std::string& image, SpoolChunk kind, std::string_view bytes) {
  AppendChunk(image, static_cast<std::uint8_t>(kind), bytes);
}

std::string NumbersOf(std::initializer_list<std::uint64_t> numbers) {
  std::string bytes;
  for (const std::uint64_t number : numbers) PutNumber(bytes, number, kNumberBytes);
  return bytes;
}

void AppendSegment(std::string& image, const SegmentId& id, const std::string& bytes) {
  const auto header = DecodeSegmentHeader(bytes).value();
  Append(image, SpoolChunk::kSegment, NumbersOf({id.first, header.voids_before, header.life}));
  const std::string seed = SegmentSeed(id);
  SegmentFrames frames(bytes, seed, kSegmentHeaderBytes);
  while (const auto frame = frames.Next()) {
    std::string chunk;
    PutNumber(chunk, frame->offset, kOffsetBytes);
    chunk += frame->payload.value();
    Append(image, static_cast<SpoolChunk>(static_cast<int>(frame->kind) + 1), chunk);
  }
}

void AppendPosition(std::string& image, const SpoolPosition& position) {
  std::string bytes =
      NumbersOf({position.version, position.reserved_through, position.gone_through,
                 position.gone_voids, position.last, position.voids, position.lives.list().size()});
  for (const SpoolLives::Life& life : position.lives.list()) {
    bytes += NumbersOf({life.id, life.first});
  }
  for (const auto& [first, last] : position.acknowledged.ranges()) {
    bytes += NumbersOf({first, last});
  }
  Append(image, SpoolChunk::kPosition, bytes);
}

std::string PositionFrom(std::string_view bytes) {
  FieldReader from(bytes);
  SpoolPosition position;
  position.epoch = kEpoch;
  for (std::uint64_t* number :
       {&position.version, &position.reserved_through, &position.gone_through, &position.gone_voids,
        &position.last, &position.voids}) {
    *number = from.Number(kNumberBytes);
  }
  for (std::uint64_t lives = from.Number(kNumberBytes); from.ok() && lives > 0; --lives) {
    const std::uint64_t id = from.Number(kNumberBytes);
    const std::uint64_t first = from.Number(kNumberBytes);
    if (from.ok() && id != 0) position.lives.Begin(id, first);
  }
  while (from.ok()) {
    const std::uint64_t first = from.Number(kNumberBytes);
    const std::uint64_t last = from.Number(kNumberBytes);
    if (from.ok() && first <= last) position.acknowledged.Add(first, last);
  }
  return EncodePosition(position);
}

// The files of a folder, as chunks fill them.
class FolderMaker {
 public:
  void Take(const FuzzChunk& chunk) {
    switch (static_cast<SpoolChunk>(chunk.kind % 8)) {
      case SpoolChunk::kSegment:
        return Begin(chunk.bytes);
      case SpoolChunk::kRecord:
      case SpoolChunk::kRun:
      case SpoolChunk::kAccount:
        return AddFrame(static_cast<SegmentFrameKind>(chunk.kind % 8 - 1), chunk.bytes);
      case SpoolChunk::kBytes:
        segment_->append(chunk.bytes);
        return;
      case SpoolChunk::kPosition:
        files_["position"] = files_["position.copy"] = PositionFrom(chunk.bytes);
        return;
      case SpoolChunk::kPositionCopy:
        files_["position.copy"] = PositionFrom(chunk.bytes);
        return;
      case SpoolChunk::kPositionBytes:
        files_["position"] = chunk.bytes;
        return;
    }
  }

  const std::map<std::string, std::string>& files() const { return files_; }

 private:
  void Begin(std::string_view bytes) {
    FieldReader from(bytes);
    const SegmentHeader header{.id = {kEpoch, from.Number(kNumberBytes)},
                               .voids_before = from.Number(kNumberBytes),
                               .life = from.Number(kNumberBytes)};
    seed_ = SegmentSeed(header.id);
    segment_ = &files_[SegmentName(header.id)];
    *segment_ = EncodeSegmentHeader(header);
  }

  void AddFrame(SegmentFrameKind kind, std::string_view bytes) {
    if (bytes.size() < kOffsetBytes) return;
    PutSegmentFrame(*segment_, seed_, kind, GetNumber(bytes, 0, kOffsetBytes),
                    bytes.substr(kOffsetBytes));
  }

  std::map<std::string, std::string> files_;
  std::string lost_;  // what comes before any segment
  std::string* segment_ = &lost_;
  std::string seed_;
};

}  // namespace

std::string ImageOf(FileStorage& storage, const std::string& folder) {
  std::string image;
  for (const std::string& name : storage.List(folder).value()) {
    const std::string bytes = storage.Read(folder + "/" + name, kMostFile).value();
    if (const auto id = ParseSegmentName(name)) AppendSegment(image, *id, bytes);
    if (name == "position") AppendPosition(image, DecodePosition(bytes).value());
  }
  return image;
}

void MakeFolder(std::string_view image, FileStorage& storage, const std::string& folder) {
  FolderMaker maker;
  for (const FuzzChunk& chunk : ReadChunks(image)) maker.Take(chunk);
  for (const auto& [name, bytes] : maker.files()) {
    Require(storage.Replace(folder + "/" + name, bytes, kMode).has_value());
  }
}

}  // namespace xunjian
