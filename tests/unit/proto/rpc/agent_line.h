#pragma once

#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "proto/rpc/agent_channel.h"
#include "proto/rpc/agent_server.h"
#include "tls_house.h"

namespace xunjian {

class ServerSide final : public AgentServerHandler {
 public:
  void OnOpen(const AgentPeer& peer) override { peers.push_back(peer); }
  void OnMessage(StreamId stream, AgentMessage message) override {
    messages[stream].push_back(std::move(message));
  }
  void OnClosed(StreamId stream) override { closed.push_back(stream); }

  std::vector<AgentPeer> peers;
  std::map<StreamId, std::vector<AgentMessage>> messages;
  std::vector<StreamId> closed;
};

class AgentSide final : public AgentChannelHandler {
 public:
  void OnOpen() override { open = true; }
  void OnMessage(CollectorMessage message) override { messages.push_back(std::move(message)); }
  void OnClosed(const Error& reason) override { closed = reason; }

  bool open = false;
  std::vector<CollectorMessage> messages;
  std::optional<Error> closed;
};

// A server on a free port of the loopback, and agents that dial it.
struct Line {
  explicit Line(AgentServerOptions options = {}) {
    options.address = "127.0.0.1:0";
    options.tls = house.Collector();
    server = AgentServer::Start(options, loop.executor(), server_side, logger).value();
  }

  std::string address() const { return "127.0.0.1:" + std::to_string(server->port()); }

  std::unique_ptr<AgentChannel> Dial(AgentSide& side, const TlsCredential& tls) {
    auto channel = std::make_unique<AgentChannel>(
        AgentChannelOptions{.address = address(), .tls = tls}, loop.executor(), side);
    channel->Open();
    return channel;
  }

  bool Until(const std::function<bool()>& holds) { return loop.RunUntil(holds); }

  TlsHouse house;
  SilentLogger logger;
  TestLoop loop;
  ServerSide server_side;
  std::unique_ptr<AgentServer> server;
};

}  // namespace xunjian
