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

inline constexpr int kStoryLength = 7;

// A few transactions of a collector's life, kStoryLength, each to be seen whole or not at all;
// stops at the first error. Returns how many were committed for sure.
int WriteLifeStory(Store& store);

// The same on a disk that is full now and then: a transaction that finds no room leaves no trace,
// `make_room` is called, and then the same one comes through. Returns how many found none.
int WriteLifeStoryWithoutRoom(Store& store, StoreReader& reader,
                              const std::function<void()>& make_room);

// How many of those transactions the store holds; fails the test when one of them is there in part.
int CountWholeTransactions(Store& store, StoreReader& reader);

}  // namespace xunjian
