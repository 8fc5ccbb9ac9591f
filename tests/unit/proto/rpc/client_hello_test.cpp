#include "proto/rpc/client_hello.h"

#include <catch2/catch.hpp>
#include <random>
#include <string>

using namespace xunjian;

namespace {

std::string Number(std::size_t value, int bytes) {
  std::string text;
  for (int i = bytes - 1; i >= 0; --i) text += static_cast<char>((value >> (8 * i)) & 255U);
  return text;
}

std::string Vector(const std::string& content, int length_bytes) {
  return Number(content.size(), length_bytes) + content;
}

std::string Extension(std::size_t type, const std::string& data) {
  return Number(type, 2) + Vector(data, 2);
}

std::string SupportedVersions(const std::string& versions) {
  return Extension(43, Vector(versions, 1));
}

// The handshake message of a ClientHello with these extensions.
std::string HelloMessage(const std::string& extensions) {
  const std::string body = "\x03\x03" + std::string(32, 'r') + Vector("session", 1) +
                           Vector("\x13\x01", 2) + Vector(std::string(1, '\0'), 1) +
                           Vector(extensions, 2);
  return "\x01" + Vector(body, 3);
}

std::string Record(const std::string& fragment) { return "\x16\x03\x01" + Vector(fragment, 2); }

const std::string kServerName = Extension(0, "name");
const std::string kTls13And12 = SupportedVersions("\x03\x04\x03\x03");

}  // namespace

TEST_CASE("a hello is judged by the versions it supports") {
  CHECK(ExamineHello(Record(HelloMessage(kServerName + kTls13And12))) ==
        HelloVerdict::kOffersTls13);
  CHECK(ExamineHello(Record(HelloMessage(kServerName + SupportedVersions("\x7a\x7a\x03\x04")))) ==
        HelloVerdict::kOffersTls13);
  CHECK(ExamineHello(Record(HelloMessage(SupportedVersions("\x03\x03")))) == HelloVerdict::kTooOld);
  CHECK(ExamineHello(Record(HelloMessage(SupportedVersions("")))) == HelloVerdict::kTooOld);
  CHECK(ExamineHello(Record(HelloMessage(kServerName))) == HelloVerdict::kTooOld);
  CHECK(ExamineHello(Record(HelloMessage(""))) == HelloVerdict::kTooOld);
}

TEST_CASE("every part of a hello asks for more, only the whole decides") {
  const std::string whole = Record(HelloMessage(kServerName + kTls13And12));
  for (std::size_t size = 0; size < whole.size(); ++size) {
    INFO(size);
    CHECK(ExamineHello(whole.substr(0, size)) == HelloVerdict::kNeedMore);
  }
}

TEST_CASE("a hello may be spread over records") {
  const std::string message = HelloMessage(kServerName + kTls13And12);
  for (std::size_t cut = 1; cut < message.size(); ++cut) {
    const std::string bytes = Record(message.substr(0, cut)) + Record(message.substr(cut));
    REQUIRE(ExamineHello(bytes) == HelloVerdict::kOffersTls13);
  }
}

TEST_CASE("what follows the hello does not matter") {
  CHECK(ExamineHello(Record(HelloMessage(kTls13And12)) + "early data") ==
        HelloVerdict::kOffersTls13);
}

TEST_CASE("what is no ClientHello is not TLS") {
  CHECK(ExamineHello("GET / HTTP/1.1") == HelloVerdict::kNotTls);
  CHECK(ExamineHello("\x16\x02") == HelloVerdict::kNotTls);
  CHECK(ExamineHello(Record("\x02" + Vector("server hello", 3))) == HelloVerdict::kNotTls);
  CHECK(ExamineHello(Record("")) == HelloVerdict::kNotTls);
  CHECK(ExamineHello("\x16\x03\x01\xff\xff") == HelloVerdict::kNotTls);
  CHECK(ExamineHello(Record(std::string("\x01\xff\xff\xff", 4))) == HelloVerdict::kNotTls);
  CHECK(ExamineHello(Record("\x01" + Vector("short", 3))) == HelloVerdict::kNotTls);
}

TEST_CASE("a hello with a lying length inside is refused, never read beyond") {
  std::mt19937 random(1);
  const std::string good = Record(HelloMessage(kServerName + kTls13And12));
  for (int i = 0; i < 20000; ++i) {
    std::string bytes = good;
    for (int changes = 0; changes < 3; ++changes) {
      bytes[random() % bytes.size()] = static_cast<char>(random());
    }
    const auto exact = std::make_unique<char[]>(bytes.size());  // a sanitizer sees one byte more
    bytes.copy(exact.get(), bytes.size());
    ExamineHello({exact.get(), bytes.size()});
  }
  SUCCEED();
}
