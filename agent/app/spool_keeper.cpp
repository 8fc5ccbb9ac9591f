#include "agent/app/spool_keeper.h"

#include <boost/asio/post.hpp>
#include <utility>

#include "agent/app/spool_rows.h"

namespace xunjian {

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

void SpoolKeeper::Read(const uplink::ReadSpool& wanted) {
  boost::asio::post(thread_, [this, wanted] { ReadNow(wanted); });
}

void SpoolKeeper::Reconcile(SeqRanges received) {
  boost::asio::post(thread_, [this, received = std::move(received)] { ReconcileNow(received); });
}

void SpoolKeeper::Acknowledge(SeqRange range) {
  boost::asio::post(thread_, [this, range] {
    if (failed_) return;
    const Result<void> done = spool_->Acknowledge(range.first, range.last);
    if (!done) Complain("acknowledgement not saved", done.error());
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
    // An error that is final is said again: nobody would hear of it otherwise.
    if (const Result<void> synced = spool_->Sync(); !synced) Fail(synced.error());
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
  if (const Result<void> synced = spool_->Sync(); !synced) return Fail(synced.error());
  dirty_ = false;
  TellState();
}

void SpoolKeeper::Fail(const Error& error) {
  failed_ = true;
  Tell([error](const Events& events) { events.failed(error); });
}

void SpoolKeeper::ReadNow(const uplink::ReadSpool& wanted) {
  if (failed_) return;
  const Result<SpoolReading> reading =
      spool_->Read(wanted.from_seq, wanted.max_records, wanted.max_bytes);
  SpoolPart part;
  if (reading) {
    part = PartOf(*reading, wanted.to_seq, shapes_, [this](const Error& error) {
      Complain("a result in the spool makes no sense and counts as damage", error);
    });
    for (const ResultGap& gap : part.gaps) LogGap(gap);
  } else {
    Complain("spool cannot be read", reading.error());
    part.through = wanted.to_seq;
  }
  Tell([part = std::move(part)](const Events& events) mutable { events.read(std::move(part)); });
}

void SpoolKeeper::ReconcileNow(const SeqRanges& received) {
  if (failed_) return;
  if (spool_->IsOldCopy(received)) {
    logger_.Warning(
        "the collector knows results that this spool never gave it: it is an old copy, and "
        "begins a new life",
        {{"collector_last_seq", received.Newest()}, {"last_seq", spool_->last()}});
    if (const Result<void> renewed = spool_->Renew(); !renewed) {
      return Fail(renewed.error());
    }
  } else if (const std::uint64_t back = spool_->Resume(received); back > 0) {
    logger_.Warning("the collector lacks results that it had acknowledged; they are sent again",
                    {{"results", back}});
  }
  TellState();
  Tell([](const Events& events) { events.reconciled(); });
}

void SpoolKeeper::LogGap(const ResultGap& gap) {
  if (gap.reason == GapReason::kVoid) return;
  logger_.Warning("results are missing in the spool",
                  {{"why", ToString(gap.reason)},
                   {"results", gap.count},
                   {"first_seq", gap.seqs.ranges().begin()->first},
                   {"last_seq", gap.seqs.Newest()},
                   {"first_at", FormatRfc3339(gap.first_at)},
                   {"last_at", FormatRfc3339(gap.last_at)}});
}

void SpoolKeeper::TellState() {
  const SpoolState state{spool_->lives(),    spool_->first_unacknowledged(),
                         spool_->last(),     spool_->waiting(),
                         spool_->produced(), spool_->refused(),
                         spool_->bytes()};
  Tell([state](const Events& events) { events.synced(state); });
}

void SpoolKeeper::Complain(std::string_view event, const Error& error) {
  logger_.Error(event, {{"why", error.In(Language::kEnglish)}});
}

}  // namespace xunjian
