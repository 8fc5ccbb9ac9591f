#include "agent/link/frame.h"

#include <catch2/catch.hpp>

namespace xunjian {
namespace {

std::vector<std::string> AllOf(FrameReader& reader) {
  std::vector<std::string> payloads;
  for (;;) {
    Result<std::optional<std::string>> next = reader.Next();
    REQUIRE(next.has_value());
    if (!*next) return payloads;
    payloads.push_back(**next);
  }
}

TEST_CASE("payloads come out of a stream as they went in, however it is cut") {
  const std::vector<std::string> payloads = {"one", "", std::string(70000, 'x'), "last"};
  std::string stream;
  for (const std::string& payload : payloads) stream += EncodeFrame(payload).value();
  for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, stream.size()}) {
    FrameReader reader;
    std::vector<std::string> read;
    for (std::size_t at = 0; at < stream.size(); at += piece) {
      reader.Feed(std::string_view(stream).substr(at, piece));
      for (std::string& payload : AllOf(reader)) read.push_back(std::move(payload));
    }
    CHECK(read == payloads);
  }
}

TEST_CASE("a frame of the limit passes, one byte more does not") {
  const Result<std::string> most = EncodeFrame(std::string(kFrameLimit, 'x'));
  REQUIRE(most.has_value());
  FrameReader reader;
  reader.Feed(*most);
  CHECK(AllOf(reader).size() == 1);
  CHECK_FALSE(EncodeFrame(std::string(kFrameLimit + 1, 'x')).has_value());
}

TEST_CASE("an announcement beyond the limit is refused before its bytes come") {
  FrameReader reader;
  reader.Feed(std::string_view("\x01\x00\x20\x00", 4));
  CHECK_FALSE(reader.Next().has_value());
}

}  // namespace
}  // namespace xunjian
