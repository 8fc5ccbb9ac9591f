#include "collector/app/replay_text.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "base/utf8.h"
#include "inspection/text/json_text.h"

namespace xunjian {
namespace {

constexpr std::size_t kMostLineBytes = 2048;

// What hosts and persons wrote is among it.
std::string Quoted(const std::string& text, Language language) {
  if (text.empty()) return std::string(Text{"(nothing)", "（无）"}.In(language));
  return CleanLine(text, kMostLineBytes);
}

Message PlaceText(const ReplayPlace& place) {
  if (place.commit == 0) return {"at no known commit", "提交未知"};
  if (place.kind.empty()) return Format({"commit {}", "提交 {}"}, place.commit);
  return Format({"commit {}, event {} ({})", "提交 {}，第 {} 项（{}）"}, place.commit, place.order,
                place.kind);
}

std::string DifferenceText(const ReplayDifference& found, Language language) {
  return fmt::format("{}: {} {}\n  {} {}\n  {} {}\n", PlaceText(found.place).In(language),
                     Label(found.row.subject).In(language),
                     CleanLine(found.row.name, kMostLineBytes),
                     Text{"stored: ", "已存储："}.In(language), Quoted(found.stored, language),
                     Text{"decided:", "重新决策："}.In(language), Quoted(found.decided, language));
}

}  // namespace

std::string ReplayText(const ReplayReport& report, Language language) {
  if (report.commits == 0) {
    return Format({"nothing was decided yet\n", "尚无任何决策\n"}).In(language);
  }
  std::string text = Format({"replayed from the beginning: {} commits from {} to {}, {} events, {} "
                             "results\n",
                             "已从头重放：{} 次提交（{} 至 {}），{} 项动作，{} 个结果\n"},
                            report.commits, FormatRfc3339(report.first_at),
                            FormatRfc3339(report.last_at), report.events, report.results)
                         .In(language);
  if (report.same()) {
    return text + Format({"the same as was decided live\n", "与当时的决策相同\n"}).In(language);
  }
  text += Format({"{} differences; the first {}:\n", "{} 处不同；前 {} 处：\n"},
                 report.difference_count, report.differences.size())
              .In(language);
  for (const ReplayDifference& found : report.differences) {
    text += DifferenceText(found, language);
  }
  return text;
}

std::string ReplayJson(const ReplayReport& report) {
  boost::json::array differences;
  for (const ReplayDifference& found : report.differences) {
    differences.push_back(boost::json::object{{"commit", found.place.commit},
                                              {"event", found.place.order},
                                              {"kind", JsonString(found.place.kind)},
                                              {"about", JsonString(ToString(found.row.subject))},
                                              {"name", JsonString(found.row.name)},
                                              {"stored", JsonString(found.stored)},
                                              {"decided", JsonString(found.decided)}});
  }
  boost::json::object document{{"schema", "xunjian.replay/1"},
                               {"same", report.same()},
                               {"commits", report.commits},
                               {"events", report.events},
                               {"results", report.results}};
  if (report.commits > 0) {
    document["first_at"] = FormatRfc3339(report.first_at);
    document["last_at"] = FormatRfc3339(report.last_at);
  }
  document["difference_count"] = report.difference_count;
  document["differences"] = std::move(differences);
  return JsonText(document);
}

}  // namespace xunjian
