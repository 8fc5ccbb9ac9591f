#include "tests/simulation/seeded_kernel.h"

#include <sys/random.h>

#include <algorithm>
#include <cstring>
#include <mutex>

#include "tests/simulation/chance.h"

namespace xunjian::sim {
namespace {

// Threads of a world never run at once; the lock is for the sanitizers' eyes.
struct SeededKernel {
  std::mutex mutex;
  Chance chance{0};
};

SeededKernel& Kernel() {
  static SeededKernel kernel;
  return kernel;
}

}  // namespace

void SeedKernel(std::uint64_t seed) {
  const std::scoped_lock lock(Kernel().mutex);
  Kernel().chance = Chance(seed);
}

void FillSeeded(void* bytes, std::size_t size) {
  const std::scoped_lock lock(Kernel().mutex);
  auto* at = static_cast<unsigned char*>(bytes);
  for (std::size_t done = 0; done < size; done += 8) {
    const std::uint64_t bits = Kernel().chance.Next();
    std::memcpy(at + done, &bits, std::min<std::size_t>(8, size - done));
  }
}

}  // namespace xunjian::sim

// The C library's gives way to it in a program that has it.
extern "C" ssize_t getrandom(void* buffer, size_t length, unsigned int) {
  xunjian::sim::FillSeeded(buffer, length);
  return static_cast<ssize_t>(length);
}
