#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "checks/api/shared_reasons.h"
#include "checks/catalogue/catalogue.h"

namespace xunjian {
namespace {

namespace fs = std::filesystem;

std::string TextOf(const fs::path& path) {
  std::stringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

std::set<std::string> Matches(const std::string& text, const char* pattern) {
  std::set<std::string> found;
  const std::regex expression(pattern);
  for (std::sregex_iterator at(text.begin(), text.end(), expression), end; at != end; ++at) {
    for (std::size_t group = 1; group < at->size(); ++group) {
      if ((*at)[group].matched) found.insert((*at)[group].str());
    }
  }
  return found;
}

// The places where sources put a code: beside an outcome, into a field `code`, or as the value that
// SQL says for a missing one. Codes of reasons.h are looked at by their constants, elsewhere.
std::set<std::string> CodesIn(const std::string& text) {
  constexpr const char* kPlaces[] = {
      "Outcome::k\\w+,\\s*(?:std::string\\()?\"([a-z_]+)\"",  // NotRead, Verdict, Say(…)
      "\\{\"([a-z_]+)\", Outcome::k",                         // tables: how it ended → outcome
      "\\{\"\\d\", Outcome::k\\w+, \"([a-z_]+)\"",  // tables: exit code → outcome, reason
      "\\bcode = (?:[^;]*\\? )?\"([a-z_]+)\"(?: : \"([a-z_]+)\")?",
      "ProgramProblem\\{\"([a-z_]+)\"",
      "COALESCE\\(\\w+\\.code, '([a-z_]+)'",
  };
  std::set<std::string> codes;
  for (const char* place : kPlaces) codes.merge(Matches(text, place));
  return codes;
}

std::set<std::string, std::less<>> KnownCodes() {
  std::set<std::string, std::less<>> known;
  for (const ReasonText& shared : SharedReasons()) known.emplace(shared.code);
  for (const CheckType* check : AllChecks()) {
    for (const ReasonText& own : check->reasons) known.emplace(own.code);
  }
  return known;
}

std::vector<fs::path> Sources() {
  std::vector<fs::path> sources;
  for (const char* room : {"checks", "collector", "agent", "cli", "inspection", "proto"}) {
    for (const auto& entry :
         fs::recursive_directory_iterator(fs::path(XUNJIAN_SOURCE_DIR) / room)) {
      const fs::path extension = entry.path().extension();
      if (extension == ".cpp" || extension == ".h" || extension == ".sql") {
        sources.push_back(entry.path());
      }
    }
  }
  return sources;
}

}  // namespace

TEST_CASE("every reason code that the sources name has a text") {
  const auto known = KnownCodes();
  std::set<std::string> named;
  for (const fs::path& source : Sources()) {
    for (const std::string& code : CodesIn(TextOf(source))) {
      INFO(source << " names " << code);
      CHECK(known.contains(code));
      named.insert(code);
    }
  }
  // Of each kind of place one that is known to be there: else the patterns have gone blind.
  for (const char* code : {"no_dpkg", "refused", "plugin_ok", "rebooted", "program_changed",
                           "no_result", "key_denied", "not_connected"}) {
    INFO(code);
    CHECK(named.contains(code));
  }
}

TEST_CASE("every code of reasons.h has a shared text") {
  std::set<std::string> shared;
  for (const ReasonText& text : SharedReasons()) shared.emplace(text.code);
  const fs::path header = fs::path(XUNJIAN_SOURCE_DIR) / "checks/api/reasons.h";
  CHECK(Matches(TextOf(header), "std::string_view k\\w+ =\\s*\"([a-z_]+)\"") == shared);
}

}  // namespace xunjian
