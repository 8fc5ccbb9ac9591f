#include "collector/notify/curl_transfer.h"

#include <stdexcept>

namespace xunjian {
namespace {

constexpr int kPollMilliseconds = 100;

// Thread-safe once; never undone: other parts of the process may use the library.
void StartLibrary() {
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (started != CURLE_OK) throw std::runtime_error("libcurl does not start");
}

curl_blob BlobOf(const std::string& text) {
  return {const_cast<char*>(text.data()), text.size(), CURL_BLOB_COPY};
}

Error Failed(std::string_view why) {
  return MakeError(ErrorCode::kUnavailable, {"no answer: {}", "没有应答：{}"}, why);
}

}  // namespace

CurlTransfer::CurlTransfer() : why_(CURL_ERROR_SIZE, '\0') {
  StartLibrary();
  multi_.reset(curl_multi_init());
  easy_.reset(curl_easy_init());
  if (!multi_ || !easy_) throw std::runtime_error("libcurl gives no handle");
  curl_multi_setopt(multi_.get(), CURLMOPT_MAXCONNECTS, 2L);
}

CurlTransfer::~CurlTransfer() = default;

CURL* CurlTransfer::Prepare(const CurlBasics& basics, const std::string& schemes) {
  CURL* easy = easy_.get();
  curl_easy_reset(easy);
  const auto limit =
      static_cast<long>(std::chrono::ceil<std::chrono::milliseconds>(basics.timeout).count());
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);  // a look-up that hangs is left to itself
  curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, why_.data());
  curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, limit);
  curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, limit);
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, schemes.c_str());
  curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(easy, CURLOPT_PROXY, basics.proxy.c_str());
  curl_easy_setopt(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!basics.ca_pem.empty()) {
    curl_blob authorities = BlobOf(basics.ca_pem);
    curl_easy_setopt(easy, CURLOPT_CAINFO_BLOB, &authorities);
  }
  return easy;
}

Result<void> CurlTransfer::Run(const std::stop_token& stop) {
  why_.assign(CURL_ERROR_SIZE, '\0');
  curl_easy_setopt(easy_.get(), CURLOPT_ERRORBUFFER, why_.data());
  if (curl_multi_add_handle(multi_.get(), easy_.get()) != CURLM_OK) return Failed("libcurl");
  const Result<CURLcode> ended = Await(stop);
  curl_multi_remove_handle(multi_.get(), easy_.get());
  if (!ended) return ended.error();
  if (*ended == CURLE_OK) return Ok();
  const std::string_view said = why_.c_str();
  return Failed(said.empty() ? std::string_view(curl_easy_strerror(*ended)) : said);
}

Result<CURLcode> CurlTransfer::Await(const std::stop_token& stop) {
  for (int running = 1;;) {
    if (stop.stop_requested()) return Failed("the collector stops");
    if (curl_multi_perform(multi_.get(), &running) != CURLM_OK) return Failed("libcurl");
    int left = 0;
    if (const CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
      return message->data.result;
    }
    if (running == 0) return Failed("libcurl");
    curl_multi_poll(multi_.get(), nullptr, 0, kPollMilliseconds, nullptr);
  }
}

}  // namespace xunjian
