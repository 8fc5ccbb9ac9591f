#pragma once

#include <curl/curl.h>

#include <memory>
#include <stop_token>
#include <string>

#include "base/result.h"
#include "base/time.h"

// Private to the room: the only code that sees libcurl beside http_post.cpp and smtp_channel.cpp.
namespace xunjian {

struct CurlEasyDelete {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct CurlMultiDelete {
  void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
};
struct CurlListDelete {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using CurlList = std::unique_ptr<curl_slist, CurlListDelete>;

// What was set for every transfer alike.
struct CurlBasics {
  std::string ca_pem;  // "": the machine's authorities
  std::string proxy;   // "": none, whatever the environment says
  Duration timeout = std::chrono::seconds(10);
};

// One transfer after the other; connections stay open between them. Certificates are always
// verified, no redirect is followed, nothing outlives its time limit. One thread.
class CurlTransfer {
 public:
  CurlTransfer();
  ~CurlTransfer();
  CurlTransfer(const CurlTransfer&) = delete;
  CurlTransfer& operator=(const CurlTransfer&) = delete;

  // The handle, reset and with the basics set, for options of one transfer. `schemes`: "https".
  // `basics` outlives the Run.
  CURL* Prepare(const CurlBasics& basics, const std::string& schemes);

  // kUnavailable, and what went wrong, when there was no answer; also when `stop` is requested,
  // which takes at most a tenth of a second.
  Result<void> Run(const std::stop_token& stop);

 private:
  Result<CURLcode> Await(const std::stop_token& stop);

  std::unique_ptr<CURLM, CurlMultiDelete> multi_;
  std::unique_ptr<CURL, CurlEasyDelete> easy_;
  std::string why_;  // CURLOPT_ERRORBUFFER
};

}  // namespace xunjian
