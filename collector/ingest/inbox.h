#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace xunjian {

// What other threads want done on an executor, in the order they said so; a burst of wishes wakes
// it once. What has not been done when the inbox goes is dropped. Thread-safe.
class Inbox {
 public:
  explicit Inbox(boost::asio::any_io_executor executor);

  void Put(std::function<void()> wish);

 private:
  struct Wishes {
    std::mutex mutex;
    std::vector<std::function<void()>> list;
  };
  static void Grant(const std::weak_ptr<Wishes>& weak);

  boost::asio::any_io_executor executor_;
  std::shared_ptr<Wishes> wishes_ = std::make_shared<Wishes>();
};

}  // namespace xunjian
