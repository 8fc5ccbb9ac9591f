#include "tests/support/metric_reader.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

namespace xunjian {
namespace {

constexpr std::string_view kLetters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789";

bool IsName(std::string_view text) {
  return !text.empty() && (text.front() < '0' || text.front() > '9') &&
         text.find_first_not_of(kLetters) == std::string_view::npos;
}

bool IsType(std::string_view text) {
  constexpr std::array<std::string_view, 3> kTypes = {"counter", "gauge", "summary"};
  return std::ranges::find(kTypes, text) != kTypes.end();
}

// "name=\"value\",…" of a sample; false when it is not.
bool AreLabels(std::string_view text) {
  while (!text.empty()) {
    const auto equals = text.find("=\"");
    if (equals == std::string_view::npos || !IsName(text.substr(0, equals))) return false;
    std::size_t at = equals + 2;
    for (; at < text.size() && text[at] != '"'; ++at) {
      if (text[at] != '\\') continue;
      if (++at == text.size() || std::string_view("\\\"n").find(text[at]) == std::string_view::npos)
        return false;
    }
    if (at >= text.size()) return false;
    text.remove_prefix(at + 1);
    if (text.empty()) return true;
    if (text.front() != ',' || text.size() == 1) return false;
    text.remove_prefix(1);
  }
  return true;
}

class Reader {
 public:
  MetricPage Read(std::string_view text) {
    if (!text.empty() && text.back() != '\n') Fail("the last line has no end", "");
    while (!text.empty() && !page_.mistake) {
      const auto end = std::min(text.find('\n'), text.size());
      TakeLine(text.substr(0, end));
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    return std::move(page_);
  }

 private:
  void Fail(std::string_view why, std::string_view line) {
    if (!page_.mistake) page_.mistake = std::string(why) + ": " + std::string(line);
  }

  void TakeLine(std::string_view line) {
    if (line.starts_with("# HELP ")) return TakeHelp(line);
    if (line.starts_with("# TYPE ")) return TakeType(line);
    if (line.empty() || line.front() == '#') return Fail("neither head nor sample", line);
    TakeSample(line);
  }

  void TakeHelp(std::string_view line) {
    const std::string_view rest = line.substr(7);
    const auto space = rest.find(' ');
    if (space == std::string_view::npos || space + 1 == rest.size()) return Fail("no help", line);
    current_ = rest.substr(0, space);
    if (!IsName(current_)) return Fail("no name", line);
    if (!page_.helps.emplace(current_, rest.substr(space + 1)).second) Fail("told twice", line);
  }

  void TakeType(std::string_view line) {
    const std::string_view rest = line.substr(7);
    const auto space = rest.find(' ');
    if (space == std::string_view::npos || rest.substr(0, space) != current_) {
      return Fail("a type without its help", line);
    }
    const std::string_view type = rest.substr(space + 1);
    if (!IsType(type)) return Fail("no type", line);
    if ((type == "counter") != current_.ends_with("_total")) Fail("_total is for counters", line);
    if (!page_.types.emplace(current_, type).second) Fail("told twice", line);
  }

  void TakeSample(std::string_view line) {
    const auto space = line.rfind(' ');
    if (space == std::string_view::npos) return Fail("no value", line);
    const std::string_view what = line.substr(0, space);
    const std::string_view number = line.substr(space + 1);
    double value = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
    if (error != std::errc() || end != number.data() + number.size()) Fail("no number", line);
    const auto brace = what.find('{');
    CheckName(what.substr(0, brace), line);
    if (brace != std::string_view::npos &&
        (what.back() != '}' || !AreLabels(what.substr(brace + 1, what.size() - brace - 2)))) {
      Fail("no labels", line);
    }
    if (!page_.samples.emplace(what, value).second) Fail("said twice", line);
  }

  void CheckName(std::string_view name, std::string_view line) {
    const auto type = page_.types.find(current_);
    if (type == page_.types.end()) return Fail("a sample before its type", line);
    const bool part =
        type->second == "summary" && (name == current_ + "_sum" || name == current_ + "_count");
    if (name != current_ && !part) Fail("a sample of another figure", line);
  }

  MetricPage page_;
  std::string current_;
};

}  // namespace

MetricPage ReadMetricPage(std::string_view text) { return Reader().Read(text); }

}  // namespace xunjian
