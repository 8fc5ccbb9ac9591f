#pragma once

#include <memory>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/toml.h"
#include "collector/notify/channel.h"
#include "collector/notify/file_keys.h"

namespace xunjian {

struct HttpRequest {
  Secret url;  // may carry a token
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;  // JSON
};

struct HttpAnswer {
  int status = 0;
  std::string body;  // the first 64 KiB
};

// Where to post, as the configuration says.
struct HttpTarget {
  Secret url;
  std::string ca_pem;  // "": the machine's authorities
  std::string proxy;   // "": none
  Duration timeout = std::chrono::seconds(10);
};

// The keys url or url_file, ca_file and proxy. `in_file`: the address holds a token, so only
// url_file may say it.
HttpTarget ReadHttpTarget(TomlTable& table, const FileReader& read, bool in_file);

// Posts JSON. Follows no redirect, verifies certificates, keeps its connection. One thread.
class HttpPost {
 public:
  explicit HttpPost(HttpTarget target);
  ~HttpPost();
  // kUnavailable when no whole answer came in time, or `stop` was requested.
  Result<HttpAnswer> Post(const HttpRequest& request, const std::stop_token& stop);
  const HttpTarget& target() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// 2xx delivered; 408, 425, 429 and 5xx are worth another try; anything else is not.
Delivery DeliveryOf(const Result<HttpAnswer>& answer);

// The same with an address that was checked: "http://host…" or "https://host…", no user in it.
bool IsHttpUrl(std::string_view url);

}  // namespace xunjian
