#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <functional>
#include <memory>
#include <string>

#include "base/time.h"

namespace xunjian {

// Private to figures_http: an answer, and how one connection gets it.
struct HttpAnswer {
  int status = 200;
  std::string content_type = "text/plain; charset=utf-8";
  std::string body;
};

// `method` and `target` as the request says them.
using HttpAsk = std::function<HttpAnswer(const std::string& method, const std::string& target)>;

// Reads one request, asks, answers and closes, all of it within the limit; then calls `done`, once.
// Keeps itself alive until then.
void ServeConnection(boost::asio::ip::tcp::socket socket, Duration time_limit, HttpAsk ask,
                     std::function<void()> done);

}  // namespace xunjian
