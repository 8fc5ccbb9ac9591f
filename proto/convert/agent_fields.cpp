#include "proto/convert/agent_fields.h"

#include "proto/convert/gap_fields.h"
#include "proto/convert/result_fields.h"

namespace xunjian {
namespace {

struct PutKind {
  v1::AgentMessage& to;

  void operator()(const Hello& from) const {
    v1::Hello& hello = *to.mutable_hello();
    hello.set_agent_version(from.agent_version);
    hello.set_boot_id(from.boot_id);
    hello.set_epoch(from.epoch);
    hello.set_first_seq(from.first_seq);
    hello.set_last_seq(from.last_seq);
    hello.set_assignments_version(from.assignments_version);
    hello.set_now_ns(ToNanoseconds(from.now));
    for (const std::uint64_t epoch : from.former_epochs) hello.add_former_epochs(epoch);
  }

  void operator()(const ResultBatch& from) const {
    v1::ResultBatch& batch = *to.mutable_batch();
    batch.set_epoch(from.epoch);
    batch.set_columns(from.columns);
    for (const ResultGap& gap : from.gaps) xunjian::Put(gap, *batch.add_gaps());
  }

  void operator()(const Heartbeat& from) const {
    v1::Heartbeat& heartbeat = *to.mutable_heartbeat();
    heartbeat.set_now_ns(ToNanoseconds(from.now));
    heartbeat.set_checks_run(from.checks_run);
    heartbeat.set_results_waiting(from.results_waiting);
    heartbeat.set_answers(from.answers);
  }
};

std::vector<std::uint64_t> TakeEpochs(const v1::Hello& from, FieldCheck& check) {
  std::vector<std::uint64_t> epochs;
  check.Count("hello.former_epochs", static_cast<std::size_t>(from.former_epochs_size()),
              limits::kEpochs);
  for (const std::uint64_t epoch : from.former_epochs()) {
    epochs.push_back(check.Positive("hello.former_epochs", epoch));
  }
  return epochs;
}

Hello TakeHello(const v1::Hello& from, FieldCheck& check) {
  if (from.first_seq() > from.last_seq()) {
    check.Fail("hello.first_seq", {"is above last_seq", "大于 last_seq"});
  }
  return {.agent_version = check.Name("hello.agent_version", from.agent_version()),
          .boot_id = check.OptionalName("hello.boot_id", from.boot_id()),
          .epoch = check.Positive("hello.epoch", from.epoch()),
          .first_seq = from.first_seq(),
          .last_seq = from.last_seq(),
          .assignments_version =
              check.OptionalName("hello.assignments_version", from.assignments_version()),
          .now = check.Time("hello.now_ns", from.now_ns()),
          .former_epochs = TakeEpochs(from, check)};
}

ResultBatch TakeBatch(const v1::ResultBatch& from, FieldCheck& check) {
  if (from.columns().empty() && from.gaps().empty()) {
    check.Fail("batch.columns", {"is empty", "为空"});
  }
  return {.epoch = check.Positive("batch.epoch", from.epoch()),
          .columns = from.columns(),
          .gaps = Take(from.gaps(), check)};
}

Heartbeat TakeHeartbeat(const v1::Heartbeat& from, FieldCheck& check) {
  return {.now = check.Time("heartbeat.now_ns", from.now_ns()),
          .checks_run = from.checks_run(),
          .results_waiting = from.results_waiting(),
          .answers = from.answers()};
}

}  // namespace

void Put(const AgentMessage& from, v1::AgentMessage& to) { std::visit(PutKind{to}, from); }

AgentMessage Take(const v1::AgentMessage& from, FieldCheck& check) {
  switch (from.kind_case()) {
    case v1::AgentMessage::kHello:
      return TakeHello(from.hello(), check);
    case v1::AgentMessage::kBatch:
      return TakeBatch(from.batch(), check);
    case v1::AgentMessage::kHeartbeat:
      return TakeHeartbeat(from.heartbeat(), check);
    case v1::AgentMessage::KIND_NOT_SET:
      break;
  }
  check.Fail("message", {"is of no known kind", "类型未知"});
  return Heartbeat{};
}

}  // namespace xunjian
