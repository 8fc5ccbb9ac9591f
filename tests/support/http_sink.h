#pragma once

#include <condition_variable>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "tests/support/loopback_socket.h"

namespace xunjian {

struct SunkRequest {
  std::string line;                            // "POST /path HTTP/1.1"
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;
};

// What an HttpSink says to a request.
struct SinkAnswer {
  int status = 200;
  std::string body = "{}";
  std::string headers{};  // whole lines, "Location: /elsewhere\r\n"
  bool hangs = false;     // takes the request and says nothing
};

// Takes every request and answers all alike. Thread-safe.
class HttpSink {
 public:
  // With a context: over TLS.
  explicit HttpSink(SinkAnswer answer = {}, std::shared_ptr<SSL_CTX> tls = nullptr);

  void Say(SinkAnswer answer);  // from the next request on
  std::vector<SunkRequest> requests() const;
  SunkRequest Await(std::size_t number);  // the number-th, from 1; throws after 10 s
  std::string url() const;                // "http://127.0.0.1:PORT"

 private:
  void Serve(LoopbackClient& client);
  bool ServeOne(LoopbackClient& client);

  const std::shared_ptr<SSL_CTX> tls_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  SinkAnswer answer_;                  // by mutex_
  std::vector<SunkRequest> requests_;  // the same
  LoopbackListener listener_;          // last: it uses all above
};

}  // namespace xunjian
