// promise_check SPOOL COUNTED [settled] <STORED: what must hold whatever happened to agent and
// collector. SPOOL is the folder of an agent that does not run; it is copied into memory first, so
// that looking changes nothing. COUNTED results were counted in gaps that left the spool. STORED
// are the collector's results of this agent, "epoch seq" a line. `settled`: nothing may wait any
// more.
//   * what was acknowledged is stored, or was counted in a gap
//   * nothing is stored twice, or was never produced
//   * received + counted in gaps + waiting == produced
// Prints what it saw, then what is broken; 1 when anything is.
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>

#include "agent/spool/spool.h"
#include "base/file_storage.h"
#include "tests/support/manual_clock.h"
#include "tests/support/memory_storage.h"
#include "tests/support/spool_sight.h"

namespace xunjian {
namespace {

constexpr std::size_t kMostFile = 32 << 20;

struct Stored {
  SeqRanges seqs;
  std::uint64_t twice = 0;
  std::uint64_t foreign = 0;  // under another epoch than its life
};

// A life is forgotten when its numbers are gone; what was never given is found otherwise.
bool IsOurs(const Spool& spool, std::uint64_t epoch, std::uint64_t seq) {
  const SpoolLives& lives = spool.lives();
  return seq < lives.list().front().first || seq > spool.last() || lives.IdOf(seq) == epoch;
}

Stored ReadStored(std::istream& from, const Spool& spool) {
  Stored stored;
  std::uint64_t epoch = 0;
  std::uint64_t seq = 0;
  while (from >> epoch >> seq) {
    if (!IsOurs(spool, epoch, seq)) {
      ++stored.foreign;
    } else if (stored.seqs.Add(seq, seq) == 0) {
      ++stored.twice;
    }
  }
  return stored;
}

void CopyTo(MemoryStorage& memory, const std::string& folder) {
  PosixStorage disk;
  for (const std::string& name : disk.List(folder).value()) {
    if (name == "reserve") continue;
    memory.Replace("spool/" + name, disk.Read(folder + "/" + name, kMostFile).value(), 0600)
        .value();
  }
}

class Verdict {
 public:
  void Expect(bool holds, std::string_view promise) {
    if (holds) return;
    std::cout << "BROKEN: " << promise << '\n';
    broken_ = true;
  }
  bool broken() const { return broken_; }

 private:
  bool broken_ = false;
};

bool Holds(const Spool& spool, const SpoolSight& sight, const Stored& stored, std::uint64_t counted,
           bool settled) {
  const std::uint64_t last = spool.last();
  SeqRanges known = sight.told;
  for (const auto& [first, through] : stored.seqs.ranges()) known.Add(first, through);
  const std::uint64_t gone = last - known.CountIn(1, last);  // acknowledged, and not stored
  const std::uint64_t voids = last - spool.produced();       // never produced
  const std::uint64_t voids_waiting = sight.NumbersOf(GapReason::kVoid).Count();
  std::cout << "produced " << spool.produced() << ", stored " << stored.seqs.Count()
            << ", counted in gaps " << counted << ", waiting " << sight.told.Count() << ", numbers "
            << last << ", damaged places " << spool.recovery().damaged << '\n';
  Verdict verdict;
  verdict.Expect(stored.twice == 0, "a result is stored twice");
  verdict.Expect(stored.foreign == 0, "results of another epoch are stored");
  verdict.Expect(stored.seqs.Count() == stored.seqs.CountIn(1, last),
                 "a result is stored that the agent does not know");
  verdict.Expect(gone == voids - voids_waiting + counted,
                 "acknowledged and not stored: " + std::to_string(gone) +
                     ", of them never produced " + std::to_string(voids - voids_waiting));
  verdict.Expect(!settled || sight.told.Count() == 0, "something waits for ever");
  return !verdict.broken();
}

}  // namespace
}  // namespace xunjian

int main(int count, char** arguments) {
  using namespace xunjian;
  if (count < 3 || count > 4) {
    std::cerr << "usage: promise_check SPOOL COUNTED [settled] <STORED\n";
    return 2;
  }
  MemoryStorage memory;
  const ManualClock clock;
  CopyTo(memory, arguments[1]);
  const auto spool = Spool::Open(memory, "spool", clock, {.reserve_bytes = 0}).value();
  const Stored stored = ReadStored(std::cin, *spool);
  const std::uint64_t counted = std::strtoull(arguments[2], nullptr, 10);
  return Holds(*spool, LookAt(*spool), stored, counted, count == 4) ? 0 : 1;
}
