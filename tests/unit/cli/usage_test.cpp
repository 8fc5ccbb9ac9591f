#include <catch2/catch.hpp>

#include "command_bench.h"

using namespace xunjian;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

TEST_CASE("help shows examples before anything else, in the language asked for") {
  CommandBench bench;
  CHECK(bench.Run({"incident", "ack", "--help"}) == 0);
  const std::string help = bench.out();
  CHECK(help.find("Examples:") < help.find("Usage:"));
  CHECK(help.find("Usage:") < help.find("Options:"));
  CHECK_THAT(help, Contains("xunjian --dir D incident ack 3 --reason"));
  CHECK_THAT(help, Contains("--reason TEXT") && Contains("(required)"));
  CHECK_THAT(help, Contains("--dir DIR"));
  CHECK(bench.err().empty());

  CHECK(bench.Run({"--lang", "zh", "incident", "ack", "--help"}) == 0);
  CHECK_THAT(bench.out(), Contains("示例：") && Contains("用法：") && Contains("必填"));
  CHECK(bench.Run({"incident", "ack", "-h", "--lang=zh"}) == 0);
  CHECK_THAT(bench.out(), Contains("示例："));
}

TEST_CASE("the program's own help lists every command") {
  CommandBench bench;
  CHECK(bench.Run({"--help"}) == 0);
  for (const char* words :
       {"inspect", "check list", "check show", "host list", "host show", "report host",
        "result list", "state list", "incident list", "incident show", "incident ack",
        "incident note", "incident solve", "token create", "token list", "operator create",
        "operator list", "policy check", "policy apply"}) {
    CHECK_THAT(bench.out(), Contains(std::string("  ") + words + " "));
  }
}

TEST_CASE("the locale chooses the language, --lang overrules it") {
  CommandBench bench;
  bench.locale = Language::kChinese;
  CHECK(bench.Run({"bogus"}) == 2);
  CHECK_THAT(bench.err(), Contains("未知命令 'bogus'"));
  CHECK(bench.Run({"bogus", "--lang", "en"}) == 2);
  CHECK_THAT(bench.err(), Contains("unknown command 'bogus'"));
  CHECK(bench.Run({"host", "list", "--lang", "fr"}) == 2);
}

TEST_CASE("what is mistyped is named, with what it looks like, and nothing on stdout") {
  struct Case {
    std::vector<std::string> arguments;
    std::string said;
  };
  CommandBench bench;
  for (const Case& each : std::vector<Case>{
           {{"incidnet", "list"}, "unknown command 'incidnet'; did you mean 'incident'?"},
           {{"incident", "lst"}, "unknown command 'lst'; did you mean 'list'?"},
           {{"token", "create", "--hots", "web1"}, "unknown option --hots; did you mean '--host'?"},
           {{"host", "list", "--collecter=x"},
            "unknown option --collecter; did you mean '--collector'?"},
           {{"host", "list", "web1"}, "takes no further word: web1"},
           {{"host", "list", "-o", "jsn"}, "did you mean 'json'?"},
           {{"token", "create"}, "--host must be given"},
           {{"incident", "ack", "3"}, "--reason must be given"},
           {{"host", "list", "--dir"}, "--dir needs one value"},
           {{"incident", "show", "three"}, "not 'three'"},
           {{"result", "list", "--limit", "0"}, "--limit is a whole number from 1 to 10000"},
           {{"result", "list", "--outcome", "criticl"}, "did you mean 'critical'?"},
           {{"result", "list", "--since", "yesterday"}, "--since is a time"},
           {{"token", "create", "--host", "a", "--label", "novalue"}, "--label is key=value"},
           {{"token", "create", "--host", "a", "--ttl", "soon"}, "--ttl"},
           {{"operator", "create", "li", "--role", "admn", "--output", "x"},
            "did you mean 'admin'?"},
           {{"operator", "create", "a b", "--role", "admin", "--output", "x"}, "a name is"},
           {{"inspect", "--profile", "ful"}, "did you mean 'full'?"},
           {{"inspect", "-o", "htm"}, "did you mean 'html'?"},
           {{"--dir", "D", "--collector", "a:1", "host", "list"}, "give one of the two"},
           {{"--collector", "a:1", "host", "list"}, "--collector needs --identity"},
       }) {
    INFO(each.said);
    CHECK(bench.Run(each.arguments) == 2);
    CHECK_THAT(bench.err(), Contains(each.said));
    CHECK(bench.out().empty());
  }
}

