#include "tests/simulation/stored_results.h"

#include <algorithm>

#include "tests/simulation/trace.h"

namespace xunjian::sim {
namespace {

constexpr std::uint32_t kAll = 10'000;

void TakeResults(StoredResults& stored, const std::string& host, std::vector<ResultRow> rows) {
  Demand(rows.size() < kAll, "a world is small enough to be read back");
  for (ResultRow& row : rows) {
    const auto epoch = stored.epochs.find(row.epoch);
    Demand(epoch != stored.epochs.end(), "result {} is of an epoch that is known", row.seq);
    const StoredResults::Ref ref(epoch->second.number, row.seq);
    StoredResults::Ref& newest = stored.newest[host][row.check];
    newest = std::max(newest, ref);
    StoredResults::Result& result = stored.results[host][ref];
    result.epoch = row.epoch;
    result.seq = row.seq;
    result.items.push_back(std::move(row));
  }
}

}  // namespace

StoredResults StoredResults::Read(Store& store, StoreReader& reader,
                                  const std::vector<std::string>& hosts) {
  StoredResults stored;
  for (EpochRecord& epoch : store.Load().value().rows.epochs) stored.epochs[epoch.epoch] = epoch;
  for (const std::string& host : hosts) {
    ResultQuery results;
    results.host = host;
    results.limit = kAll;
    TakeResults(stored, host, reader.ListResults("", results).value().results);
    StateQuery states;
    states.host = host;
    stored.states[host] = reader.ListStates("", states).value();
    GapQuery gaps;
    gaps.host = host;
    gaps.limit = kAll;
    stored.gaps[host] = reader.ListGaps("", gaps).value();
  }
  return stored;
}

}  // namespace xunjian::sim
