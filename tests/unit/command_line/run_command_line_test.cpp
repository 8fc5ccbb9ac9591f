#include <catch2/catch.hpp>
#include <sstream>
#include <stdexcept>

#include "base/utf8.h"
#include "command_line/exit_code.h"
#include "command_line/run_main.h"

using namespace xunjian;
using Catch::Matchers::Contains;

namespace {

// A small program: `cook --for N`, the group `shelf` with `shelf list`, the hidden `cook-child`,
// and the question --menu.
class Kitchen {
 public:
  int Run(const std::vector<std::string>& arguments) {
    out_.str("");
    err_.str("");
    cooked = "";
    guests = "";
    const ProgramInfo program{
        "kitchen",
        "7.8.9",
        {{"A kitchen", "厨房"}, {{"kitchen cook --for 2", {"a meal", "一顿饭"}}}}};
    return RunCommandLine(arguments, {out_, err_, locale}, program,
                          [this](CommandTree& tree, Language language) { Add(tree, language); });
  }
  std::string out() const { return out_.str(); }
  std::string err() const { return err_.str(); }

  Language locale = Language::kEnglish;
  std::ostringstream out_;
  std::ostringstream err_;
  CommandAction cook = [] { return kExitOk; };
  std::string cooked;
  std::string guests;
  std::string oven;
  Language spoken = Language::kEnglish;

 private:
  CommandAction Doing(const std::string& what) {
    return [this, what] {
      cooked = what;
      return cook();
    };
  }
  void Add(CommandTree& tree, Language language) {
    spoken = language;
    tree.Globals().Option("--oven", "NAME", oven, {"which oven", "哪个烤箱"});
    tree.AddQuestion("--menu", {"what there is", "菜单"}, Doing("menu"));
    tree.Add("cook", {{"cook a meal", "做饭"}, {{"kitchen cook --for 2", {"for two", "两人份"}}}},
             Doing("meal"))
        .Required("--for", "N", guests, {"guests", "客人数"});
    tree.AddGroup("shelf", {"what is left", "库存"});
    tree.Add("shelf list", {{"list it", "列出"}, {}}, Doing("list"));
    tree.AddHidden("cook-child", Doing("child"))
        .Required("--from", "NAME", guests, {"whose", "来自"});
  }
};

}  // namespace

TEST_CASE("help shows examples, usage, commands, options and exit codes, in this order") {
  Kitchen kitchen;
  CHECK(kitchen.Run({"--help"}) == kExitOk);
  const std::string help = kitchen.out();
  const char* const titles[] = {
      "A kitchen", "\nExamples:", "\nUsage:", "\nCommands:", "\nOptions:", "\nExit codes:"};
  std::size_t last = 0;
  for (const char* title : titles) {
    INFO(title);
    const std::size_t at = help.find(title);
    REQUIRE(at != std::string::npos);
    CHECK(at >= last);
    last = at;
  }
  CHECK_THAT(help, Contains("  shelf list ") && Contains("--oven NAME") && Contains("--menu"));
  CHECK(kitchen.err().empty());
  CHECK(kitchen.Run({"--help", "--lang", "zh"}) == kExitOk);
  CHECK_THAT(kitchen.out(), Contains("厨房") && Contains("示例：") && Contains("用法：") &&
                                Contains("命令：") && Contains("选项：") && Contains("退出码："));
}

TEST_CASE("the help of a command tells the options of every command once") {
  Kitchen kitchen;
  CHECK(kitchen.Run({"cook", "--help"}) == kExitOk);
  const std::string help = kitchen.out();
  CHECK_THAT(help, Contains("kitchen cook --for N [options]") && Contains("guests (required)"));
  CHECK(help.find("--help") == help.rfind("--help"));
}

TEST_CASE("a hidden command runs, but neither help nor a suggestion shows it") {
  Kitchen kitchen;
  CHECK(kitchen.Run({"cook-child", "--from", "x"}) == kExitOk);
  CHECK(kitchen.cooked == "child");
  CHECK(kitchen.guests == "x");
  CHECK(kitchen.Run({"--help"}) == kExitOk);
  CHECK_THAT(kitchen.out(), !Contains("cook-child"));
  CHECK(kitchen.Run({"cook-chidl"}) == kExitUsage);
  CHECK_THAT(kitchen.err(), Contains("unknown command 'cook-chidl'") && !Contains("did you mean"));
}

TEST_CASE("a question is answered with or without a command, whatever that would need") {
  Kitchen kitchen;
  CHECK(kitchen.Run({"--menu"}) == kExitOk);
  CHECK(kitchen.cooked == "menu");
  CHECK(kitchen.Run({"cook", "--menu", "--oven", "big"}) == kExitOk);
  CHECK(kitchen.cooked == "menu");
  CHECK(kitchen.oven == "big");
  CHECK(kitchen.Run({"cook", "--for", "2", "--menu"}) == kExitOk);
  CHECK(kitchen.cooked == "menu");
  CHECK(kitchen.Run({"cook", "--version"}) == kExitOk);
  CHECK(kitchen.out() == "kitchen 7.8.9\n");
  CHECK(kitchen.cooked.empty());
}

TEST_CASE("a question does not excuse a mistake") {
  Kitchen kitchen;
  CHECK(kitchen.Run({"--menu", "--ovn", "big"}) == kExitUsage);
  CHECK_THAT(kitchen.err(), Contains("unknown option --ovn; did you mean '--oven'?"));
  CHECK(kitchen.cooked.empty());
}

