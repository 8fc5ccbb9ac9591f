#pragma once

#include <grpcpp/support/server_callback.h>
#include <grpcpp/support/status.h>

#include <boost/asio/thread_pool.hpp>
#include <functional>

namespace xunjian {

// Threads for unary calls that block, as on a database. gRPC has its own for such calls, but those
// take turns in watching all connections of the process, agents' streams too, and wake one another
// for each message that comes. Outlives the server; calls wait in the order they came.
class CallWorkers {
 public:
  explicit CallWorkers(std::size_t threads) : pool_(threads) {}
  ~CallWorkers();  // joins

  // What a method of a callback service returns. `call` may use request and reply until it returns.
  grpc::ServerUnaryReactor* Run(grpc::CallbackServerContext& context,
                                std::function<grpc::Status()> call);

 private:
  boost::asio::thread_pool pool_;
};

}  // namespace xunjian
