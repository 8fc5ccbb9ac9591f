#pragma once

#include <functional>
#include <memory>

#include "collector/store/store.h"
#include "collector/store/store_reader.h"

namespace xunjian {

// One database that can be opened again.
struct StoreUnderTest {
  std::function<Result<std::unique_ptr<Store>>()> open;
};

// What every backend must do; Catch2 assertions inside a running test.
void CheckStoreContract(const StoreUnderTest& backend);

// A few transactions of a collector's life, each to be seen whole or not at all; stops at the first
// error. Returns how many were committed for sure.
int WriteLifeStory(Store& store);

// How many of those transactions the store holds; fails the test when one of them is there in part.
int CountWholeTransactions(Store& store, StoreReader& reader);

}  // namespace xunjian
