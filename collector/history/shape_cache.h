#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string_view>
#include <unordered_map>

#include "proto/columns/result_shape.h"

namespace xunjian {

// Private to collector_history: shapes that were read lately, so that a series costs one parsing
// and not one a block. Bounded. Thread-safe.
class ShapeCache {
 public:
  static constexpr std::size_t kShapes = 8192;

  // Null: the bytes are no shape.
  std::shared_ptr<const ResultShape> Get(std::string_view bytes);

 private:
  struct Entry {
    std::string bytes;  // as they stand in the file
    std::shared_ptr<const ResultShape> shape;
  };

  std::mutex mutex_;
  std::list<Entry> entries_;  // the one used last first
  std::unordered_map<std::string_view, std::list<Entry>::iterator> by_bytes_;
};

}  // namespace xunjian
