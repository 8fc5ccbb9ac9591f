// Preloaded into a daemon (LD_PRELOAD), it makes one thing go wrong at the n-th system call that
// changes files below a folder. Told by the environment:
//   XUNJIAN_FAULT_UNDER   the folder
//   XUNJIAN_FAULT_CALLS   names, joined by commas: write fdatasync fsync rename truncate reserve
//   unlink XUNJIAN_FAULT_GO      counts only when this file is there; "" for always
//   XUNJIAN_FAULT_AT      the how-manieth of them, from 1
//   XUNJIAN_FAULT_DO      before: killed before the call · after: killed when it is done
//                         torn: killed when half of what is written is written
//                         cut, cut-after: the power fails, by EXT4_IOC_SHUTDOWN of the file system
//                         eio, enospc: the call fails with it
//                         watch: nothing, at no call; the first that finds the disk full is a hit
//   XUNJIAN_FAULT_REPORT  a file, elsewhere, that then says what was hit: Unix time, call, path;
//   and
//                         "the power stays on" where the kernel refuses to cut it
// All threads count together. Nothing is allocated, so that no allocation can be in the way.
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>

namespace {

using std::string_view;

string_view Setting(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

bool IsListed(string_view list, string_view name) {
  while (!list.empty()) {
    const auto comma = list.find(',');
    if (list.substr(0, comma) == name) return true;
    if (comma == string_view::npos) return false;
    list.remove_prefix(comma + 1);
  }
  return false;
}

bool IsUnder(string_view path) {
  const string_view folder = Setting("XUNJIAN_FAULT_UNDER");
  return !folder.empty() && path.substr(0, folder.size()) == folder;
}

bool IsOn() {
  static std::atomic<bool> on{false};
  if (on) return true;
  const string_view go = Setting("XUNJIAN_FAULT_GO");
  const int saved = errno;
  on = go.empty() || ::access(go.data(), F_OK) == 0;
  errno = saved;
  return on;
}

// True for one call of the process.
bool IsTurn(string_view call, string_view path) {
  static std::atomic<long> calls{0};
  if (!IsListed(Setting("XUNJIAN_FAULT_CALLS"), call) || !IsUnder(path) || !IsOn()) return false;
  return ++calls == std::atol(Setting("XUNJIAN_FAULT_AT").data());
}

void Say(const char* line, int size) {
  const int fd =
      ::open(Setting("XUNJIAN_FAULT_REPORT").data(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  if (fd >= 0) ::dprintf(fd, "%.*s\n", size, line);
}

void Report(string_view call, string_view path) {
  timespec now{};
  ::clock_gettime(CLOCK_REALTIME, &now);
  char line[4200];
  const int size = std::snprintf(
      line, sizeof line, "%lld.%09ld %.*s %.*s", static_cast<long long>(now.tv_sec), now.tv_nsec,
      static_cast<int>(call.size()), call.data(), static_cast<int>(path.size()), path.data());
  Say(line, size);
}

void CutPower() {
  constexpr std::uint32_t kNoLogFlush = 2;
  const unsigned long request = _IOR('X', 125, std::uint32_t);  // EXT4_IOC_SHUTDOWN
  const int fd = ::open(Setting("XUNJIAN_FAULT_UNDER").data(), O_RDONLY | O_DIRECTORY);
  if (fd >= 0 && ::ioctl(fd, request, &kNoLogFlush) == 0) return;
  char line[64];
  Say(line, std::snprintf(line, sizeof line, "the power stays on, errno %d", errno));
}

void Die() {
  ::kill(::getpid(), SIGKILL);
  for (;;) ::pause();
}

// The next definition of a function behind this library's.
template <class Function>
Function* Real(Function*, const char* name) {
  return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

// A call that was left alone may have found the disk full by itself.
void Watch(string_view call, string_view path) {
  static std::atomic<bool> told{false};
  const bool watched = Setting("XUNJIAN_FAULT_DO") == "watch" && IsUnder(path) &&
                       IsListed(Setting("XUNJIAN_FAULT_CALLS"), call);
  const int saved = errno;
  if (watched && saved == ENOSPC && !told.exchange(true)) Report(call, path);
  errno = saved;
}

struct NoHalf {
  void operator()() const {}
};

// What becomes of one call: `half` does a part of it.
template <class Call, class Half = NoHalf>
auto Perform(string_view name, string_view path, Call call, Half half = {}) -> decltype(call()) {
  if (!IsTurn(name, path)) {
    const auto done = call();
    if (done < 0) Watch(name, path);
    return done;
  }
  Report(name, path);
  const string_view fault = Setting("XUNJIAN_FAULT_DO");
  if (fault == "eio" || fault == "enospc") {
    errno = fault == "eio" ? EIO : ENOSPC;
    return -1;
  }
  if (fault == "torn") half();
  if (fault == "after" || fault == "cut-after") call();
  if (fault == "cut" || fault == "cut-after") CutPower();
  Die();
  return -1;
}

// Of an open file.
template <class Call, class Half = NoHalf>
auto PerformOn(string_view name, int fd, Call call, Half half = {}) -> decltype(call()) {
  const int saved = errno;
  char link[64];
  char path[4096];
  std::snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  const ssize_t size = ::readlink(link, path, sizeof path);
  errno = saved;
  return Perform(name, {path, size > 0 ? static_cast<std::size_t>(size) : 0}, call, half);
}

}  // namespace

#define REAL(name) static auto* const real = Real(&::name, #name)

extern "C" {

ssize_t write(int fd, const void* bytes, size_t size) {
  REAL(write);
  return PerformOn(
      "write", fd, [&] { return real(fd, bytes, size); }, [&] { real(fd, bytes, size / 2); });
}

ssize_t pwrite(int fd, const void* bytes, size_t size, off_t at) {
  REAL(pwrite);
  return PerformOn(
      "write", fd, [&] { return real(fd, bytes, size, at); },
      [&] { real(fd, bytes, size / 2, at); });
}

ssize_t pwrite64(int fd, const void* bytes, size_t size, off64_t at) {
  REAL(pwrite64);
  return PerformOn(
      "write", fd, [&] { return real(fd, bytes, size, at); },
      [&] { real(fd, bytes, size / 2, at); });
}

int fdatasync(int fd) {
  REAL(fdatasync);
  return PerformOn("fdatasync", fd, [&] { return real(fd); });
}

int fsync(int fd) {
  REAL(fsync);
  return PerformOn("fsync", fd, [&] { return real(fd); });
}

int ftruncate(int fd, off_t size) noexcept {
  REAL(ftruncate);
  return PerformOn("truncate", fd, [&] { return real(fd, size); });
}

int ftruncate64(int fd, off64_t size) noexcept {
  REAL(ftruncate64);
  return PerformOn("truncate", fd, [&] { return real(fd, size); });
}

int fallocate(int fd, int mode, off_t at, off_t size) {
  REAL(fallocate);
  return PerformOn("reserve", fd, [&] { return real(fd, mode, at, size); });
}

int rename(const char* from, const char* to) noexcept {
  REAL(rename);
  return Perform("rename", to, [&] { return real(from, to); });
}

int unlink(const char* path) noexcept {
  REAL(unlink);
  return Perform("unlink", path, [&] { return real(path); });
}

}  // extern "C"
