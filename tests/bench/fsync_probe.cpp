#include "tests/bench/fsync_probe.h"

#include <chrono>
#include <thread>
#include <vector>

#include "base/file_storage.h"
#include "tests/bench/collector_process.h"
#include "tests/bench/percentile.h"

namespace xunjian {

double FsyncP99(const std::string& folder) {
  PosixStorage storage;
  auto file = Must(storage.OpenAppend(folder + "/fsync", 0600));
  std::vector<double> milliseconds;
  for (int i = 0; i < 100; ++i) {
    Must(file->Append(std::string(4096, 'x')));
    const auto begin = std::chrono::steady_clock::now();
    Must(file->Sync());
    milliseconds.push_back(
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin)
            .count());
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  return Percentile(milliseconds, 0.99);
}

}  // namespace xunjian
