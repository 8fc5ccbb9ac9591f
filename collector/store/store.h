#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "collector/decide/changes.h"
#include "collector/store/store_reader.h"

namespace xunjian {

// One all-or-nothing set of writes. Destroyed without Commit, it leaves no trace. After an error
// the store is not to be used again: the process ends with a reason and starts clean.
class Transaction {
 public:
  virtual ~Transaction() = default;
  // The rows of `changes`; each call sees what the ones before it wrote.
  virtual Result<void> Write(const Changes& changes) = 0;
  // Durable when it returns. The number of the commit, counted from 1. Called once.
  virtual Result<std::uint64_t> Commit(Timestamp now) = 0;
};

struct LoadedStore {
  Changes rows;             // what a Model is grown from (Apply): no history, nothing solved
  std::string policy_text;  // the policy in force; "" when none was ever applied
  std::uint64_t last_incident = 0;  // numbers given so far, solved and delivered ones included
  std::uint64_t last_outbox = 0;
};

// The writing side: one owner, one thread (the engine's). Every backend passes tests/contract.
class Store {
 public:
  virtual ~Store() = default;
  virtual Result<LoadedStore> Load() = 0;
  virtual Result<std::unique_ptr<Transaction>> Begin() = 0;  // one at a time

  // May be called from any thread; the reader must not outlive the store.
  virtual Result<std::unique_ptr<StoreReader>> OpenReader() = 0;
};

}  // namespace xunjian
