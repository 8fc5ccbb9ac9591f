#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <memory>
#include <string>

#include "base/result.h"
#include "base/tls_credential.h"
#include "proto/words/agent_words.h"

namespace xunjian {

// What happens on a channel; called on the channel's executor, one at a time.
class AgentChannelHandler {
 public:
  virtual ~AgentChannelHandler() = default;
  virtual void OnOpen() = 0;  // connected, authenticated both ways, accepted by the collector
  virtual void OnMessage(CollectorMessage message) = 0;
  // Once, and the last call: the collector is away, refused us (kPermissionDenied) or closed.
  virtual void OnClosed(const Error& reason) = 0;
};

struct AgentChannelOptions {
  std::string address;          // "host:port" of the collector
  TlsCredential tls;            // the collector must show kCollectorTlsName
  std::size_t send_queue = 16;  // messages waiting behind the one being written
};

// One bidirectional stream to the collector over mutual TLS. It is opened once: to reconnect, make
// another one; when to do that is the session's business (gRPC retries nothing here).
//
// Every member function, the destructor too, is called on `executor`: one thread, or a strand. The
// handler outlives the channel, may destroy it in any call, and hears nothing after the destructor.
// The next message is read only after OnMessage has returned. An open channel has one thread.
// Keepalive: a ping after 20 s of silence, dead after 10 s more.
class AgentChannel {
 public:
  AgentChannel(const AgentChannelOptions& options, boost::asio::any_io_executor executor,
               AgentChannelHandler& handler);
  ~AgentChannel();  // closes

  void Open();
  // False, and nothing is queued, when the queue is full or the channel is not open. Nobody is told
  // when there is room again: the acknowledgements pace the sender.
  bool Send(const AgentMessage& message);
  void Close();  // OnClosed follows

 private:
  class Stream;
  std::shared_ptr<Stream> stream_;
};

}  // namespace xunjian
