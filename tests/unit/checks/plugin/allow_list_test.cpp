#include <catch2/catch.hpp>

#include "checks/engine/plugin_allow_list.h"
#include "checks/plugin/plugin_program.h"
#include "tests/support/fixture_file_system.h"

namespace xunjian {
namespace {

constexpr uid_t kRunner = 990;
constexpr char kFolder[] = "/etc/xunjian/plugins.d";
constexpr char kDisk[] = R"(
[[plugin]]
name = "disk"
path = "/usr/lib/nagios/plugins/check_disk"
arguments = ["-w", "{warning}%", "-p", "{path}", "--unit={unit}"]
timeout = "20s"
[plugin.parameters.warning]
type = "integer"
min = 1
max = 99
default = 20
[plugin.parameters.path]
type = "string"
max_length = 16
[plugin.parameters.unit]
type = "choice"
choices = ["MB", "GB"]
default = "MB"
)";

FileStatus StatusOf(uid_t user, mode_t mode, FileStatus::Kind kind = FileStatus::Kind::kFile) {
  return {.kind = kind, .mode = mode, .uid = user};
}

struct Host {
  FixtureFileSystem files;

  explicit Host(std::string_view text) {
    files.SetFile(std::string(kFolder) + "/10-site.toml", text);
    Own(std::string(kFolder) + "/10-site.toml", 0, 0644);
    files.SetStatus(kFolder, StatusOf(0, 0755, FileStatus::Kind::kDirectory));
  }
  void Own(const std::string& path, uid_t user, mode_t mode) {
    files.SetStatus(path, StatusOf(user, mode));
  }
  Result<PluginAllowList> Load() const { return PluginAllowList::Load(files, kFolder, kRunner); }
};

using Values = std::map<std::string, ParameterValue, std::less<>>;

Result<std::vector<std::string>> Arguments(const Values& values) {
  const auto list = Host(kDisk).Load();
  return PluginArguments(*list->Find("disk"), values);
}

}  // namespace

TEST_CASE("the allow list names programs, their arguments and typed parameters") {
  const auto list = Host(kDisk).Load();
  REQUIRE(list.has_value());
  REQUIRE(list->Find("disk") != nullptr);
  CHECK(list->Find("disk")->timeout == std::chrono::seconds(20));
  CHECK(list->Find("other") == nullptr);
}

TEST_CASE("an absent folder allows nothing") {
  const FixtureFileSystem files;
  const auto list = PluginAllowList::Load(files, kFolder, kRunner);
  REQUIRE(list.has_value());
  CHECK(list->plugins().empty());
}

TEST_CASE("a folder or file that others may write is refused, with the reason") {
  struct Row {
    uid_t user;
    mode_t mode;
    bool accepted;
  };
  for (const Row& row : {Row{0, 0644, true}, Row{kRunner, 0600, true}, Row{1000, 0644, false},
                         Row{0, 0664, false}, Row{0, 0646, false}}) {
    INFO(row.user << " " << row.mode);
    Host file(kDisk);
    file.Own(std::string(kFolder) + "/10-site.toml", row.user, row.mode);
    CHECK(file.Load().has_value() == row.accepted);
    Host folder(kDisk);
    folder.files.SetStatus(kFolder,
                           StatusOf(row.user, row.mode | 0111, FileStatus::Kind::kDirectory));
    CHECK(folder.Load().has_value() == row.accepted);
  }
  Host link(kDisk);
  link.files.SetStatus(std::string(kFolder) + "/10-site.toml",
                       StatusOf(0, 0777, FileStatus::Kind::kSymlink));
  CHECK_FALSE(link.Load().has_value());
}

