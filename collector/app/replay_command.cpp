#include "collector/app/replay_command.h"

#include <iostream>
#include <vector>

#include "checks/catalogue/catalogue.h"
#include "collector/app/collector_layout.h"
#include "collector/app/replay_text.h"
#include "collector/store/sqlite/sqlite_store.h"
#include "command_line/exit_code.h"
#include "command_line/unknown_choice.h"

namespace xunjian {
namespace {

struct ReplayOptions {
  std::string folder;
  std::string format = "table";
};

Result<ReplayReport> ReplayFolder(const CollectorLayout& layout, Language language) {
  PosixStorage storage;
  if (auto good = CheckLayout(layout); !good) return good.error();
  if (auto there = RequireDatabase(storage, layout); !there) return there.error();
  auto store = OpenSqliteStore(storage, layout.database());
  if (!store) {
    return store.error().WithContext(
        {"a replay needs a collector that is stopped, or a copy of its folder",
         "重放需要已停止的采集器，或其目录的副本"});
  }
  auto record = (*store)->OpenRecord();
  if (!record) return record.error();
  auto report = Replay(**record, MatchChecks);
  if (const std::uint64_t damaged = (*store)->figures().damaged; damaged > 0) {
    std::cerr << Format({"{} places of the stored results cannot be read\n",
                         "已存储结果中有 {} 处无法读取\n"},
                        damaged)
                     .In(language);
  }
  return report;
}

Result<int> Run(const ReplayOptions& options, Language language) {
  const std::vector<std::string_view> formats = {"table", "json"};
  if (options.format != formats[0] && options.format != formats[1]) {
    return UnknownChoice("-o", options.format, formats);
  }
  const auto report = ReplayFolder({options.folder}, language);
  if (!report) return report.error();
  std::cout << (options.format == "json" ? ReplayJson(*report) : ReplayText(*report, language));
  return report->same() ? kExitOk : kExitFailed;
}

}  // namespace

void AddReplay(CommandTree& tree, Language language) {
  auto options = std::make_shared<ReplayOptions>();
  tree.Add("replay",
           {{"decide once more what is stored, and compare", "用已存储的记录重新决策并比对"},
            {{"xunjian-collector replay --dir D",
              {"of a stopped collector, or of a copy of its folder",
               "针对已停止的采集器，或其目录的副本"}},
             {"xunjian-collector replay --dir D -o json", {"for scripts", "供脚本使用"}}}},
           [options, language] { return Run(*options, language); })
      .Required("--dir", "DIR", options->folder, {"the collector's folder", "采集器目录"})
      .Option("-o", "table|json", options->format, {"form of the output", "输出格式"});
}

}  // namespace xunjian
