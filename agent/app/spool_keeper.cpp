#include "agent/app/spool_keeper.h"

#include <boost/asio/post.hpp>
#include <utility>

#include "agent/app/spool_rows.h"

namespace xunjian {
namespace {

std::string_view NameOf(GapReason reason) {
  switch (reason) {
    case GapReason::kCap:
      return "no_room";
    case GapReason::kDamage:
      return "damage";
    case GapReason::kVoid:
      return "never_used";
  }
  return "";
}

}  // namespace

SpoolKeeper::SpoolKeeper(boost::asio::any_io_executor home, std::unique_ptr<Spool> spool,
                         Events events, Logger& logger)
    : home_(std::move(home)),
      events_(std::make_shared<const Events>(std::move(events))),
      logger_(logger),
      spool_(std::move(spool)),
      sync_timer_(thread_) {
  boost::asio::post(thread_, [this] { TellState(); });
}

SpoolKeeper::~SpoolKeeper() {
  events_.reset();
  boost::asio::post(thread_, [this] {
    sync_timer_.cancel();
    if (const Result<void> closed = spool_->Close(); !closed)
      Complain("spool not closed", closed.error());
  });
  thread_.join();
}

void SpoolKeeper::Append(CheckResult result, bool urgent) {
  boost::asio::post(thread_,
                    [this, result = std::move(result), urgent] { AppendNow(result, urgent); });
}

void SpoolKeeper::Read(std::uint64_t from_seq, std::size_t max_records, std::size_t max_bytes) {
  boost::asio::post(thread_, [this, from_seq, max_records, max_bytes] {
    ReadNow(from_seq, max_records, max_bytes);
  });
}

void SpoolKeeper::Acknowledge(SeqRange range) {
  boost::asio::post(thread_, [this, range] {
    if (failed_) return;
    AcknowledgeNow(range);
    TellState();
  });
}

void SpoolKeeper::Echo(std::function<void()> done) {
  boost::asio::post(thread_,
                    [this, done = std::move(done)] { Tell([done](const Events&) { done(); }); });
}

template <class Event>
void SpoolKeeper::Tell(Event event) {
  boost::asio::post(home_, [weak = std::weak_ptr(events_), event = std::move(event)]() mutable {
    if (const auto events = weak.lock()) event(*events);
  });
}

// A full disk costs results, said once, and not the agent: it goes on when there is room again.
void SpoolKeeper::AppendNow(const CheckResult& result, bool urgent) {
  if (failed_) return;
  const Result<std::uint64_t> appended = spool_->Append(EntryOf(splitter_.Split(result)));
  if (!appended) {
    if (!std::exchange(refusing_, true)) Complain("spool takes no results", appended.error());
    return;
  }
  if (std::exchange(refusing_, false)) logger_.Info("spool takes results again");
  const bool timer_runs = std::exchange(dirty_, true);
  if (urgent) {
    Sync();
  } else if (!timer_runs) {
    SyncLater();
  }
}

void SpoolKeeper::SyncLater() {
  sync_timer_.expires_after(kSyncInterval);
  sync_timer_.async_wait([this](boost::system::error_code error) {
    if (!error) Sync();
  });
}

void SpoolKeeper::Sync() {
  if (failed_ || !dirty_) return;
  if (const Result<void> synced = spool_->Sync(); !synced) {
    failed_ = true;
    return Tell([error = synced.error()](const Events& events) { events.failed(error); });
  }
  dirty_ = false;
  TellState();
}

void SpoolKeeper::ReadNow(std::uint64_t from_seq, std::size_t max_records, std::size_t max_bytes) {
  if (failed_) return;
  const Result<SpoolReading> reading = spool_->Read(from_seq, max_records, max_bytes);
  std::vector<SequencedRow> rows;
  if (reading) {
    BatchBudget budget;
    for (const SpoolRecord& record : reading->records) {
      if (!Decode(record, budget, rows)) break;
    }
    for (const SpoolGap& gap : reading->gaps) TellGap(gap);
  } else {
    Complain("spool cannot be read", reading.error());
  }
  Tell([rows = std::move(rows)](const Events& events) mutable { events.read(std::move(rows)); });
}

// False: the rest belongs into the next batch.
bool SpoolKeeper::Decode(const SpoolRecord& record, BatchBudget& budget,
                         std::vector<SequencedRow>& rows) {
  auto row = RowOf(record, shapes_);
  if (!row) {
    Complain("a result in the spool makes no sense and was dropped", row.error());
    AcknowledgeNow({record.seq, record.seq});
    return true;
  }
  if (!budget.Take(ViewOf(row->row))) return false;
  rows.push_back(std::move(*row));
  return true;
}

// Here gaps leave the spool: said once, and then gone.
void SpoolKeeper::TellGap(const SpoolGap& gap) {
  if (gap.reason != GapReason::kVoid) {
    logger_.Warning("results are missing in the spool",
                    {{"why", NameOf(gap.reason)},
                     {"results", gap.count},
                     {"first_seq", gap.seqs.ranges().begin()->first},
                     {"last_seq", gap.seqs.ranges().rbegin()->second},
                     {"first_at", FormatRfc3339(gap.first_at)},
                     {"last_at", FormatRfc3339(gap.last_at)}});
  }
  for (const auto& [first, last] : gap.seqs.ranges()) AcknowledgeNow({first, last});
}

void SpoolKeeper::AcknowledgeNow(SeqRange range) {
  const Result<void> done = spool_->Acknowledge(range.first, range.last);
  if (!done) Complain("acknowledgement not saved", done.error());
}

void SpoolKeeper::TellState() {
  const SpoolState state{spool_->epoch(),    spool_->first_unacknowledged(),
                         spool_->last(),     spool_->waiting(),
                         spool_->produced(), spool_->refused()};
  Tell([state](const Events& events) { events.synced(state); });
}

void SpoolKeeper::Complain(std::string_view event, const Error& error) {
  logger_.Error(event, {{"why", error.In(Language::kEnglish)}});
}

}  // namespace xunjian
