#include "history_image.h"

#include <cstddef>
#include <cstring>
#include <map>
#include <set>

#include "collector/history/compression.h"
#include "collector/history/day_format.h"
#include "collector/history/frame.h"
#include "collector/history/history_folder.h"
#include "collector/history/manifest.h"
#include "fuzz_input.h"
#include "proto/columns/byte_reader.h"

namespace xunjian {
namespace {

constexpr std::uint64_t kHistory = 0x5eed;
constexpr std::size_t kMostFile = 1 << 20;
constexpr std::size_t kEntryBytes = offsetof(BlockEntry, checksum);
constexpr std::size_t kDayBytes = 2;
constexpr mode_t kMode = 0600;
constexpr std::int64_t kCentury = 24 * 36525;  // hours

void Append(std::string& image, HistoryChunk kind, std::string_view bytes) {
  AppendChunk(image, static_cast<std::uint8_t>(kind), bytes);
}

std::string Unfolded(std::string_view packed) {
  std::string bytes;
  Require(Decompressor().Decompress(packed, kMostFile, bytes));
  return bytes;
}

void AppendBlock(std::string& image, std::string_view block) {
  ByteReader from(block);
  Append(image, HistoryChunk::kBlock, Unfolded(from.Bytes(from.Varint())));
  while (!from.AtEnd()) {
    Append(image, HistoryChunk::kBundle, Unfolded(from.Bytes(from.Varint())));
  }
}

void AppendDirectory(std::string& image, std::string_view entries) {
  std::string bytes;
  for (; !entries.empty(); entries.remove_prefix(sizeof(BlockEntry))) {
    bytes += entries.substr(0, kEntryBytes);
  }
  Append(image, HistoryChunk::kDirectory, bytes);
}

void AppendFrame(std::string& image, const Frame& frame) {
  switch (frame.kind) {
    case FrameKind::kBlock:
      return AppendBlock(image, frame.payload);
    case FrameKind::kDirectory:
      return AppendDirectory(image, frame.payload);
    case FrameKind::kFooter:
      return Append(image, HistoryChunk::kFooter, frame.payload);
    default:
      Append(image, HistoryChunk::kFrame,
             static_cast<char>(frame.kind) + std::string(frame.payload));
  }
}

// The files of a folder, as chunks fill them.
class HistoryMaker {
 public:
  void Take(const FuzzChunk& chunk) {
    const auto kind = static_cast<HistoryChunk>(chunk.kind % 8);
    if (kind == HistoryChunk::kBundle) return AddBundle(chunk.bytes);
    EndBlock();
    switch (kind) {
      case HistoryChunk::kSegment:
        return Begin(JournalName(++segments_));
      case HistoryChunk::kDay:
        return BeginDay(chunk.bytes);
      case HistoryChunk::kFrame:
        return AddFrame(chunk.bytes);
      case HistoryChunk::kBlock:
        block_ = Folded(chunk.bytes);
        return;
      case HistoryChunk::kDirectory:
        return AddDirectory(chunk.bytes);
      case HistoryChunk::kFooter:
        return Put(FrameKind::kFooter, chunk.bytes);
      default:
        file_->append(chunk.bytes);
    }
  }

  // Nothing can be taken any more.
  const std::map<std::string, std::string>& Finish() {
    EndBlock();
    return files_;
  }

  std::string Committed() const {
    Manifest manifest;
    manifest.history = kHistory;
    for (std::uint64_t number = 1; number <= segments_; ++number) {
      manifest.segment_bytes.push_back(files_.at(JournalName(number)).size());
    }
    for (const std::int32_t day : days_) {
      const std::int64_t hour = std::int64_t{day} * 24;
      manifest.days.push_back(
          {day, files_.at(DayName(day)).size(), hour - kCentury, hour + kCentury});
    }
    return EncodeManifest(manifest);
  }

 private:
  static std::string Folded(std::string_view bytes) {
    std::string packed;
    Compressor().Compress(bytes, packed);
    std::string sized;
    PutBytes(sized, packed);
    return sized;
  }

  void Begin(const std::string& name) {
    file_ = &files_[name];
    seed_ = SeedOf(kHistory, name);
  }

  void BeginDay(std::string_view bytes) {
    if (bytes.size() < kDayBytes) return;
    const auto day = static_cast<std::int32_t>(ByteReader(bytes).Little(kDayBytes));
    days_.insert(day);
    Begin(DayName(day));
  }

  void Put(FrameKind kind, std::string_view payload) {
    PutFrame(*file_, kind, payload, seed_, file_->size());
  }

  void AddFrame(std::string_view bytes) {
    if (!bytes.empty()) Put(static_cast<FrameKind>(bytes.front()), bytes.substr(1));
  }

  void AddBundle(std::string_view bytes) {
    if (!block_.empty()) block_ += Folded(bytes);
  }

  void EndBlock() {
    if (!block_.empty()) Put(FrameKind::kBlock, block_);
    block_.clear();
  }

  void AddDirectory(std::string_view bytes) {
    std::string entries;
    for (; bytes.size() >= kEntryBytes; bytes.remove_prefix(kEntryBytes)) {
      BlockEntry entry;
      std::memcpy(&entry, bytes.data(), kEntryBytes);
      PutEntry(entries, entry, seed_);
    }
    Put(FrameKind::kDirectory, entries);
  }

  std::map<std::string, std::string> files_;
  std::uint64_t segments_ = 0;
  std::set<std::int32_t> days_;
  std::string lost_;  // what comes before any file
  std::string* file_ = &lost_;
  std::uint32_t seed_ = 0;
  std::string block_;  // folded; empty: none is open
};

}  // namespace

std::string HistoryImageOf(FileStorage& storage, const std::string& folder,
                           const std::string& manifest) {
  const std::uint64_t history = DecodeManifest(manifest).value().history;
  std::string image;
  for (const std::string& name : storage.List(folder).value()) {
    const std::string bytes = storage.Read(folder + "/" + name, kMostFile).value();
    if (ParseJournalName(name)) Append(image, HistoryChunk::kSegment, {});
    if (const auto day = ParseDayName(name)) {
      std::string number;
      PutLittle(number, static_cast<std::uint64_t>(*day), kDayBytes);
      Append(image, HistoryChunk::kDay, number);
    }
    FrameWalk walk(bytes, SeedOf(history, name));
    for (Frame frame; walk.Next(frame);) AppendFrame(image, frame);
    Require(walk.AtEnd() && walk.holes().empty());
  }
  return image;
}

std::string MakeHistoryFolder(std::string_view image, FileStorage& storage,
                              const std::string& folder) {
  HistoryMaker maker;
  for (const FuzzChunk& chunk : ReadChunks(image)) maker.Take(chunk);
  for (const auto& [name, bytes] : maker.Finish()) {
    Require(storage.Replace(folder + "/" + name, bytes, kMode).has_value());
  }
  return maker.Committed();
}

}  // namespace xunjian
