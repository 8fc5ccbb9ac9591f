#include "tests/simulation/disk.h"

#include <algorithm>
#include <cerrno>

namespace xunjian::sim {

Disk::FilePtr Disk::Find(const std::string& path) const {
  const auto found = files_.find(path);
  return found == files_.end() ? nullptr : found->second;
}

std::vector<std::string> Disk::NamesIn(const std::string& folder) const {
  const std::string prefix = folder + "/";
  std::vector<std::string> names;
  for (const auto& [path, file] : files_) {
    if (path.starts_with(prefix)) names.push_back(path.substr(prefix.size()));
  }
  return names;
}

Disk::Verdict Disk::Judge() {
  if (dead_) return {EIO, Part::kNothing};
  if (kill_in_ > 0 && --kill_in_ == 0) {
    dead_ = true;
    return {EIO, static_cast<Part>(chance_.Below(3))};
  }
  if (fail_in_ > 0 && --fail_in_ == 0) {
    failed_ = true;
    return {EIO, static_cast<Part>(chance_.Below(3))};
  }
  return {};
}

int Disk::Create(const std::string& path) {
  if (files_.contains(path)) return dead_ ? EIO : 0;
  const Verdict verdict = Judge();
  if (verdict.part == Part::kAll) files_.emplace(path, std::make_shared<File>());
  return verdict.error;
}

int Disk::Put(File& file, std::uint64_t offset, std::string_view bytes) {
  const Verdict verdict = Judge();
  if (verdict.part == Part::kNothing) return verdict.error;
  if (verdict.part == Part::kHalf) bytes = bytes.substr(0, bytes.size() / 2);
  const std::uint64_t taken = std::max<std::uint64_t>(file.bytes.size(), file.reserved);
  const std::uint64_t room = Left();
  const std::uint64_t grows = offset + bytes.size() - std::min(taken, offset + bytes.size());
  const bool full = grows > room;
  if (full) bytes = bytes.substr(0, bytes.size() - std::min(bytes.size(), grows - room));
  Write write{offset, {}, std::string(bytes), file.bytes.size()};
  if (offset < file.bytes.size()) write.before = file.bytes.substr(offset, bytes.size());
  Do(file, offset, bytes);
  file.unsynced.push_back(std::move(write));
  return verdict.error == 0 && full ? ENOSPC : verdict.error;
}

void Disk::Do(File& file, std::uint64_t offset, std::string_view bytes) {
  if (offset + bytes.size() > file.bytes.size()) file.bytes.resize(offset + bytes.size());
  file.bytes.replace(offset, bytes.size(), bytes);
}

int Disk::Cut(File& file, std::uint64_t size) {
  const Verdict verdict = Judge();
  if (verdict.part != Part::kAll) return verdict.error;
  file.bytes.resize(size);
  file.reserved = 0;
  file.unsynced.clear();
  return verdict.error;
}

// After a sync that failed the kernel may have forgotten what was not written.
int Disk::Sync(File& file) {
  const Verdict verdict = Judge();
  if (verdict.error == 0) {
    file.unsynced.clear();
  } else if (!dead_) {
    LoseUnsynced(file);
  }
  return verdict.error;
}

int Disk::Reserve(File& file, std::uint64_t size) {
  const Verdict verdict = Judge();
  if (verdict.error != 0) return verdict.error;
  const std::uint64_t taken = std::max<std::uint64_t>(file.bytes.size(), file.reserved);
  if (size > taken && size - taken > Left()) return ENOSPC;
  file.reserved = std::max(file.reserved, size);
  return 0;
}

// A process that dies half way leaves the temporary file.
int Disk::Replace(const std::string& path, std::string_view bytes) {
  const Verdict verdict = Judge();
  if (verdict.error == 0 && bytes.size() > Left()) return ENOSPC;
  const bool all = verdict.part == Part::kAll;
  if (all || (verdict.part == Part::kHalf && dead_)) {
    auto file = std::make_shared<File>();
    file->bytes = all ? bytes : bytes.substr(0, bytes.size() / 2);
    files_[all ? path : path + ".tmp-half"] = std::move(file);
  }
  return verdict.error;
}

int Disk::Remove(const std::string& path) {
  if (!files_.contains(path)) return ENOENT;
  const Verdict verdict = Judge();
  if (verdict.part == Part::kAll) files_.erase(path);
  return verdict.error;
}

void Disk::CutPower() {
  dead_ = true;
  for (auto& [path, file] : files_) LoseUnsynced(*file);
}

// Mostly the beginning of what was written is there, its last piece torn; now and then a disk
// writes in an order of its own.
void Disk::LoseUnsynced(File& file) {
  const std::vector<Write> writes = std::move(file.unsynced);
  file.unsynced.clear();
  for (auto write = writes.rbegin(); write != writes.rend(); ++write) {
    file.bytes.replace(write->offset, write->before.size(), write->before);
    file.bytes.resize(write->size_before);
  }
  const bool in_order = !chance_.OneIn(4);
  const std::uint64_t kept = chance_.Below(writes.size() + 1);
  for (std::size_t i = 0; i < writes.size(); ++i) {
    const Write& write = writes[i];
    const bool whole = in_order ? i < kept : chance_.OneIn(2);
    const bool torn = in_order ? i == kept : chance_.OneIn(4);
    if (whole) Do(file, write.offset, write.after);
    if (!whole && torn) {
      const std::size_t part = chance_.Below(write.after.size() + 1);
      Do(file, write.offset, std::string_view(write.after).substr(0, part));
    }
    if (in_order && i >= kept) break;
  }
}

void Disk::Revive() {
  dead_ = failed_ = false;
  kill_in_ = fail_in_ = 0;
}

Disk::Image Disk::Copy() const {
  Image image;
  for (const auto& [path, file] : files_) image[path] = file->bytes;
  return image;
}

void Disk::Restore(const Image& image) {
  files_.clear();
  for (const auto& [path, bytes] : image) {
    files_[path] = std::make_shared<File>();
    files_[path]->bytes = bytes;
  }
}

std::uint64_t Disk::Left() const {
  if (room_ == UINT64_MAX) return room_;
  std::uint64_t used = 0;
  for (const auto& [path, file] : files_) {
    used += std::max<std::uint64_t>(file->bytes.size(), file->reserved);
  }
  return room_ - std::min(room_, used);
}

}  // namespace xunjian::sim
