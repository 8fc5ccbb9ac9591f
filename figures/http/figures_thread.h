#pragma once

#include <boost/asio/io_context.hpp>
#include <memory>
#include <thread>

#include "figures/http/figures_server.h"

namespace xunjian {

// A FiguresServer on a thread of its own, so that it answers whatever the rest of the program does.
// Its pages are called on that thread.
class FiguresThread {
 public:
  static Result<std::unique_ptr<FiguresThread>> Start(const FiguresServerOptions& options,
                                                      FiguresPages pages);
  ~FiguresThread();  // stops and joins

  int port() const { return server_->port(); }

 private:
  FiguresThread() = default;

  boost::asio::io_context io_{1};
  std::unique_ptr<FiguresServer> server_;
  std::thread thread_;
};

}  // namespace xunjian
