#pragma once

#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/unique_fd.h"

namespace xunjian {

// A TCP server on 127.0.0.1 that follows a script with every client, one after the other, and then
// waits for the client to leave. Received bytes are those of the newest client.
class LoopbackServer {
 public:
  struct Step {
    std::string wait_for;  // "": nothing; else until the client has sent this
    std::string say;
  };

  using Script = std::vector<Step>;

  explicit LoopbackServer(Script script = {});
  ~LoopbackServer();
  LoopbackServer(const LoopbackServer&) = delete;
  LoopbackServer& operator=(const LoopbackServer&) = delete;

  const std::string& port() const { return port_; }
  std::string target() const { return "127.0.0.1:" + port_; }
  std::string received() const;

 private:
  void Serve();
  void Follow(int client);
  bool Receive(int client);

  Script script_;
  std::string port_;  // set while the listener is made
  UniqueFd listener_;
  mutable std::mutex mutex_;
  std::string received_;
  std::thread thread_;
};

// A port of 127.0.0.1 on which nobody listens.
std::string FreePort();

// Whether "localhost" means 127.0.0.1 on this machine: not every container has an /etc/hosts.
bool HasLocalhost();

}  // namespace xunjian
