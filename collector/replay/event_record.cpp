#include "collector/replay/event_record.h"

#include <algorithm>
#include <array>

#include "collector/replay/field_text.h"

namespace xunjian {
namespace {

// In the order of the variant.
constexpr std::array<std::string_view, std::variant_size_v<Event>> kKinds = {
    "started",    "listening_resumed", "tick",    "session_up", "session_down", "heartbeat",
    "clock_seen", "agent_copied",      "batch",   "enrolled",   "act",          "policy",
    "token",      "operator",          "revoked", "delivery"};

template <class Fields>
void WalkActor(Fields& fields, Actor& actor) {
  fields("actor_id", actor.id);
  fields("actor", actor.name);
  fields("role", actor.role);
  fields("actor_site", actor.site);
}

// Names the fields of each event, for writer and reader alike.
template <class Fields>
struct Walk {
  Fields& fields;

  void operator()(CollectorStarted& event) const {
    fields("now", event.now);
    fields("listened", event.listened);
  }
  void operator()(ListeningResumed& event) const { fields("now", event.now); }
  void operator()(Tick& event) const { fields("now", event.now); }
  void operator()(SessionUp& event) const {
    fields("session", event.session);
    fields("agent", event.agent_id);
    fields("version", event.hello.agent_version);
    fields("boot", event.hello.boot_id);
    fields("epoch", event.hello.epoch);
    fields("former_epoch", event.hello.former_epochs);
  }
  void operator()(SessionDown& event) const {
    fields("session", event.session);
    fields("agent", event.agent_id);
  }
  void operator()(HeartbeatArrived& event) const { fields("agent", event.agent_id); }
  void operator()(ClockSeen& event) const {
    fields("agent", event.agent_id);
    fields("skew", event.skew);
  }
  void operator()(AgentCopied& event) const {
    fields("agent", event.agent_id);
    fields("address", event.address);
    fields("other_address", event.other_address);
  }
  void operator()(BatchArrived& event) const {
    fields("session", event.session);
    fields("agent", event.agent_id);
    fields("epoch", event.batch);
    fields("gap", event.gaps);
  }
  void operator()(EnrolRequested& event) const {
    fields("token", event.token_id);
    fields("host", event.host_name);
    fields("key_fingerprint", event.key_fingerprint);
    fields("agent", event.new_agent_id);
  }
  void operator()(ActRequested& event) const {
    WalkActor(fields, event.actor);
    fields("incident", event.act.id);
    fields("act", event.act.act);
    fields("text", event.act.text);
  }
  void operator()(PolicyApplied& event) const {
    WalkActor(fields, event.actor);
    fields("version", event.policy);
  }
  void operator()(TokenCreated& event) const {
    TokenRecord& token = event.token;
    fields("token", token.id);
    fields("host", token.host);
    fields("site", token.site);
    fields("label", token.labels);
    fields("created_by", token.created_by);
    fields("created_at", token.created_at);
    fields("expires_at", token.expires_at);
  }
  void operator()(OperatorCreated& event) const {
    OperatorRecord& person = event.person;
    fields("id", person.id);
    fields("name", person.name);
    fields("role", person.role);
    fields("site", person.site);
    fields("certificate_fingerprint", person.certificate_fingerprint);
    fields("created_by", person.created_by);
    fields("created_at", person.created_at);
  }
  void operator()(OperatorRevoked& event) const {
    WalkActor(fields, event.actor);
    fields("name", event.name);
  }
  void operator()(DeliveryReported& event) const {
    fields("outbox", event.outbox_id);
    fields("outcome", event.outcome);
    fields("detail", event.detail);
  }
};

template <std::size_t... index>
Event EventOfKind(std::size_t kind, std::index_sequence<index...>) {
  Event event;
  static_cast<void>(((index == kind && (event.emplace<index>(), true)) || ...));
  return event;
}

Error Unreadable(const EventRecord& record, std::string_view wrong) {
  return MakeError(ErrorCode::kInternal,
                   {"the record of an event of kind '{}' cannot be read: '{}' is wrong",
                    "无法读取类型为“{}”的记录：“{}”有误"},
                   record.kind, wrong);
}

}  // namespace

EventRecord RecordOf(const Event& event) {
  EventRecord record;
  record.kind = kKinds.at(event.index());
  RecordWriter writer(record.fields);
  Event copy = event;  // the walk is the reader's, too
  std::visit(Walk<RecordWriter>{writer}, copy);
  return record;
}

Result<Event> EventOf(const EventRecord& record) {
  const auto kind = std::ranges::find(kKinds, record.kind);
  if (kind == kKinds.end()) return Unreadable(record, "kind");
  Event event = EventOfKind(static_cast<std::size_t>(kind - kKinds.begin()),
                            std::make_index_sequence<kKinds.size()>());
  RecordReader reader(record.fields);
  std::visit(Walk<RecordReader>{reader}, event);
  if (!reader.wrong().empty()) return Unreadable(record, reader.wrong());
  return event;
}

}  // namespace xunjian
