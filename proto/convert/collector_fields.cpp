#include "proto/convert/agent_fields.h"
#include "proto/convert/assignment_fields.h"
#include "proto/convert/gap_fields.h"
#include "proto/convert/result_fields.h"

namespace xunjian {
namespace {

struct PutKind {
  v1::CollectorMessage& to;

  void operator()(const Welcome& from) const {
    v1::Welcome& welcome = *to.mutable_welcome();
    welcome.set_host(from.host);
    welcome.set_now_ns(ToNanoseconds(from.now));
    welcome.set_heartbeat_interval_ns(from.heartbeat_interval.count());
    xunjian::Put(from.received, *welcome.mutable_received());
    for (const ReceivedOfEpoch& former : from.former) {
      v1::ReceivedOfEpoch& received = *welcome.add_former();
      received.set_epoch(former.epoch);
      xunjian::Put(former.seqs, *received.mutable_ranges());
    }
  }
  void operator()(const Ack& from) const {
    to.mutable_ack()->set_epoch(from.epoch);
    for (const SeqRange& range : from.ranges) xunjian::Put(range, *to.mutable_ack()->add_ranges());
  }
  void operator()(const Reject& from) const {
    to.mutable_reject()->set_epoch(from.epoch);
    xunjian::Put(from.range, *to.mutable_reject()->mutable_range());
    to.mutable_reject()->set_reason(from.reason);
  }
  void operator()(const AssignmentPush& from) const {
    xunjian::Put(from.set, *to.mutable_assignments()->mutable_set());
  }
  void operator()(const Ping& from) const { to.mutable_ping()->set_nonce(from.nonce); }
  void operator()(const ComeBack& from) const {
    to.mutable_come_back()->set_after_ns(from.after.count());
  }
  void operator()(const RunNow& from) const {
    to.mutable_run_now();  // an empty request is one too
    for (const std::string& id : from.assignment_ids) to.mutable_run_now()->add_assignment_ids(id);
  }
};

std::vector<ReceivedOfEpoch> TakeFormer(const v1::Welcome& from, FieldCheck& check) {
  std::vector<ReceivedOfEpoch> former;
  check.Count("welcome.former", static_cast<std::size_t>(from.former_size()), limits::kEpochs);
  for (const v1::ReceivedOfEpoch& received : from.former()) {
    former.push_back({.epoch = check.Positive("welcome.former.epoch", received.epoch()),
                      .seqs = Take(received.ranges(), check)});
  }
  return former;
}

Welcome TakeWelcome(const v1::Welcome& from, FieldCheck& check) {
  constexpr std::int64_t kSecond = 1'000'000'000;
  return {.host = check.Name("welcome.host", from.host()),
          .now = check.Time("welcome.now_ns", from.now_ns()),
          .heartbeat_interval =
              Duration(check.Within("welcome.heartbeat_interval_ns", from.heartbeat_interval_ns(),
                                    kSecond / 1000, 3600 * kSecond)),
          .received = Take(from.received(), check),
          .former = TakeFormer(from, check)};
}

Ack TakeAck(const v1::Ack& from, FieldCheck& check) {
  Ack ack{.epoch = check.Positive("ack.epoch", from.epoch()), .ranges = {}};
  check.Count("ack.ranges", static_cast<std::size_t>(from.ranges_size()), limits::kAckRanges);
  for (const v1::SeqRange& range : from.ranges()) ack.ranges.push_back(Take(range, check));
  return ack;
}

Reject TakeReject(const v1::Reject& from, FieldCheck& check) {
  return {.epoch = check.Positive("reject.epoch", from.epoch()),
          .range = Take(from.range(), check),
          .reason = check.Words("reject.reason", from.reason())};
}

RunNow TakeRunNow(const v1::RunNow& from, FieldCheck& check) {
  RunNow run_now;
  check.Count("run_now.assignment_ids", static_cast<std::size_t>(from.assignment_ids_size()),
              limits::kAssignments);
  for (const std::string& id : from.assignment_ids()) {
    run_now.assignment_ids.push_back(check.Name("run_now.assignment_ids", id));
  }
  return run_now;
}

}  // namespace

void Put(const CollectorMessage& from, v1::CollectorMessage& to) { std::visit(PutKind{to}, from); }

CollectorMessage Take(const v1::CollectorMessage& from, FieldCheck& check) {
  switch (from.kind_case()) {
    case v1::CollectorMessage::kWelcome:
      return TakeWelcome(from.welcome(), check);
    case v1::CollectorMessage::kAck:
      return TakeAck(from.ack(), check);
    case v1::CollectorMessage::kReject:
      return TakeReject(from.reject(), check);
    case v1::CollectorMessage::kAssignments:
      return AssignmentPush{Take(from.assignments().set(), check)};
    case v1::CollectorMessage::kRunNow:
      return TakeRunNow(from.run_now(), check);
    case v1::CollectorMessage::kPing:
      return Ping{from.ping().nonce()};
    case v1::CollectorMessage::kComeBack:
      return ComeBack{Duration(
          check.Within("come_back.after_ns", from.come_back().after_ns(), 0, 3600'000'000'000))};
    case v1::CollectorMessage::KIND_NOT_SET:
      break;
  }
  check.Fail("message", {"is of no known kind", "类型未知"});
  return RunNow{};
}

}  // namespace xunjian
