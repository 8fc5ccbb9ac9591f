#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "block_group.h"
#include "block_writer.h"
#include "compression.h"
#include "row_filter.h"
#include "shape_cache.h"

namespace xunjian {

// Private to collector_history: reads the blocks that a BlockWriter made, one after the other with
// the same working memory. Whatever the bytes are, it ends.
class BlockReader {
 public:
  // False: it is no block; rows passed on before are right.
  bool Search(std::string_view block, const RowFilter& filter, ShapeCache& cache, RowSink& sink);

  // The same for a block that is damaged: passes on what checksums of its own vouch for. Returns
  // how many of its rows are lost, if any that match may be among them, else 0; none: all are.
  std::optional<std::uint64_t> Salvage(std::string_view block, const RowFilter& filter,
                                       ShapeCache& cache, RowSink& sink);

  // What the directory should say of a block; for days whose directory is lost. False: no block.
  bool Describe(std::string_view block, ShapeCache& cache, BlockFacts& facts);

 private:
  struct GroupHead {
    std::string_view shape;
    std::uint64_t mask = 0;
    std::size_t rows = 0;
    std::size_t numbers = 0;
    std::size_t texts = 0;
    std::string_view bundle;  // compressed
    std::size_t at = 0;       // of its columns, in the unfolded bundle
    std::size_t size = 0;
  };

  bool Open(std::string_view block);
  bool OpenHead(std::string_view packed, ByteReader& bundles);
  bool OpenGroups(ByteReader& head, ByteReader& bundles);
  bool OpenBundle(std::string_view bundle);
  bool PassOn(const GroupHead& head, const std::shared_ptr<const ResultShape>& shape,
              const RowFilter& filter, RowSink& sink);
  bool ReadGroup(const GroupHead& head);

  Decompressor decompressor_;
  GroupCoder coder_;
  std::string head_;
  std::string columns_;      // of the bundle that is open
  std::string_view bundle_;  // that one; empty: none
  RowOrigin origin_;
  std::vector<std::int64_t> commits_;
  std::vector<std::int64_t> orders_;
  std::vector<std::int64_t> received_;
  std::vector<GroupHead> heads_;
  BlockGroup group_;
};

}  // namespace xunjian
