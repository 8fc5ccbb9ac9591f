#include "block_writer.h"

#include <algorithm>

namespace xunjian {

void BlockWriter::Begin(const RowOrigin& origin) {
  origin_ = origin;
  Clear();
}

void BlockWriter::Clear() {
  facts_ = {};
  facts_.epoch_number = origin_.epoch_number;
  rows_ = row_bytes_ = used_ = 0;
  commits_.clear();
  orders_.clear();
  received_.clear();
  group_of_.clear();
}

void BlockWriter::AddBatch(std::uint64_t commit, std::uint64_t order, std::int64_t received_ms) {
  commits_.push_back(static_cast<std::int64_t>(commit));
  orders_.push_back(static_cast<std::int64_t>(order));
  received_.push_back(received_ms);
}

BlockWriter::OpenGroup& BlockWriter::GroupOf(std::uint32_t shape_number, const FoldShape& shape) {
  const auto [known, is_new] = group_of_.try_emplace(shape_number, used_);
  if (!is_new) return groups_[known->second];
  if (used_ == groups_.size()) groups_.emplace_back();
  OpenGroup& group = groups_[used_++];
  group.shape = &shape;
  group.rows.Clear();
  group.rows.numbers = shape.numbers;
  group.rows.texts = shape.texts;
  facts_.mask |= shape.mask;
  facts_.outcomes |= shape.outcomes;
  row_bytes_ += shape.bytes.size();
  return group;
}

void BlockWriter::AddRow(const JournalRow& row, const FoldShape& shape) {
  BlockGroup& group = GroupOf(row.shape, shape).rows;
  group.seqs.push_back(static_cast<std::int64_t>(row.seq));
  group.batches.push_back(static_cast<std::int64_t>(commits_.size()) - 1);
  group.observed.push_back(row.observed);
  group.durations.push_back(row.duration);
  group.number_rows.insert(group.number_rows.end(), row.numbers.begin(), row.numbers.end());
  group.text_rows.insert(group.text_rows.end(), row.texts.begin(), row.texts.end());
  if (rows_ == 0) {
    facts_.observed_min = facts_.observed_max = row.observed;
    facts_.first_seq = row.seq;
  }
  facts_.observed_min = std::min(facts_.observed_min, row.observed);
  facts_.observed_max = std::max(facts_.observed_max, row.observed);
  facts_.first_seq = std::min(facts_.first_seq, row.seq);
  facts_.last_seq = std::max(facts_.last_seq, row.seq);
  facts_.samples += shape.samples;
  ++rows_;
  row_bytes_ += row.numbers.size_bytes() + row.texts.size_bytes();
  for (const std::string_view text : row.texts) row_bytes_ += text.size();
}

void BlockWriter::WriteGroups() {
  PutVarint(head_, used_);
  bundles_.clear();
  for (std::size_t i = 0; i < used_; ++i) {
    OpenGroup& group = groups_[i];
    const std::size_t rows = group.rows.rows();
    const std::size_t start = bundle_.size();
    coder_.Write(group.rows, bundle_);
    PutBytes(head_, group.shape->bytes);
    PutLittle(head_, group.shape->mask, sizeof group.shape->mask);
    PutVarint(head_, rows);
    PutVarint(head_, group.rows.numbers);
    PutVarint(head_, group.rows.texts);
    PutVarint(head_, (bundle_.size() - start) << 1 | (start == 0 ? 1 : 0));
    if (bundle_.size() >= kBundleBytes) EndBundle();
  }
  if (!bundle_.empty()) EndBundle();
}

void BlockWriter::EndBundle() {
  packed_.clear();
  compressor_.Compress(bundle_, packed_);
  PutBytes(bundles_, packed_);
  bundle_.clear();
}

BlockFacts BlockWriter::Finish(std::string& to) {
  head_.clear();
  PutVarint(head_, origin_.epoch_number);
  PutLittle(head_, origin_.epoch, sizeof origin_.epoch);
  PutBytes(head_, origin_.host);
  PutVarint(head_, commits_.size());
  integers_.Write(commits_, head_);
  integers_.Write(orders_, head_);
  integers_.Write(received_, head_);
  WriteGroups();
  packed_.clear();
  compressor_.Compress(head_, packed_);
  PutBytes(to, packed_);
  to += bundles_;
  BlockFacts facts = facts_;
  facts.rows = static_cast<std::uint32_t>(rows_);
  Clear();
  return facts;
}

}  // namespace xunjian
