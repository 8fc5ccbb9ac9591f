#include "collector/notify/http_post.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.h"
#include "collector/notify/curl_transfer.h"

namespace xunjian {
namespace {

constexpr std::size_t kMostAnswer = 64 << 10;
constexpr std::size_t kMostShown = 200;

std::size_t Keep(char* bytes, std::size_t, std::size_t count, void* kept) {
  auto& body = *static_cast<std::string*>(kept);
  body.append(bytes, std::min(count, kMostAnswer - body.size()));
  return count;
}

CurlList HeadersOf(const HttpRequest& request) {
  CurlList list(curl_slist_append(nullptr, "Content-Type: application/json"));
  const auto add = [&list](const std::string& line) {
    list.reset(curl_slist_append(list.release(), line.c_str()));
  };
  add("Expect:");  // no second round trip
  for (const auto& [name, value] : request.headers) add(fmt::format("{}: {}", name, value));
  return list;
}

}  // namespace

bool IsHttpUrl(std::string_view url) {
  const std::size_t begin = url.starts_with("https://") ? 8 : url.starts_with("http://") ? 7 : 0;
  if (begin == 0) return false;
  const std::string_view host = url.substr(begin, url.find_first_of("/?#", begin) - begin);
  const bool plain =
      std::ranges::all_of(url, [](unsigned char byte) { return byte > 0x20 && byte < 0x7f; });
  return plain && !host.empty() && host.find('@') == std::string_view::npos;
}

HttpTarget ReadHttpTarget(TomlTable& table, const FileReader& read, bool in_file) {
  HttpTarget target;
  const std::string_view key = in_file || table.Has("url_file") ? "url_file" : "url";
  if (table.RequiredString(key).empty()) return target;
  target.url = key == "url" ? Secret(table.String("url", ""))
                            : ReadFileKey(table, "url_file", FileKind::kSecret, read);
  if (!target.url.empty() && !IsHttpUrl(target.url.Reveal())) {
    table.Problem(key, Text{"not an address of HTTP; write https://host/path, without a user",
                            "不是 HTTP 地址；应写作 https://主机/路径，且不含用户名"});
  }
  target.ca_pem = ReadFileKey(table, "ca_file", FileKind::kPublic, read).Reveal();
  target.proxy = table.String("proxy", "");
  if (!target.proxy.empty() && !IsHttpUrl(target.proxy)) {
    table.Problem("proxy", Text{"not an address of a proxy; write http://host:port",
                                "不是代理服务器地址；应写作 http://主机:端口"});
  }
  return target;
}

struct HttpPost::State {
  HttpTarget target;
  CurlBasics basics;
  CurlTransfer transfer;
};

HttpPost::HttpPost(HttpTarget target) : state_(std::make_unique<State>()) {
  state_->basics = {target.ca_pem, target.proxy, target.timeout};
  state_->target = std::move(target);
}

HttpPost::~HttpPost() = default;

const HttpTarget& HttpPost::target() const { return state_->target; }

Result<HttpAnswer> HttpPost::Post(const HttpRequest& request, const std::stop_token& stop) {
  HttpAnswer answer;
  const CurlList headers = HeadersOf(request);
  CURL* easy = state_->transfer.Prepare(state_->basics, "http,https");
  curl_easy_setopt(easy, CURLOPT_URL, request.url.Reveal().c_str());
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request.body.data());
  curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
  curl_easy_setopt(easy, CURLOPT_USERAGENT, "xunjian-collector");
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &Keep);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, &answer.body);
  if (auto ran = state_->transfer.Run(stop); !ran) return ran.error();
  long status = 0;
  curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
  answer.status = static_cast<int>(status);
  return answer;
}

Delivery DeliveryOf(const Result<HttpAnswer>& answer) {
  if (!answer) return Retry(answer.error().In(Language::kEnglish));
  const int status = answer->status;
  const std::string said = fmt::format("HTTP {}", status);
  if (status >= 200 && status < 300) return {DeliveryReported::Outcome::kDelivered, said};
  const std::string why = fmt::format("{}: {}", said, CleanLine(answer->body, kMostShown));
  const bool again = status == 408 || status == 425 || status == 429 || status >= 500;
  return again ? Retry(why) : Rejected(why);
}

}  // namespace xunjian
