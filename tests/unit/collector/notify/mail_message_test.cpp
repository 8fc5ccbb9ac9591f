#include "collector/notify/mail_message.h"

#include <catch2/catch.hpp>

#include "sample_news.h"

namespace xunjian {
namespace {

using Catch::Contains;

const MailAddresses kAddresses{"xunjian@example.cn", {"duty@example.cn", "lead@example.cn"}};

std::string HeadersOf(const std::string& message) {
  return message.substr(0, message.find("\r\n\r\n") + 2);
}

TEST_CASE("all mails of an incident are one thread, and a mail sent again is the same") {
  const std::string opened = MailMessage(SampleNews("opened"), Language::kEnglish, kAddresses);
  const std::string solved = MailMessage(SampleClosing(), Language::kEnglish, kAddresses);
  const std::string id = "<hunan-1796115600-incident-7-opened@example.cn>\r\n";
  CHECK_THAT(opened, Contains("\r\nMessage-ID: " + id));
  CHECK_THAT(opened, !Contains("In-Reply-To"));
  CHECK_THAT(solved,
             Contains("\r\nMessage-ID: <hunan-1796115600-incident-7-solved@example.cn>\r\n"));
  CHECK_THAT(solved, Contains("\r\nIn-Reply-To: " + id));
  CHECK_THAT(solved, Contains("\r\nReferences: " + id));
  CHECK(opened == MailMessage(SampleNews("opened"), Language::kEnglish, kAddresses));
}

TEST_CASE("a mail has the headers of RFC 5322, and lines that every server takes") {
  const std::string message = MailMessage(SampleNews("opened"), Language::kChinese, kAddresses);
  const std::string headers = HeadersOf(message);
  for (const char* line :
       {"Date: Tue, 01 Dec 2026 09:00:40 +0000\r\n", "From: <xunjian@example.cn>\r\n",
        "To: duty@example.cn,\r\n lead@example.cn\r\n", "Subject: =?UTF-8?B?",
        "MIME-Version: 1.0\r\n", "Content-Type: text/plain; charset=utf-8\r\n",
        "Content-Transfer-Encoding: base64\r\n", "Auto-Submitted: auto-generated\r\n"}) {
    CHECK_THAT(headers, Contains(line));
  }
  for (std::size_t at = 0; at < message.size();) {
    const std::size_t end = message.find("\r\n", at);
    REQUIRE(end != std::string::npos);
    CHECK(end - at <= 100);
    at = end + 2;
  }
  for (const unsigned char byte : message) CHECK(byte < 0x80);
}

TEST_CASE("a header of what a host sent is words of base64, cut between characters") {
  struct Case {
    std::string text;
    std::string header;
  };
  const auto given =
      GENERATE(Case{"plain", "plain"}, Case{"事件", "=?UTF-8?B?5LqL5Lu2?="},
               Case{"a\r\nBcc: all@example.cn", "=?UTF-8?B?YQ0KQmNjOiBhbGxAZXhhbXBsZS5jbg==?="},
               Case{"=?UTF-8?Q?x?=", "=?UTF-8?B?PT9VVEYtOD9RP3g/PQ==?="});
  CHECK(EncodedHeader(given.text) == given.header);
}

TEST_CASE("a long header is folded into words of at most 75 bytes") {
  std::string text;
  for (int i = 0; i < 60; ++i) text += "检";
  const std::string header = EncodedHeader(text);
  std::size_t begin = 0;
  int words = 0;
  while (begin < header.size()) {
    const std::size_t end = std::min(header.find("\r\n ", begin), header.size());
    CHECK(end - begin <= 75);
    ++words;
    begin = end + 3;
  }
  CHECK(words == 4);
}

TEST_CASE("an address of mail can begin neither a header nor a command") {
  for (const char* good : {"duty@example.cn", "a.b+c@mail.example.cn"}) CHECK(IsMailAddress(good));
  for (const char* bad : {"", "duty", "@example.cn", "duty@", "a@b@c", "a b@example.cn",
                          "a@example.cn\r\nRCPT TO:<x@y>", "<a@example.cn>", "a@exa mple.cn",
                          "a,b@example.cn", "\"a\"@example.cn"}) {
    CAPTURE(bad);
    CHECK_FALSE(IsMailAddress(bad));
  }
}

}  // namespace
}  // namespace xunjian
