#include "collector/ingest/ingest_session.h"

#include <algorithm>
#include <utility>

namespace xunjian {

IngestSession::Action IngestSession::Receive(AgentMessage message) {
  if (refused_) return Fail({"the stream was refused already", "该连接已被拒绝"});
  if (auto* hello = std::get_if<Hello>(&message)) return Open(std::move(*hello));
  if (epochs_.empty()) return Fail({"the first message must be a hello", "第一条消息必须是 hello"});
  if (auto* batch = std::get_if<ResultBatch>(&message)) return Take(std::move(*batch));
  return Alive{std::get<Heartbeat>(std::move(message))};
}

IngestSession::Action IngestSession::Open(Hello hello) {
  if (!epochs_.empty()) return Fail({"a second hello on one stream", "同一连接上出现第二个 hello"});
  std::vector<std::uint64_t> epochs = hello.former_epochs;
  epochs.push_back(hello.epoch);
  std::ranges::sort(epochs);
  if (epochs.front() == 0) return Fail({"epoch 0 is no epoch", "epoch 不能为 0"});
  if (std::ranges::adjacent_find(epochs) != epochs.end()) {
    return Fail({"an epoch is named twice", "同一 epoch 出现两次"});
  }
  epochs_ = std::move(epochs);
  return Opened{std::move(hello)};
}

IngestSession::Action IngestSession::Take(ResultBatch batch) {
  if (!std::ranges::binary_search(epochs_, batch.epoch)) {
    return Fail(
        {"a batch of an epoch that the hello did not name", "批次的 epoch 未在 hello 中声明"});
  }
  if (batch.columns.empty() && !batch.gaps.empty()) {
    return Submit{ColumnBatch(batch.epoch), std::move(batch.gaps)};
  }
  auto columns = reader_.Read(batch.epoch, batch.columns);
  if (!columns) {
    refused_ = true;
    return Refuse{columns.error()};
  }
  if (columns->rows().empty()) return Fail({"an empty batch", "批次为空"});
  if (columns->rows().front().seq == 0) {
    return Fail({"sequence numbers begin with 1", "序号从 1 开始"});
  }
  return Submit{std::move(*columns), std::move(batch.gaps), batch.columns.size()};
}

IngestSession::Action IngestSession::Fail(Text text) {
  refused_ = true;
  return Refuse{MakeError(ErrorCode::kInvalidArgument, text)};
}

}  // namespace xunjian
