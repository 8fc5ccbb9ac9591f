#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tests/simulation/chance.h"

namespace xunjian::sim {

// The disk of one machine, in memory, with a page cache before it: what was not synced survives the
// death of a process and may not survive a power cut. Names (creating, replacing, removing) are
// durable at once, for our programs sync folders. disk_storage.h and disk_vfs.h are its two faces.
class Disk {
 public:
  // One write, as it can be undone and done again.
  struct Write {
    std::uint64_t offset = 0;
    std::string before;  // what was there
    std::string after;
    std::uint64_t size_before = 0;
  };
  struct File {
    std::string bytes;
    std::uint64_t reserved = 0;  // room that is taken, as a size
    std::vector<Write> unsynced;
  };
  using FilePtr = std::shared_ptr<File>;  // outlives its name while somebody has it open
  using Image = std::map<std::string, std::string>;

  explicit Disk(Chance chance) : chance_(chance) {}

  // What processes do. Changes give 0 or an errno; EIO, and no effect, once the process is dead.
  FilePtr Find(const std::string& path) const;  // null: absent
  std::vector<std::string> NamesIn(const std::string& folder) const;
  int Create(const std::string& path);  // there already is fine
  int Put(File& file, std::uint64_t offset, std::string_view bytes);
  int Cut(File& file, std::uint64_t size);
  int Sync(File& file);
  int Reserve(File& file, std::uint64_t size);
  int Replace(const std::string& path, std::string_view bytes);
  int Remove(const std::string& path);

  // What happens to them. The n-th change from now on is done, half done or not at all, and then
  // the process is dead (KillAt) or is told EIO once (FailAt). 0: never.
  void KillAt(std::uint64_t change) { kill_in_ = change; }
  void FailAt(std::uint64_t change) { fail_in_ = change; }
  void SetRoom(std::uint64_t bytes) { room_ = bytes; }
  void Kill() { dead_ = true; }
  void CutPower();  // and what was not synced is there, torn or gone
  void Revive();    // another process begins
  bool dead() const { return dead_; }
  bool failed() const { return failed_; }  // an EIO was told to this process

  Image Copy() const;
  void Restore(const Image& image);

 private:
  enum class Part { kNothing, kHalf, kAll };
  struct Verdict {
    int error = 0;
    Part part = Part::kAll;
  };

  Verdict Judge();
  static void Do(File& file, std::uint64_t offset, std::string_view bytes);
  void LoseUnsynced(File& file);
  std::uint64_t Left() const;

  Chance chance_;
  std::map<std::string, FilePtr> files_;
  std::uint64_t room_ = UINT64_MAX;
  std::uint64_t kill_in_ = 0;
  std::uint64_t fail_in_ = 0;
  bool dead_ = false;
  bool failed_ = false;
};

}  // namespace xunjian::sim
