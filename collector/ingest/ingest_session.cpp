#include "collector/ingest/ingest_session.h"

#include <algorithm>
#include <utility>

#include "proto/convert/limits.h"

namespace xunjian {
namespace {

bool SeqRises(const std::vector<SequencedResult>& results) {
  const auto not_rising = [](const SequencedResult& a, const SequencedResult& b) {
    return a.seq >= b.seq;
  };
  return results.front().seq > 0 &&
         std::adjacent_find(results.begin(), results.end(), not_rising) == results.end();
}

}  // namespace

IngestSession::Action IngestSession::Receive(AgentMessage message) {
  if (refused_) return Fail({"the stream was refused already", "该连接已被拒绝"});
  if (auto* hello = std::get_if<Hello>(&message)) return Open(std::move(*hello));
  if (!epoch_) return Fail({"the first message must be a hello", "第一条消息必须是 hello"});
  if (auto* batch = std::get_if<ResultBatch>(&message)) return Take(std::move(*batch));
  return Alive{std::get<Heartbeat>(std::move(message))};
}

IngestSession::Action IngestSession::Open(Hello hello) {
  if (epoch_) return Fail({"a second hello on one stream", "同一连接上出现第二个 hello"});
  if (hello.epoch == 0) return Fail({"epoch 0 is no epoch", "epoch 不能为 0"});
  epoch_ = hello.epoch;
  return Opened{std::move(hello)};
}

IngestSession::Action IngestSession::Take(ResultBatch batch) {
  if (batch.epoch != *epoch_) {
    return Fail({"a batch of another epoch than the hello's", "批次的 epoch 与 hello 不一致"});
  }
  if (batch.results.empty() || batch.results.size() > limits::kBatchResults) {
    return Fail({"a batch holds 1 to 1000 results", "一个批次应含 1 至 1000 条结果"});
  }
  if (!SeqRises(batch.results)) {
    return Fail({"sequence numbers in a batch must rise from 1", "批次内序号必须从 1 起递增"});
  }
  return Submit{std::move(batch)};
}

IngestSession::Action IngestSession::Fail(Text text) {
  refused_ = true;
  return Refuse{MakeError(ErrorCode::kInvalidArgument, text)};
}

}  // namespace xunjian
