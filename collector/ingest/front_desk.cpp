#include "collector/ingest/front_desk.h"

#include <algorithm>
#include <utility>

namespace xunjian {
namespace {

Timestamp NewestOf(const ColumnBatch& batch) {
  Timestamp newest{};
  for (const ColumnBatch::Row& row : batch.rows()) newest = std::max(newest, row.observed_at);
  return newest;
}

}  // namespace

FrontDesk::FrontDesk(const Parts& parts)
    : engine_(parts.engine),
      clock_(parts.clock),
      logger_(parts.logger),
      clocks_(parts.logger),
      inbox_(parts.executor),
      heartbeat_interval_(parts.heartbeat_interval) {}

void FrontDesk::Serve(AgentServer& server) { server_ = &server; }

void FrontDesk::Close() {
  server_ = nullptr;
  streams_.clear();
}

void FrontDesk::OnOpen(const AgentPeer& peer) {
  streams_.emplace(peer.stream, Stream{peer, IngestSession(shapes_)});
  logger_.Info("agent connected", {{"host", peer.identity.name},
                                   {"agent_id", peer.identity.id},
                                   {"remote_address", peer.remote_address}});
}

void FrontDesk::OnMessage(StreamId id, AgentMessage message) {
  const auto found = streams_.find(id);
  if (found == streams_.end()) return;
  Follow(id, found->second, found->second.session.Receive(std::move(message)));
}

void FrontDesk::OnClosed(StreamId id) {
  const auto found = streams_.find(id);
  if (found == streams_.end()) return;
  const Stream stream = std::move(found->second);
  streams_.erase(found);
  logger_.Info("agent disconnected",
               {{"host", stream.peer.identity.name}, {"agent_id", stream.peer.identity.id}});
  // A full queue loses this: the agent counts as connected until its next stream or its silence.
  if (stream.announced) (void)engine_.Submit(SessionDown{id, stream.peer.identity.id});
}

void FrontDesk::Perform(const Effect& effect) {
  inbox_.Put([weak = weak_from_this(), effect] {
    const auto self = weak.lock();
    if (!self) return;
    if (const auto* ack = std::get_if<SendAck>(&effect)) self->Send(ack->session, ack->ack);
    if (const auto* no = std::get_if<SendReject>(&effect)) self->Send(no->session, no->reject);
    if (const auto* push = std::get_if<PushAssignments>(&effect)) {
      self->SendToAgent(push->agent_id, AssignmentPush{*push->set});
    }
    if (const auto* run = std::get_if<SendRunNow>(&effect)) {
      self->SendToAgent(run->agent_id, run->run);
    }
  });
}

void FrontDesk::Follow(StreamId id, Stream& stream, IngestSession::Action action) {
  std::visit([&](auto& what) { Do(id, stream, std::move(what)); }, action);
}

// Only who is accepted is welcome: an agent takes a welcome for the end of its waiting.
void FrontDesk::Do(StreamId id, Stream& stream, IngestSession::Opened opened) {
  const TlsIdentity& who = stream.peer.identity;
  stream.announced = true;
  Submit(SessionUp{id, who.id, std::move(opened.hello)}, id, [this, id](const auto& reply) {
    if (!reply) return Refuse(id, reply.error());
    Greet(id, std::get<SessionAccepted>(*reply).received);
    server_->Handled(id);
  });
}

// The credit to read on comes with the commit: what the engine cannot keep up with waits in the
// agents' spools.
void FrontDesk::Do(StreamId id, Stream& stream, IngestSession::Submit submit) {
  if (!submit.batch.rows().empty()) {
    clocks_.Look(stream.peer.identity, NewestOf(submit.batch), clock_.Now());
  }
  auto batch = std::make_shared<const ColumnBatch>(std::move(submit.batch));
  Submit(BatchArrived{id, stream.peer.identity.id, std::move(batch), std::move(submit.gaps)}, id,
         [this, id](const auto& reply) {
           if (reply) return server_->Handled(id);
           Refuse(id, reply.error());
         });
}

void FrontDesk::Do(StreamId id, Stream&, const IngestSession::Alive&) { server_->Handled(id); }

void FrontDesk::Do(StreamId id, Stream&, const IngestSession::Refuse& refuse) {
  Refuse(id, refuse.error);
}

void FrontDesk::Submit(Event event, StreamId id,
                       std::function<void(const Result<Reply>&)> on_reply) {
  auto later = [weak = weak_from_this(), id, on_reply](const Result<Reply>& reply) {
    const auto self = weak.lock();
    if (!self) return;
    self->inbox_.Put([weak, id, on_reply, reply] {
      const auto desk = weak.lock();
      if (desk && desk->server_ && desk->streams_.contains(id)) on_reply(reply);
    });
  };
  if (auto taken = engine_.Submit(std::move(event), std::move(later)); !taken) {
    Refuse(id, taken.error());
  }
}

void FrontDesk::Greet(StreamId id, const SeqRanges& received) {
  Stream& stream = streams_.at(id);
  stream.welcome = true;
  Send(id, Welcome{stream.peer.identity.name, clock_.Now(), heartbeat_interval_, received});
  for (const CollectorMessage& message : std::exchange(stream.held, {})) Send(id, message);
}

void FrontDesk::Send(StreamId id, const CollectorMessage& message) {
  const auto found = streams_.find(id);
  if (!server_ || found == streams_.end()) return;
  if (found->second.welcome) {
    server_->Send(id, message);
  } else {
    found->second.held.push_back(message);
  }
}

void FrontDesk::SendToAgent(const std::string& agent_id, const CollectorMessage& message) {
  for (const auto& [id, stream] : streams_) {
    if (stream.peer.identity.id == agent_id) Send(id, message);
  }
}

void FrontDesk::Refuse(StreamId id, const Error& reason) {
  const auto found = streams_.find(id);
  if (!server_ || found == streams_.end()) return;
  logger_.Warning("agent refused", {{"host", found->second.peer.identity.name},
                                    {"remote_address", found->second.peer.remote_address},
                                    {"reason", reason.In(Language::kEnglish)}});
  server_->CloseStream(id, reason);
}

}  // namespace xunjian
