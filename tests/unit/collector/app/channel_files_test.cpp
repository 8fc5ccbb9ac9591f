#include "collector/app/channel_files.h"

#include <sys/stat.h>

#include <catch2/catch.hpp>

#include "collector/app/collector_config.h"
#include "tests/support/temp_folder.h"

namespace xunjian {
namespace {

using Catch::Contains;

class Folder {
 public:
  void Write(const std::string& name, const std::string& text, mode_t mode) {
    REQUIRE(storage.Replace(folder / name, text, mode).has_value());
    REQUIRE(::chmod((folder / name).c_str(), mode) == 0);
  }
  Result<Secret> Read(const std::string& path, FileKind kind = FileKind::kSecret) {
    return ReadChannelFiles(storage, folder.path())(path, kind);
  }

  PosixStorage storage;
  TempFolder folder;
};

TEST_CASE("a secret is what its file holds, without the line end that editors add") {
  Folder folder;
  folder.Write("key", "s3 cret\n", 0600);
  CHECK(folder.Read("key")->Reveal() == "s3 cret");
  CHECK(folder.Read(folder.folder / "key")->Reveal() == "s3 cret");
}

TEST_CASE("a secret that everybody can read, an empty one and a missing one are refused") {
  Folder folder;
  folder.Write("open", "s3cret", 0644);
  folder.Write("empty", "\n", 0600);
  CHECK(folder.Read("open").error().code() == ErrorCode::kPermissionDenied);
  CHECK_THAT(folder.Read("open").error().In(Language::kEnglish), Contains("chmod 0600"));
  CHECK(folder.Read("empty").has_error());
  CHECK(folder.Read("gone").error().code() == ErrorCode::kNotFound);
  CHECK(folder.Read("open", FileKind::kPublic).has_value());  // a certificate is no secret
}

TEST_CASE("mistakes in files of channels are said with all others") {
  Folder folder;
  folder.Write("open", "https://robot/?key=t0ken", 0644);
  const auto config = ParseCollectorConfig(R"(
site = "no name"
[[channel]]
name = "robot"
kind = "wecom"
url_file = "open"
[[channel]]
name = "hook"
kind = "webhook"
url = "http://127.0.0.1/"
secret_file = "gone"
)",
                                           "collector.toml",
                                           ReadChannelFiles(folder.storage, folder.folder.path()));
  REQUIRE_FALSE(config.has_value());
  const std::string problems = config.error().In(Language::kEnglish);
  CHECK_THAT(problems, Contains("not a name") && Contains("can be read by everybody") &&
                           Contains("gone") && !Contains("t0ken"));
}

}  // namespace
}  // namespace xunjian