TEST_CASE("a group without its verb shows help and is a mistake") {
  CommandBench bench;
  CHECK(bench.Run({"host"}) == 2);
  CHECK_THAT(bench.err(), Contains("xunjian host COMMAND") && !Contains("Examples:"));
  CHECK(bench.Run({}) == 2);
  CHECK_THAT(bench.err(), Contains("Examples:"));
}

TEST_CASE("a word of a text may be the name of a command") {
  CommandBench bench;
  CHECK(bench.Run({"incident", "note", "3", "list"}) == 0);
  CHECK(bench.api.act.text == "list");
  CHECK(bench.Run({"token", "create", "--host", "host"}) == 0);
  CHECK(bench.api.token_request.host == "host");
}

TEST_CASE("the version is one line") {
  CommandBench bench;
  CHECK(bench.Run({"--version"}) == 0);
  CHECK(bench.out() == "xunjian 1.2.3\n");
}

TEST_CASE("the collector is found by global options before or after the command") {
  CommandBench bench;
  CHECK(bench.Run({"--dir", "/d", "host", "list"}) == 0);
  CHECK(bench.dialled.socket == "/d/run/operator.sock");
  CHECK(bench.Run({"host", "list", "--dir", "/e"}) == 0);
  CHECK(bench.dialled.socket == "/e/run/operator.sock");
  CHECK(bench.Run({"host", "list", "--collector", "c:7", "--identity", "/me"}) == 0);
  CHECK(bench.dialled.socket.empty());
  CHECK(bench.dialled.address == "c:7");
  CHECK(bench.dialled.identity == "/me");
  CHECK(bench.Run({"host", "list"}) == 0);
  CHECK(bench.dialled.socket == "/run/xunjian/operator.sock");
}

TEST_CASE("the exit code says what a script can do") {
  struct Case {
    ErrorCode code;
    int exit;
  };
  CommandBench bench;
  for (const Case& each : {Case{ErrorCode::kInvalidArgument, 2}, Case{ErrorCode::kNotFound, 3},
                           Case{ErrorCode::kPermissionDenied, 4}, Case{ErrorCode::kUnavailable, 5},
                           Case{ErrorCode::kConflict, 1}, Case{ErrorCode::kInternal, 1}}) {
    bench.api.failure = Error(each.code, {"it went wrong", "出错了"});
    CHECK(bench.Run({"--dir", "/d", "host", "list"}) == each.exit);
    CHECK_THAT(bench.err(), StartsWith("xunjian: it went wrong\n"));
    CHECK(bench.out().empty());
  }
}

TEST_CASE("when nobody answers, the message says how to start the collector") {
  CommandBench bench;
  bench.api.failure = Error(ErrorCode::kUnavailable, {"cannot reach /d", "无法连接 /d"});
  CHECK(bench.Run({"--dir", "/d", "host", "list"}) == 5);
  CHECK_THAT(bench.err(), Contains("xunjian-collector run --dir /d"));
  CHECK(bench.Run({"--dir", "/d", "--lang", "zh", "host", "list"}) == 5);
  CHECK_THAT(bench.err(), Contains("无法连接 /d") && Contains("采集器是否在运行"));
}

TEST_CASE("messages from afar cannot write to the terminal") {
  CommandBench bench;
  bench.api.failure = Error(ErrorCode::kInternal, {"a\x1b[31mb", "a"});
  CHECK(bench.Run({"host", "list"}) == 1);
  CHECK_THAT(bench.err(), !Contains("\x1b"));
}
