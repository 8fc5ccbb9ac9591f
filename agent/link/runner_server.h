#pragma once

#include <boost/asio/io_context.hpp>
#include <functional>
#include <memory>
#include <string>

#include "agent/link/peer_rule.h"
#include "base/log.h"
#include "base/result.h"
#include "proto/words/agent_words.h"

namespace xunjian {

// The runner's end of the socket. One client at a time: another one is turned away while the first
// is connected; a peer the rule does not allow always is. A client that sends what is no request is
// cut off. Lives on `io`; all members are called from its thread.
class RunnerServer {
 public:
  // May be called from any thread, once; after the client left it does nothing.
  using Reply = std::function<void(RunReply)>;
  using OnRequest = std::function<void(RunRequest, Reply)>;

  // Listens on `path` (mode 0660). A socket left behind by a dead runner is replaced; one that
  // answers is kConflict. `io` and `logger` outlive the server.
  static Result<std::unique_ptr<RunnerServer>> Listen(boost::asio::io_context& io,
                                                      const std::string& path, PeerRule rule,
                                                      OnRequest on_request, Logger& logger);
  ~RunnerServer();  // stops listening, drops the client, removes the socket

 private:
  class Listener;
  explicit RunnerServer(std::shared_ptr<Listener> listener);
  std::shared_ptr<Listener> listener_;
};

}  // namespace xunjian
