#include "checks/engine/redact.h"

#include <catch2/catch.hpp>

namespace xunjian {

TEST_CASE("secrets are taken out, and what names them stays") {
  struct Row {
    const char* text;
    const char* clean;
  };
  const Row rows[] = {
      {"password=hunter2 ok", "password=<redacted> ok"},
      {"PASSWORD: hunter2", "PASSWORD: <redacted>"},
      {"db_password = 'two words' x", "db_password = <redacted> x"},
      {"{\"api_key\": \"abc\", \"n\": 1}", "{\"api_key\": <redacted>, \"n\": 1}"},
      {"login --token abc -v", "login --token <redacted> -v"},
      {"pwd=a;host=b", "pwd=<redacted>;host=b"},
      {"Authorization: Bearer hunter2", "Authorization: Bearer <redacted>"},
      {"authorization=basic aGk= rest", "authorization=basic <redacted> rest"},
      {"Authorization: Bearer abcdefghijklmnop", "Authorization: Bearer <redacted>"},
      {"with bearer abcdefghijklmnopqr.x now", "with bearer <redacted> now"},
      {"postgres://insp:secret@db1:5432/x", "postgres://insp:<redacted>@db1:5432/x"},
      {"https://db1:5432/x", "https://db1:5432/x"},
      {"a\n-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\nb", "a\n<redacted>\nb"},
      {"-----BEGIN CERTIFICATE-----\nMIIE", "<redacted>"},
      {"password expired", "password expired"},
      {"basic checks passed", "basic checks passed"},
      {"tokens=5", "tokens=5"},
      {"", ""},
      {"磁盘正常 密码 password=中文 完", "磁盘正常 密码 password=<redacted> 完"},
      {"password=", "password="},
      {"secret=a secret=b", "secret=<redacted> secret=<redacted>"},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    CHECK(RedactSecrets(row.text) == row.clean);
  }
}

}  // namespace xunjian
