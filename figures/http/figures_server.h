#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <functional>
#include <memory>
#include <string>

#include "base/result.h"
#include "base/time.h"

namespace xunjian {

// What GET /healthz answers: 200 or 503, and a line for people.
struct Health {
  bool good = true;
  std::string line;
};

// The pages; called on the server's executor, one at a time.
struct FiguresPages {
  std::function<std::string()> metrics;  // Prometheus text
  std::function<Health()> health;
};

struct FiguresServerOptions {
  std::string address;  // on loopback, see loopback_address.h
  std::size_t connections = 16;
  Duration time_limit = std::chrono::seconds(5);  // of a connection, from accept to the last byte
};

// GET /metrics and GET /healthz for tools on this machine, and nothing else: another path is 404,
// another method 405, a request of more than 8 KiB 431, and one with a body 413; what is no HTTP is
// 400. One request a connection; connections beyond the limit are closed at once. Nothing that
// comes in here can change anything.
//
// Lives on `executor`, which is one thread or a strand; destroyed there or after it has stopped.
class FiguresServer {
 public:
  // kInvalidArgument for an address that is not on loopback, kConflict when it is in use. What the
  // pages refer to outlives it.
  static Result<std::unique_ptr<FiguresServer>> Start(boost::asio::any_io_executor executor,
                                                      const FiguresServerOptions& options,
                                                      FiguresPages pages);
  ~FiguresServer();

  int port() const;

 private:
  class Impl;
  explicit FiguresServer(std::shared_ptr<Impl> impl);
  std::shared_ptr<Impl> impl_;
};

}  // namespace xunjian
