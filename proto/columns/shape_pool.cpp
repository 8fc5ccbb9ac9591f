#include "proto/columns/shape_pool.h"

#include <algorithm>

namespace xunjian {

Result<std::shared_ptr<const ResultShape>> ShapePool::Intern(std::string_view bytes) {
  const auto known = shapes_.find(std::string(bytes));
  if (known != shapes_.end()) {
    if (auto shape = known->second.lock()) return shape;
  }
  auto parsed = ResultShape::Parse(bytes);
  if (!parsed) return parsed;
  // Bytes of another writer may spell a known shape differently.
  std::weak_ptr<const ResultShape>& kept = shapes_[(*parsed)->bytes()];
  if (auto shape = kept.lock()) return shape;
  kept = *parsed;
  if (shapes_.size() >= sweep_at_) Sweep();
  return parsed;
}

void ShapePool::Sweep() {
  std::erase_if(shapes_, [](const auto& entry) { return entry.second.expired(); });
  sweep_at_ = std::max<std::size_t>(1024, shapes_.size() * 2);
}

}  // namespace xunjian
