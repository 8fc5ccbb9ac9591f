#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "collector/history/frame.h"
#include "collector/history/manifest.h"
#include "history_world.h"

namespace xunjian {

// The file of a history that is damaged, and in the end as it was.
class DamagedFile {
 public:
  DamagedFile(HistoryWorld& world, std::string name)
      : world_(world),
        name_(std::move(name)),
        bytes_(world.storage.Read(path(), 1 << 20).value()) {}
  ~DamagedFile() { static_cast<void>(world_.storage.Replace(path(), bytes_, 0600)); }

  const std::string& bytes() const { return bytes_; }
  void Flip(std::size_t at) { FlipAll({at}); }
  void FlipAll(const std::vector<std::size_t>& places) {
    std::string flipped = bytes_;
    for (const std::size_t at : places) {
      flipped[at] = static_cast<char>(flipped[at] ^ (1 << (at % 8)));
    }
    Write(flipped);
  }
  void Cut(std::size_t size) { Write(bytes_.substr(0, size)); }
  void Remove() { REQUIRE(world_.storage.Remove(path()).has_value()); }

  std::vector<Frame> Frames() const {
    const std::uint32_t seed = SeedOf(DecodeManifest(world_.manifest).value().history, name_);
    FrameWalk walk(bytes_, seed);
    std::vector<Frame> frames;
    for (Frame frame; walk.Next(frame);) frames.push_back(frame);
    REQUIRE(walk.AtEnd());
    REQUIRE(walk.holes().empty());
    return frames;
  }

 private:
  std::string path() const { return world_.path() + "/" + name_; }
  void Write(const std::string& bytes) {
    REQUIRE(world_.storage.Replace(path(), bytes, 0600).has_value());
  }

  HistoryWorld& world_;
  const std::string name_;
  const std::string bytes_;
};

inline const Frame& FrameAt(const std::vector<Frame>& frames, std::size_t at) {
  const auto next =
      std::ranges::find_if(frames, [at](const Frame& frame) { return frame.offset > at; });
  return *(next - 1);
}

// What is found is right; returns what is missing.
inline std::vector<KeptResult> MissingOf(const HistoryWorld& world) {
  const HistoryQuery all{.limit = kAll};
  const std::vector<KeptResult> found = KeptOf(world.history->Query(all));
  std::vector<KeptResult> missing = world.model.Query(all);
  for (const KeptResult& kept : found) REQUIRE(std::erase(missing, kept) == 1);
  return missing;
}

}  // namespace xunjian