TEST_CASE("what is mistyped is named, and where help is") {
  struct Case {
    std::vector<std::string> arguments;
    std::string said;
    std::string help;
  };
  Kitchen kitchen;
  for (const Case& each : std::vector<Case>{
           {{"cok"}, "unknown command 'cok'; did you mean 'cook'?", "see: kitchen --help"},
           {{"shelf", "lst"}, "did you mean 'list'?", "see: kitchen shelf --help"},
           {{"cook"}, "--for must be given", "see: kitchen cook --help"},
           {{"cook", "--for"}, "--for needs one value", "see: kitchen cook --help"},
           {{"cook", "--fro", "2"}, "unknown option --fro", "see: kitchen cook --help"},
           {{"cook", "--for", "2", "3"}, "takes no further word: 3", "see: kitchen cook --help"},
           {{"--lang", "zh", "cok"}, "未知命令 'cok'；是否想用 'cook'？", "请看：kitchen --help"},
           {{"--lang", "fr"}, "--lang is zh or en, not 'fr'", "kitchen: "},
       }) {
    INFO(each.said);
    CHECK(kitchen.Run(each.arguments) == kExitUsage);
    CHECK_THAT(kitchen.err(), Contains(each.said) && Contains(each.help));
    CHECK(kitchen.out().empty());
    CHECK(kitchen.cooked.empty());
  }
}

TEST_CASE("without a command help goes to stderr, and that is a mistake") {
  Kitchen kitchen;
  CHECK(kitchen.Run({}) == kExitUsage);
  CHECK_THAT(kitchen.err(), Contains("Examples:"));
  CHECK(kitchen.Run({"shelf"}) == kExitUsage);
  CHECK_THAT(kitchen.err(), Contains("kitchen shelf COMMAND") && !Contains("Examples:"));
  CHECK(kitchen.out().empty());
}

TEST_CASE("the commands are added in the language chosen") {
  Kitchen kitchen;
  kitchen.locale = Language::kChinese;
  CHECK(kitchen.Run({"shelf", "list"}) == kExitOk);
  CHECK(kitchen.spoken == Language::kChinese);
  CHECK(kitchen.Run({"shelf", "list", "--lang=en"}) == kExitOk);
  CHECK(kitchen.spoken == Language::kEnglish);
}

TEST_CASE("an error becomes one clean message and the exit code of its kind") {
  struct Case {
    ErrorCode code;
    int exit;
  };
  Kitchen kitchen;
  for (const Case& each : {Case{ErrorCode::kInvalidArgument, 2}, Case{ErrorCode::kNotFound, 3},
                           Case{ErrorCode::kPermissionDenied, 4}, Case{ErrorCode::kUnavailable, 5},
                           Case{ErrorCode::kConflict, 1}, Case{ErrorCode::kInternal, 1}}) {
    kitchen.cook = [code = each.code] { return Error(code, {"burnt\x1b[2J", "糊了"}); };
    CHECK(kitchen.Run({"shelf", "list"}) == each.exit);
    CHECK_THAT(kitchen.err(), Catch::Matchers::StartsWith("kitchen: burnt") && !Contains("\x1b"));
    CHECK(kitchen.Run({"shelf", "list", "--lang", "zh"}) == each.exit);
    CHECK(kitchen.err() == "kitchen: 糊了\n");
  }
}

TEST_CASE("a bug of ours ends in a message, not in abort") {
  Kitchen kitchen;
  kitchen.cook = []() -> Result<int> { throw std::logic_error("no such pan"); };
  CHECK(kitchen.Run({"shelf", "list"}) == kExitFailed);
  CHECK(kitchen.err() == "kitchen: no such pan\n");
}

TEST_CASE("output that cannot be written is a failure, and stderr says so") {
  Kitchen kitchen;
  kitchen.cook = [&kitchen] {
    kitchen.out_.setstate(std::ios::badbit);
    return kExitOk;
  };
  CHECK(kitchen.Run({"shelf", "list"}) == kExitFailed);
  CHECK_THAT(kitchen.err(), Contains("kitchen: standard output cannot be written"));
  CHECK(kitchen.Run({"shelf", "list", "--lang", "zh"}) == kExitFailed);
  CHECK_THAT(kitchen.err(), Contains("kitchen: 无法写入标准输出"));
}

TEST_CASE("a failure keeps its exit code when its output cannot be written either") {
  Kitchen kitchen;
  kitchen.cook = [&kitchen]() -> Result<int> {
    kitchen.out_.setstate(std::ios::badbit);
    return MakeError(ErrorCode::kNotFound, {"no such jar", "没有这个罐子"});
  };
  CHECK(kitchen.Run({"shelf", "list"}) == kExitNotFound);
  CHECK_THAT(kitchen.err(), Contains("no such jar") && Contains("standard output"));
}

TEST_CASE("an argument that is not UTF-8 is usage, wherever it stands") {
  Kitchen kitchen;
  for (const std::vector<std::string>& arguments : std::vector<std::vector<std::string>>{
           {"cook", "--for", "\xff\xfe"}, {"\xc3"}, {"--menu", "\xed\xa0\x80"}}) {
    CHECK(kitchen.Run(arguments) == kExitUsage);
    CHECK_THAT(kitchen.err(), Contains("is not valid UTF-8"));
    CHECK(IsValidUtf8(kitchen.err()));
    CHECK(kitchen.cooked.empty());
  }
}
