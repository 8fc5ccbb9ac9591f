#include "block_reader.h"

#include <algorithm>

#include "series_mask.h"
#include "wrapping.h"

namespace xunjian {
namespace {

// A block unfolds to its rows and shapes, which one batch too large for a block may exceed.
constexpr std::size_t kMostBytes = 64 << 20;
// A writer's block has BlockWriter::kMostRows and those of one batch, and not a tenth of the cells.
constexpr std::uint64_t kMostRows = 1 << 16;
constexpr std::uint64_t kMostCells = 8 << 20;  // what every row has, its numbers and its texts
constexpr std::uint64_t kColumnsOfAll = 4;
constexpr std::size_t kLeastHeadBytes = 13;  // of a group, in the head
constexpr std::uint32_t kAnyOutcome = 0xff;

// No number is taken on trust: columns of equal values unfold from a few bytes.
bool IsBounded(std::uint64_t rows, std::uint64_t numbers, std::uint64_t texts) {
  return rows <= kMostRows && numbers <= kMostCells && texts <= kMostCells &&
         rows * (kColumnsOfAll + numbers + texts) <= kMostCells;
}

}  // namespace

bool BlockReader::Open(std::string_view block) {
  ByteReader bundles(block);
  const std::string_view packed = bundles.Bytes(bundles.Varint());
  return OpenHead(packed, bundles) && bundles.ok() && bundles.AtEnd();
}

bool BlockReader::OpenHead(std::string_view packed, ByteReader& bundles) {
  bundle_ = {};
  if (!decompressor_.Decompress(packed, kMostBytes, head_)) return false;
  ByteReader from(head_);
  origin_.epoch_number = from.Varint();
  origin_.epoch = from.Little(sizeof origin_.epoch);
  origin_.host = from.Bytes(from.Varint());
  const std::uint64_t batches = from.Varint();
  if (!from.ok() || batches > kMostCells) return false;
  for (auto* column : {&commits_, &orders_, &received_}) {
    column->resize(batches);
    if (!IntegerColumn::Read(from, *column)) return false;
  }
  return OpenGroups(from, bundles);
}

bool BlockReader::OpenGroups(ByteReader& from, ByteReader& bundles) {
  const std::uint64_t groups = from.Varint();
  if (groups > from.left() / kLeastHeadBytes) return false;
  heads_.assign(groups, {});
  std::string_view bundle;
  std::size_t at = 0;
  for (GroupHead& head : heads_) {
    head.shape = from.Bytes(from.Varint());
    head.mask = from.Little(sizeof head.mask);
    head.rows = from.Varint();
    head.numbers = from.Varint();
    head.texts = from.Varint();
    const std::uint64_t size = from.Varint();
    if ((size & 1) != 0) {
      bundle = bundles.Bytes(bundles.Varint());
      at = 0;
    }
    head.bundle = bundle;
    head.at = at;
    head.size = size >> 1;
    if (!from.ok() || head.size > kMostBytes) return false;
    at += head.size;
    if (!IsBounded(head.rows, head.numbers, head.texts)) return false;
  }
  return from.AtEnd();
}

bool BlockReader::OpenBundle(std::string_view bundle) {
  if (!bundle.empty() && bundle.data() == bundle_.data()) return true;
  bundle_ = {};
  if (!decompressor_.Decompress(bundle, kMostBytes, columns_)) return false;
  bundle_ = bundle;
  return true;
}

bool BlockReader::ReadGroup(const GroupHead& head) {
  group_.numbers = head.numbers;
  group_.texts = head.texts;
  return OpenBundle(head.bundle) && head.at + head.size <= columns_.size() &&
         coder_.Read(std::string_view(columns_).substr(head.at, head.size), head.rows, group_) &&
         std::ranges::all_of(group_.batches, [this](std::int64_t batch) {
           return batch >= 0 && batch < static_cast<std::int64_t>(commits_.size());
         });
}

bool BlockReader::PassOn(const GroupHead& head, const std::shared_ptr<const ResultShape>& shape,
                         const RowFilter& filter, RowSink& sink) {
  if (shape->numbers() != head.numbers || shape->texts() != head.texts) return false;
  if (!ReadGroup(head)) return false;
  SeenRow seen;
  seen.origin = &origin_;
  seen.shape = &shape;
  for (std::size_t row = 0; row < head.rows; ++row) {
    const auto batch = static_cast<std::size_t>(group_.batches[row]);
    seen.seq = static_cast<std::uint64_t>(group_.seqs[row]);
    seen.commit = static_cast<std::uint64_t>(commits_[batch]);
    if (!filter.IsOfCommits(seen.commit)) continue;
    seen.order = static_cast<std::uint64_t>(orders_[batch]);
    seen.received_at = AtMillisecond(received_[batch]);
    seen.observed_at = At(group_.observed[row]);
    seen.duration = Duration(group_.durations[row]);
    seen.numbers = std::span(group_.number_rows).subspan(row * head.numbers, head.numbers);
    seen.texts = std::span(group_.text_rows).subspan(row * head.texts, head.texts);
    sink.Take(seen);
  }
  return true;
}

bool BlockReader::Search(std::string_view block, const RowFilter& filter, ShapeCache& cache,
                         RowSink& sink) {
  if (!Open(block)) return false;
  const bool asked = std::ranges::any_of(commits_, [&filter](std::int64_t commit) {
    return filter.IsOfCommits(static_cast<std::uint64_t>(commit));
  });
  if (!asked) return true;
  for (const GroupHead& head : heads_) {
    if (!filter.MayBeIn(head.mask, kAnyOutcome)) continue;
    const auto shape = cache.Get(head.shape);
    if (!shape) return false;
    if (filter.Matches(*shape) && !PassOn(head, shape, filter, sink)) return false;
  }
  return true;
}

// What lies behind a size that is damaged is no bundle, so its checksum does not hold.
std::optional<std::uint64_t> BlockReader::Salvage(std::string_view block, const RowFilter& filter,
                                                  ShapeCache& cache, RowSink& sink) {
  ByteReader bundles(block);
  const std::string_view packed = bundles.Bytes(bundles.Varint());
  if (!Decompressor::IsChecked(packed) || !OpenHead(packed, bundles)) return std::nullopt;
  std::uint64_t lost = 0;
  bool asked = false;
  for (const GroupHead& head : heads_) {
    const auto shape = cache.Get(head.shape);
    const bool matches = !shape || filter.Matches(*shape);
    const bool good = shape && Decompressor::IsChecked(head.bundle) && ReadGroup(head);
    if (good && matches && PassOn(head, shape, filter, sink)) continue;
    if (good && !matches) continue;
    lost += head.rows;
    asked = asked || matches;
  }
  return asked ? lost : 0;
}

bool BlockReader::Describe(std::string_view block, ShapeCache& cache, BlockFacts& facts) {
  if (!Open(block)) return false;
  facts = {};
  facts.epoch_number = origin_.epoch_number;
  for (const GroupHead& head : heads_) {
    const auto shape = cache.Get(head.shape);
    if (!shape || head.rows == 0 || !ReadGroup(head)) return false;
    const auto [least, most] = std::ranges::minmax(group_.observed);
    const bool first = facts.rows == 0;
    facts.observed_min = first ? least : std::min(facts.observed_min, least);
    facts.observed_max = first ? most : std::max(facts.observed_max, most);
    if (first) facts.first_seq = static_cast<std::uint64_t>(group_.seqs.front());
    for (const std::int64_t seq : group_.seqs) {
      facts.first_seq = std::min(facts.first_seq, static_cast<std::uint64_t>(seq));
      facts.last_seq = std::max(facts.last_seq, static_cast<std::uint64_t>(seq));
    }
    facts.mask |= SeriesMask(*shape);
    facts.outcomes |= OutcomeMask(*shape);
    facts.rows += static_cast<std::uint32_t>(head.rows);
    facts.samples += head.rows * SamplesOf(*shape);
  }
  return true;
}

}  // namespace xunjian
