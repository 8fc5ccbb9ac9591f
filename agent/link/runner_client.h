#pragma once

#include <boost/asio/io_context.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/clock.h"
#include "base/log.h"
#include "proto/words/agent_words.h"

namespace xunjian {

struct RunnerClientOptions {
  Duration first_retry = std::chrono::milliseconds(50);  // doubles up to last_retry
  Duration last_retry = std::chrono::seconds(2);
  // A request that could not be sent for so long comes back as "runner_lost".
  Duration patience = std::chrono::seconds(10);
  // The runner answers by the assignment's timeout + 1 s; this much later it is given up.
  Duration answer_slack = std::chrono::seconds(5);
};

// The agent's end of the runner socket: keeps connecting, sends requests, brings replies. Every
// request gets exactly one reply: the runner's, or UNKNOWN "runner_lost" when the runner died,
// cannot be reached or never answers. Lives on `io`; all members and callbacks run on its thread.
class RunnerClient {
 public:
  using OnReply = std::function<void(RunReply)>;

  // `io`, `clock` and `logger` outlive the client.
  RunnerClient(boost::asio::io_context& io, std::string path, RunnerClientOptions options,
               OnReply on_reply, const Clock& clock, Logger& logger);
  ~RunnerClient();  // what is under way gets no reply any more

  void Run(RunRequest request);
  bool connected() const;
  std::uint64_t losses() const;  // connections that ended

 private:
  class Connection;
  std::shared_ptr<Connection> connection_;
};

}  // namespace xunjian