TEST_CASE("every program that must not be run is named, with the reason") {
  Host host(R"(
[[plugin]]
name = "good"
path = "/opt/good"
[[plugin]]
name = "absent"
path = "/opt/absent"
[[plugin]]
name = "text"
path = "/opt/text"
[[plugin]]
name = "open"
path = "/opt/open"
[[plugin]]
name = "foreign"
path = "/opt/foreign"
[[plugin]]
name = "folder"
path = "/opt/folder"
[[plugin]]
name = "changed"
path = "/opt/changed"
sha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
)");
  for (const char* path : {"/opt/good", "/opt/text", "/opt/open", "/opt/foreign", "/opt/changed"}) {
    host.files.SetFile(path, "#!/bin/sh\n");
    host.Own(path, 0, 0755);
  }
  host.Own("/opt/text", 0, 0644);
  host.Own("/opt/open", 0, 0777);
  host.Own("/opt/foreign", 1000, 0755);
  host.files.SetFolder("/opt/folder");
  host.files.SetStatus("/opt/folder", StatusOf(0, 0755, FileStatus::Kind::kDirectory));
  const auto list = host.Load();
  REQUIRE(list.has_value());
  const auto problems = FindProgramProblems(host.files, *list, kRunner);
  const std::pair<const char*, const char*> expected[] = {
      {"plugin 'absent': /opt/absent: ", "No such file"},
      {"plugin 'text': /opt/text: ", "not executable (mode 644)"},
      {"plugin 'open': /opt/open: ", "others may change it (owner 0, mode 777)"},
      {"plugin 'foreign': /opt/foreign: ", "others may change it (owner 1000, mode 755)"},
      {"plugin 'folder': /opt/folder: ", "not a regular file"},
      {"plugin 'changed': /opt/changed: ", "SHA-256"},
  };
  REQUIRE(problems.size() == std::size(expected));
  for (std::size_t i = 0; i < problems.size(); ++i) {
    CHECK_THAT(problems[i].en,
               Catch::StartsWith(expected[i].first) && Catch::Contains(expected[i].second));
    CHECK_FALSE(problems[i].zh.empty());
  }
}

TEST_CASE("every problem of every file is reported at once") {
  Host host(R"(
[[plugin]]
name = "a"
path = "relative"
arguments = ["{missing}", "{broken"]
sha256 = "abc"
colour = "red"
[[plugin]]
path = "/bin/true"
[plugin.parameters.plugin]
type = "integer"
)");
  host.files.SetFile(std::string(kFolder) + "/20-open.toml", "");
  host.Own(std::string(kFolder) + "/20-open.toml", 0, 0666);
  const auto list = host.Load();
  REQUIRE_FALSE(list.has_value());
  const std::string message = list.error().In(Language::kEnglish);
  for (const char* part : {"absolute", "no parameter 'missing'", "{broken", "hex digits", "colour",
                           "name", "taken", "20-open.toml"}) {
    INFO(message);
    CHECK(message.find(part) != std::string::npos);
  }
}

TEST_CASE("parameters fill placeholders, whole or as a part of one argument") {
  const auto arguments = Arguments({{"warning", std::int64_t{10}}, {"path", "/var log"}});
  REQUIRE(arguments.has_value());
  CHECK(*arguments == std::vector<std::string>{"/usr/lib/nagios/plugins/check_disk", "-w", "10%",
                                               "-p", "/var log", "--unit=MB"});
}

TEST_CASE("a value that does not fit is refused") {
  const Values rows[] = {
      {},                                                 // path is missing
      {{"path", "/"}, {"warning", std::int64_t{100}}},    // out of bounds
      {{"path", "/"}, {"warning", "10"}},                 // wrong type
      {{"path", "/"}, {"unit", "TB"}},                    // no choice
      {{"path", "/"}, {"colour", "red"}},                 // unknown
      {{"path", "/a/very/long/path"}},                    // too long
      {{"path", "-x"}},                                   // would be an option
      {{"path", "a\nb"}},                                 // control character
      {{"path", std::string("\xff")}},                    // not UTF-8
      {{"path", std::vector<std::string>{"/", "/var"}}},  // a list
  };
  for (const Values& row : rows) CHECK_FALSE(Arguments(row).has_value());
}

}  // namespace xunjian
