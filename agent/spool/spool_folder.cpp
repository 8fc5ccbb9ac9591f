#include "spool_folder.h"

#include <algorithm>
#include <array>

namespace xunjian {
namespace {

constexpr std::array<std::string_view, 2> kPositions{"position", "position.copy"};
constexpr std::string_view kReserve = "reserve";
constexpr std::string_view kTemporary = ".tmp-";  // of a Replace that a crash ended
constexpr mode_t kFolderMode = 0700;
constexpr mode_t kFileMode = 0600;
constexpr std::size_t kMaxFileBytes = 32 << 20;
constexpr std::size_t kBlock = 4 << 10;  // what a bad block of the disk costs

bool IsOurTemporary(std::string_view name) {
  const std::string_view target = name.substr(0, name.find(kTemporary));
  if (target.size() == name.size()) return false;
  return ParseSegmentName(target) ||
         std::find(kPositions.begin(), kPositions.end(), target) != kPositions.end();
}

}  // namespace

SpoolFolder::SpoolFolder(FileStorage& storage, std::string path)
    : storage_(storage), path_(std::move(path)) {}

Result<std::vector<std::string>> SpoolFolder::Open() {
  if (auto made = storage_.MakeFolder(path_, kFolderMode); !made) return made.error();
  const auto names = storage_.List(path_);
  if (!names) return names.error();
  std::vector<std::string> others;
  for (const std::string& name : *names) {
    if (name == kPositions[0] || name == kPositions[1] || name == kReserve) continue;
    if (!IsOurTemporary(name)) {
      others.push_back(name);
    } else {
      static_cast<void>(storage_.Remove(PathOf(name)));
    }
  }
  return others;
}

Result<SpoolFolder::Loaded> SpoolFolder::LoadPosition() {
  Loaded loaded;
  int whole = 0;
  for (std::string_view name : kPositions) {
    const auto bytes = storage_.Read(PathOf(name), kMaxPositionBytes);
    if (!bytes && bytes.error().code() == ErrorCode::kPermissionDenied) return bytes.error();
    if (!bytes && bytes.error().code() == ErrorCode::kUnavailable) return bytes.error();
    loaded.found = loaded.found || bytes || bytes.error().code() != ErrorCode::kNotFound;
    const auto position = bytes ? DecodePosition(*bytes) : std::nullopt;
    if (!position) continue;
    whole = loaded.position && loaded.position->version == position->version ? 2 : 1;
    if (!loaded.position || loaded.position->version < position->version) {
      loaded.position = position;
    }
  }
  loaded.whole = whole == 2;
  return loaded;
}

Result<void> SpoolFolder::SavePosition(const SpoolPosition& position) {
  const std::string bytes = EncodePosition(position);
  for (std::string_view name : kPositions) {
    if (auto saved = storage_.Replace(PathOf(name), bytes, kFileMode); !saved) return saved;
  }
  return Ok();
}

Result<std::string> SpoolFolder::ReadSegment(const SegmentId& id) {
  auto bytes = storage_.Read(PathOf(id), kMaxFileBytes);
  if (bytes) return bytes;
  if (bytes.error().code() == ErrorCode::kNotFound) return std::string();
  // A bad block costs what it holds, and no more.
  if (bytes.error().code() == ErrorCode::kInternal) {
    return Salvage(PathOf(id));
  }
  return bytes;
}

Result<std::string> SpoolFolder::Salvage(const std::string& path) {
  const auto file = storage_.OpenRead(path);
  if (!file) return file.error();
  std::string bytes(std::min<std::uint64_t>((*file)->size(), kMaxFileBytes), '\0');
  for (std::size_t at = 0; at < bytes.size(); at += kBlock) {
    const std::size_t size = std::min(kBlock, bytes.size() - at);
    if (const auto block = (*file)->Read(at, size)) bytes.replace(at, size, *block);
  }
  return bytes;
}

Result<void> SpoolFolder::ReplaceSegment(const SegmentId& id, std::string_view bytes) {
  return storage_.Replace(PathOf(id), bytes, kFileMode);
}

Result<void> SpoolFolder::RemoveSegment(const SegmentId& id) {
  auto removed = storage_.Remove(PathOf(id));
  if (!removed && removed.error().code() == ErrorCode::kNotFound) return Ok();
  return removed;
}

Result<std::unique_ptr<AppendFile>> SpoolFolder::CreateSegment(const SegmentHeader& header,
                                                               std::uint64_t bytes) {
  const std::string path = PathOf(header.id);
  auto file = storage_.OpenAppend(path, kFileMode);
  if (!file) return file.error();
  if ((*file)->size() != 0) {
    return MakeError(ErrorCode::kConflict,
                     {"{} is there already, and not of this spool", "{} 已存在，且不属于本队列"},
                     path);
  }
  auto begun = (*file)->Reserve(bytes);
  if (begun) begun = (*file)->Append(EncodeSegmentHeader(header));
  if (begun) return file;
  static_cast<void>(storage_.Remove(path));
  return begun.error();
}

Result<void> SpoolFolder::CutSegment(const SegmentId& id, std::uint64_t size) {
  auto cut = storage_.Truncate(PathOf(id), size);
  if (!cut && cut.error().code() == ErrorCode::kNotFound) return Ok();
  return cut;
}

Result<void> SpoolFolder::TakeReserve(std::uint64_t bytes) {
  return storage_.TakeRoom(PathOf(kReserve), bytes, kFileMode);
}

Result<void> SpoolFolder::ReleaseReserve() { return storage_.Remove(PathOf(kReserve)); }

std::string SpoolFolder::PathOf(std::string_view name) const {
  return path_ + "/" + std::string(name);
}

std::string SpoolFolder::PathOf(const SegmentId& id) const { return PathOf(SegmentName(id)); }

}  // namespace xunjian
