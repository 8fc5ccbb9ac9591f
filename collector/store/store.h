#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "collector/decide/changes.h"
#include "collector/replay/record_source.h"
#include "collector/store/store_figures.h"
#include "collector/store/store_reader.h"

namespace xunjian {

// One all-or-nothing set of writes. Destroyed without Commit, it leaves no trace. After
// kUnavailable (no room on disk, in most cases) nothing of it is there, and the same writes may be
// tried again in a new transaction. After any other error the store is not to be used again: the
// process ends with a reason and starts clean.
class Transaction {
 public:
  virtual ~Transaction() = default;
  // The rows of `changes`; each call sees what the ones before it wrote. Event and results are kept
  // with the number of the call, so that their order can be told.
  virtual Result<void> Write(const Changes& changes) = 0;
  // Durable when it returns. The number of the commit, counted from 1, which is kept with the time
  // that all of it was decided with, and with how long the collector had listened. Called once.
  virtual Result<std::uint64_t> Commit(Timestamp decided_at, ListenedTime listened) = 0;
};

struct LoadedStore {
  Changes rows;             // what a Model is grown from (Apply): no history, nothing solved
  std::string policy_text;  // the policy in force; "" when none was ever applied
  std::uint64_t last_incident = 0;  // numbers given so far, solved and delivered ones included
  std::uint64_t last_outbox = 0;
  ListenedTime listened;  // until the last commit
};

// The writing side: one owner, one thread (the engine's). Every backend passes tests/contract.
class Store {
 public:
  virtual ~Store() = default;
  virtual Result<LoadedStore> Load() = 0;
  virtual Result<std::unique_ptr<Transaction>> Begin() = 0;  // one at a time

  // Room on disk that is taken in good times, so that what was decided can still be written when
  // the disk is full. Taken already is fine, and cheap to ask. kUnavailable: the disk has no room,
  // with what to do about it. Where room cannot be taken ahead nothing is an error.
  virtual Result<void> TakeRoom() = 0;
  virtual bool GiveRoom() = 0;  // for the next transaction; false: there was none

  // May be called from any thread; the reader must not outlive the store.
  virtual Result<std::unique_ptr<StoreReader>> OpenReader() = 0;

  // What was committed until now, to be decided once more (collector/replay). The same holds for
  // it.
  virtual Result<std::unique_ptr<RecordSource>> OpenRecord() = 0;

  virtual StoreFigures figures() const = 0;  // any thread
};

}  // namespace xunjian
