// Whatever lies in a spool's folder, checksums that hold included: it opens, every reading goes on,
// and what is appended then is there and stays. (Forged accounts may lie about numbers; that damage
// cannot is the subject of spool_damage_test.cpp.)
#include <map>

#include "agent/spool/spool.h"
#include "fuzz_input.h"
#include "spool_image.h"
#include "tests/support/manual_clock.h"
#include "tests/support/memory_storage.h"

namespace {

using xunjian::Require;
using xunjian::Spool;

constexpr std::size_t kAtOnce = 64;

constexpr xunjian::SpoolOptions kOptions{
    .segment_bytes = 4096, .max_bytes = 64 << 10, .reserve_bytes = 0};

const xunjian::SpoolEntry kEntry{.series = "disk",
                                 .shape = std::make_shared<const std::string>("ok"),
                                 .row = "new",
                                 .at = xunjian::ManualClock::kStart};

// Rows by number, of all that waits.
std::map<std::uint64_t, std::string> RowsOf(Spool& spool) {
  std::map<std::uint64_t, std::string> rows;
  std::uint64_t from = 1;
  while (from <= spool.last()) {
    const auto reading = spool.Read(from, kAtOnce, 1 << 20).value();
    Require(reading.through >= from);
    for (const auto& record : reading.records) {
      Require(record.seq >= from && record.seq <= reading.through);
      Require(rows.emplace(record.seq, record.entry.row).second);
    }
    from = reading.through + 1;
  }
  return rows;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace xunjian;
  const std::string folder = "spool";
  const ManualClock clock;
  MemoryStorage storage;
  MakeFolder({reinterpret_cast<const char*>(data), size}, storage, folder);

  auto spool = Spool::Open(storage, folder, clock, kOptions).value();
  RowsOf(*spool);
  const std::uint64_t seq = spool->Append(kEntry).value();
  Require(spool->Sync().has_value());
  Require(RowsOf(*spool).at(seq) == kEntry.row);
  Require(spool->Close().has_value());

  spool = Spool::Open(storage, folder, clock, kOptions).value();
  Require(RowsOf(*spool).at(seq) == kEntry.row);
  Require(spool->Append(kEntry).value() > seq);
  return 0;
}
