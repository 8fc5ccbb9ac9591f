#include "figures/http/figures_thread.h"

#include <utility>

namespace xunjian {

Result<std::unique_ptr<FiguresThread>> FiguresThread::Start(const FiguresServerOptions& options,
                                                            FiguresPages pages) {
  std::unique_ptr<FiguresThread> started(new FiguresThread());
  auto server = FiguresServer::Start(started->io_.get_executor(), options, std::move(pages));
  if (!server) return server.error();
  started->server_ = *std::move(server);
  started->thread_ = std::thread([raw = started.get()] { raw->io_.run(); });
  return started;
}

FiguresThread::~FiguresThread() {
  io_.stop();
  if (thread_.joinable()) thread_.join();
}

}  // namespace xunjian
