#include "tests/support/http_sink.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <stdexcept>

namespace xunjian {
namespace {

std::string LowerCase(std::string text) {
  std::ranges::transform(text, text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text;
}

std::optional<SunkRequest> ReadRequest(LoopbackClient& client) {
  const auto line = client.ReadLine();
  if (!line) return std::nullopt;
  SunkRequest request{*line, {}, {}};
  for (;;) {
    const auto header = client.ReadLine();
    if (!header) return std::nullopt;
    if (header->empty()) break;
    const auto colon = header->find(": ");
    if (colon == std::string::npos) continue;
    request.headers[LowerCase(header->substr(0, colon))] = header->substr(colon + 2);
  }
  const auto size = request.headers.find("content-length");
  const auto body = client.ReadBytes(size == request.headers.end() ? 0 : std::stoul(size->second));
  if (!body) return std::nullopt;
  request.body = *body;
  return request;
}

}  // namespace

HttpSink::HttpSink(SinkAnswer answer, std::shared_ptr<SSL_CTX> tls)
    : tls_(std::move(tls)),
      answer_(std::move(answer)),
      listener_([this](LoopbackClient& client) { Serve(client); }) {}

void HttpSink::Say(SinkAnswer answer) {
  const std::scoped_lock lock(mutex_);
  answer_ = std::move(answer);
}

std::vector<SunkRequest> HttpSink::requests() const {
  const std::scoped_lock lock(mutex_);
  return requests_;
}

SunkRequest HttpSink::Await(std::size_t number) {
  std::unique_lock lock(mutex_);
  const bool came =
      changed_.wait_for(lock, std::chrono::seconds(10), [&] { return requests_.size() >= number; });
  if (!came) throw std::runtime_error("no such request came");
  return requests_.at(number - 1);
}

std::string HttpSink::url() const {
  return fmt::format("{}://127.0.0.1:{}", tls_ ? "https" : "http", listener_.port());
}

void HttpSink::Serve(LoopbackClient& client) {
  if (tls_ && !client.StartTls(tls_.get())) return;
  while (ServeOne(client)) {
  }
}

bool HttpSink::ServeOne(LoopbackClient& client) {
  auto request = ReadRequest(client);
  if (!request) return false;
  SinkAnswer answer;
  {
    const std::scoped_lock lock(mutex_);
    requests_.push_back(std::move(*request));
    answer = answer_;
  }
  changed_.notify_all();
  if (answer.hangs) return client.ReadLine().has_value();  // until the client leaves
  return client.Say(fmt::format("HTTP/1.1 {} Said\r\nContent-Length: {}\r\n{}\r\n{}", answer.status,
                                answer.body.size(), answer.headers, answer.body));
}

}  // namespace xunjian
