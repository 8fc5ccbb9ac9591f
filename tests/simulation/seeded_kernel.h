#pragma once

#include <cstddef>
#include <cstdint>

namespace xunjian::sim {

// In programs of the simulation getrandom() gives this instead of the kernel's chance: epochs and
// ids of a world depend on its seed alone. Of the calling thread and all others.
void SeedKernel(std::uint64_t seed);
void FillSeeded(void* bytes, std::size_t size);

}  // namespace xunjian::sim
