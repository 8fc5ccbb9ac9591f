#include "collector/ingest/ingest_session.h"

#include <catch2/catch.hpp>

#include "proto/columns/batch_writer.h"
#include "proto/columns/result_splitter.h"
#include "proto/convert/limits.h"

namespace xunjian {
namespace {

Hello HelloOf(std::uint64_t epoch, std::vector<std::uint64_t> former = {}) {
  Hello hello;
  hello.epoch = epoch;
  hello.former_epochs = std::move(former);
  return hello;
}

ResultBatch BatchOf(std::uint64_t epoch, const std::vector<std::uint64_t>& seqs) {
  std::vector<SequencedRow> rows;
  const auto shape = ResultSplitter().Split(CheckResult{.check = "host.perf.cpu"}).shape;
  for (const std::uint64_t seq : seqs) rows.push_back({seq, shape, {}});
  return {epoch, BatchWriter().Write(rows), {}};
}

bool IsRefused(const IngestSession::Action& action) {
  return std::holds_alternative<IngestSession::Refuse>(action);
}

TEST_CASE("a stream opens with a hello and then submits its batches in order") {
  ShapePool shapes;
  IngestSession session(shapes);
  REQUIRE(std::get<IngestSession::Opened>(session.Receive(HelloOf(7))).hello.epoch == 7);
  const auto action = session.Receive(BatchOf(7, {1, 2, 5}));
  REQUIRE(std::get<IngestSession::Submit>(action).batch.rows().size() == 3);
  REQUIRE(std::holds_alternative<IngestSession::Alive>(session.Receive(Heartbeat{})));
}

TEST_CASE("what waits from former lives comes under their epochs") {
  ShapePool shapes;
  IngestSession session(shapes);
  session.Receive(HelloOf(7, {9, 3}));
  for (const std::uint64_t epoch : {7, 9, 3}) {
    const auto action = session.Receive(BatchOf(epoch, {5}));
    CHECK(std::get<IngestSession::Submit>(action).batch.epoch() == epoch);
  }
  CHECK(IsRefused(session.Receive(BatchOf(8, {5}))));
}

TEST_CASE("what breaks the order of the conversation is refused") {
  struct Row {
    const char* name;
    std::vector<AgentMessage> messages;
  };
  const std::vector<Row> rows = {
      {"a batch before the hello", {BatchOf(7, {1})}},
      {"a heartbeat before the hello", {Heartbeat{}}},
      {"two hellos", {HelloOf(7), HelloOf(7)}},
      {"epoch 0", {HelloOf(0)}},
      {"a former epoch 0", {HelloOf(7, {0})}},
      {"an epoch twice", {HelloOf(7, {3, 3})}},
      {"an epoch that is its own former one", {HelloOf(7, {7})}},
      {"a batch of another epoch", {HelloOf(7), BatchOf(8, {1})}},
      {"an empty batch", {HelloOf(7), BatchOf(7, {})}},
      {"seq 0", {HelloOf(7), BatchOf(7, {0, 1})}},
      {"a seq twice", {HelloOf(7), BatchOf(7, {3, 3})}},
      {"a falling seq", {HelloOf(7), BatchOf(7, {4, 3})}},
  };
  for (const Row& row : rows) {
    INFO(row.name);
    ShapePool shapes;
    IngestSession session(shapes);
    for (std::size_t i = 0; i + 1 < row.messages.size(); ++i) {
      REQUIRE_FALSE(IsRefused(session.Receive(row.messages[i])));
    }
    REQUIRE(IsRefused(session.Receive(row.messages.back())));
    REQUIRE(IsRefused(session.Receive(HelloOf(9))));
  }
}

TEST_CASE("a batch of 1000 results is taken, one of 1001 is not") {
  std::vector<std::uint64_t> seqs(limits::kBatchResults);
  for (std::size_t i = 0; i < seqs.size(); ++i) seqs[i] = i + 1;
  ShapePool shapes;
  IngestSession session(shapes);
  session.Receive(HelloOf(7));
  REQUIRE_FALSE(IsRefused(session.Receive(BatchOf(7, seqs))));
  seqs.push_back(limits::kBatchResults + 1);
  REQUIRE(IsRefused(session.Receive(BatchOf(7, seqs))));
}

}  // namespace
}  // namespace xunjian
