#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "proto/columns/result_shape.h"

namespace xunjian {

// One object for each shape in use, however many streams bring it: equal shapes are equal pointers.
// Forgets what nobody else holds. Not thread-safe; the shapes are.
class ShapePool {
 public:
  Result<std::shared_ptr<const ResultShape>> Intern(std::string_view bytes);
  std::size_t size() const { return shapes_.size(); }

 private:
  void Sweep();

  std::unordered_map<std::string, std::weak_ptr<const ResultShape>> shapes_;
  std::size_t sweep_at_ = 1024;
};

}  // namespace xunjian
