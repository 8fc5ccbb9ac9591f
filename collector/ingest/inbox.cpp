#include "collector/ingest/inbox.h"

#include <boost/asio/post.hpp>
#include <utility>

namespace xunjian {

Inbox::Inbox(boost::asio::any_io_executor executor) : executor_(std::move(executor)) {}

void Inbox::Put(std::function<void()> wish) {
  bool first = false;
  {
    const std::scoped_lock lock(wishes_->mutex);
    first = wishes_->list.empty();
    wishes_->list.push_back(std::move(wish));
  }
  if (first) boost::asio::post(executor_, [weak = std::weak_ptr(wishes_)] { Grant(weak); });
}

void Inbox::Grant(const std::weak_ptr<Wishes>& weak) {
  std::vector<std::function<void()>> list;
  if (const auto wishes = weak.lock()) {
    const std::scoped_lock lock(wishes->mutex);
    list.swap(wishes->list);
  }
  for (const auto& wish : list) {
    if (weak.expired()) return;
    wish();
  }
}

}  // namespace xunjian
