#include "shape_cache.h"

namespace xunjian {

std::shared_ptr<const ResultShape> ShapeCache::Get(std::string_view bytes) {
  {
    const std::scoped_lock lock(mutex_);
    if (const auto known = by_bytes_.find(bytes); known != by_bytes_.end()) {
      entries_.splice(entries_.begin(), entries_, known->second);
      return known->second->shape;
    }
  }
  auto parsed = ResultShape::Parse(bytes);
  if (!parsed) return nullptr;
  const std::scoped_lock lock(mutex_);
  if (const auto known = by_bytes_.find(bytes); known != by_bytes_.end()) {
    return known->second->shape;  // another reader was faster
  }
  entries_.push_front({std::string(bytes), *std::move(parsed)});
  by_bytes_.emplace(entries_.front().bytes, entries_.begin());
  if (entries_.size() > kShapes) {
    by_bytes_.erase(entries_.back().bytes);
    entries_.pop_back();
  }
  return entries_.front().shape;
}

}  // namespace xunjian
