#include "proto/rpc/call_workers.h"

#include <grpcpp/server_context.h>

#include <boost/asio/post.hpp>
#include <utility>

namespace xunjian {

CallWorkers::~CallWorkers() { pool_.join(); }

grpc::ServerUnaryReactor* CallWorkers::Run(grpc::CallbackServerContext& context,
                                           std::function<grpc::Status()> call) {
  grpc::ServerUnaryReactor* reactor = context.DefaultReactor();
  boost::asio::post(pool_, [reactor, call = std::move(call)] { reactor->Finish(call()); });
  return reactor;
}

}  // namespace xunjian
