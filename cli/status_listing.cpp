#include "cli/status_listing.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "base/utf8.h"
#include "checks/api/quantity.h"
#include "inspection/text/text_table.h"

namespace xunjian {
namespace {

constexpr std::size_t kMostShown = 1024;  // bytes of a text from elsewhere

std::string Span(Duration span, Language language) {
  return FormatQuantity(std::chrono::duration<double>(span).count(), "seconds", language);
}

std::string Bytes(std::uint64_t bytes, Language language) {
  return FormatQuantity(static_cast<double>(bytes), "bytes", language);
}

std::uint64_t SumOf(const std::vector<CountedReason>& reasons) {
  return std::accumulate(
      reasons.begin(), reasons.end(), std::uint64_t{0},
      [](std::uint64_t sum, const CountedReason& reason) { return sum + reason.count; });
}

Colour ColourOf(CollectorHealth health) {
  switch (health) {
    case CollectorHealth::kWorking:
      return Colour::kGreen;
    case CollectorHealth::kBehind:
      return Colour::kYellow;
    case CollectorHealth::kFailing:
      return Colour::kRed;
  }
  return Colour::kPlain;
}

// The rows of one status, group by group.
class StatusTable {
 public:
  StatusTable(const CollectorStatus& status, const Console& console)
      : status_(status),
        console_(console),
        table_({{Say({"HOW IT IS DOING", "运行情况"})}, {""}}) {}

  std::string Render() {
    AddWork();
    Group({"WHAT COMES IN", "接入"});
    AddRoad();
    Group({"STORE", "存储"});
    AddDisk();
    Group({"REFUSED SINCE THE START", "启动以来的拒绝"});
    AddRefused();
    return table_.Render(console_.style);
  }

 private:
  std::string Say(Text text) const { return std::string(text.In(console_.language)); }

  template <class... Values>
  std::string Say(Text text, const Values&... values) const {
    return Format(text, values...).In(console_.language);
  }

  void Group(Text name) {
    table_.AddRow({std::string(), std::string()});
    table_.AddRow({{Say(name), Colour::kBold}, std::string()});
  }

  void Row(Text name, std::string value, Colour colour = Colour::kPlain) {
    table_.AddRow({Say(name), {std::move(value), colour}});
  }

  std::string Times(const DurationFigures& figures) const {
    if (figures.recent == 0) return Say({"none in the last minute", "最近一分钟没有"});
    return Say({"half within {0}, 99 % within {1} ({2} in the last minute)",
                "半数在 {0} 以内，99 % 在 {1} 以内（最近一分钟 {2} 次）"},
               Span(figures.p50, console_.language), Span(figures.p99, console_.language),
               figures.recent);
  }

  // "too many connections 3, out of descriptors 1".
  std::string Reasons(const std::vector<CountedReason>& reasons) const {
    std::string text;
    for (const CountedReason& reason : reasons) {
      if (!text.empty()) text += Say({", ", "，"});
      text += fmt::format("{} {}", ReasonLabel(reason.reason, console_.language), reason.count);
    }
    return text;
  }

  void AddReasons(Text name, const std::vector<CountedReason>& reasons) {
    if (reasons.empty()) return Row(name, Say({"none", "无"}));
    Row(name, fmt::format("{}{}{}", SumOf(reasons), Say({": ", "："}), Reasons(reasons)),
        Colour::kYellow);
  }

  void AddWork() {
    const WorkStatus& work = status_.work;
    Row({"waiting", "等待处理"},
        Say({"{0} events, of at most {1}; the oldest for {2}",
             "{0} 个事件，上限 {1}；最久已等 {2}"},
            work.queue, work.queue_limit, Span(work.oldest_wait, console_.language)));
    Row({"batch to ack", "批次到确认"}, Times(work.ack_time));
    Row({"commit", "提交"}, Times(work.commit_time));
    Row({"incidents open", "未解决事件"},
        Say({"{0}; {1} notifications wait", "{0} 个；{1} 条通知待发"}, work.open_incidents,
            work.pending_notifications));
    for (const ProbeStatus& probe : status_.probes) AddProbe(probe);
    for (const ChannelStatus& channel : status_.channels) AddChannel(channel);
  }

  void AddChannel(const ChannelStatus& channel) {
    const std::string shown = CleanLine(channel.channel, kMostShown);
    const std::string en = fmt::format("channel: {}", shown);
    const std::string zh = fmt::format("渠道：{}", shown);
    std::string text = Say(
        {"{0} delivered, {1} tried again, {2} rejected", "送达 {0} 条，重试 {1} 次，被拒 {2} 条"},
        channel.delivered, channel.retried, channel.rejected);
    if (channel.failure.empty()) return Row({en, zh}, text);
    text += Say({"; {0} ago: {1}", "；{0}前：{1}"},
                Span(status_.at - channel.failed_at, console_.language),
                CleanLine(channel.failure, kMostShown));
    Row({en, zh}, text, Colour::kRed);
  }

  void AddProbe(const ProbeStatus& probe) {
    const Text label = DoorLabel(probe.door);
    const std::string en = fmt::format("own door: {}", label.en);
    const std::string zh = fmt::format("自检入口：{}", label.zh);
    const Text name{en, zh};
    if (!probe.at) return Row(name, Say({"not looked at yet", "尚未检查"}));
    const std::string ago = Span(status_.at - *probe.at, console_.language);
    if (probe.failure) {
      return Row(
          name,
          Say({"failed {0} ago: {1}", "{0}前失败：{1}"}, ago, probe.failure->In(console_.language)),
          Colour::kRed);
    }
    Row(name, Say({"answered in {0}, {1} ago; {2} of {3} failed",
                   "{1}前应答，用时 {0}；{3} 次中失败 {2} 次"},
                  Span(probe.took, console_.language), ago, probe.failures, probe.probes));
  }

  void AddRoad() {
    const RoadStatus& road = status_.road;
    Row({"agents connected", "已连接代理"},
        Say({"{0}; {1} hosts are known", "{0} 个；已登记主机 {1} 台"}, road.agents, road.hosts));
    Row({"waiting at agents", "代理待上传"},
        Say({"{0} results; the most at one agent: {1}", "{0} 条结果；单个代理最多 {1} 条"},
            road.results_waiting, road.most_results_waiting));
    for (const DoorStatus& door : road.doors) {
      const Text label = DoorLabel(door.door);
      const std::string en = fmt::format("connections: {}", label.en);
      const std::string zh = fmt::format("连接：{}", label.zh);
      Row(Text{en, zh}, Say({"{0}, and {1} in handshake; {2} since the start, its own probes too",
                             "{0} 个，另有 {1} 个在握手；启动以来 {2} 个（含自检）"},
                            door.open, door.waiting, door.accepted));
    }
    Row({"results", "结果"}, Say({"{0} in {1} batches: {2} new, {3} duplicates",
                                  "{1} 个批次共 {0} 条：新结果 {2} 条，重复 {3} 条"},
                                 road.results, road.batches, road.new_results, road.duplicates));
    Row({"batches held back", "暂缓批次"},
        Say({"{0} before a full queue; {1} of agents over their pace since the start",
             "{0} 个在等队列空位；启动以来 {1} 个因代理超速"},
            road.waiting_batches, road.slowed_batches));
    AddReasons({"missing for good", "无法补回"}, road.missing);
  }

  void AddDisk() {
    const DiskStatus& disk = status_.disk;
    const Language language = console_.language;
    Row({"results synced", "结果落盘"}, Times(disk.journal_sync));
    Row({"database synced", "数据库落盘"}, Times(disk.database_commit));
    Row({"database", "数据库"}, Bytes(disk.database_bytes, language));
    Row({"not folded yet", "尚未归档"},
        Say({"{0}, of {1}", "{0}，跨度 {1}"}, Bytes(disk.journal_bytes, language),
            Span(disk.fold_lag, language)));
    for (const DaySize& day : disk.newest_days) {
      const std::string date = FormatRfc3339(day.day).substr(0, 10);
      Row(Text{date, date}, Bytes(day.bytes, language));
    }
    Row({"kept", "保留"}, Say({"{0} days of at most {1}, {2}", "{0} 天，上限 {1} 天，共 {2}"},
                              disk.days, disk.days_kept, Bytes(disk.history_bytes, language)));
    if (disk.damaged > 0) {
      Row({"damaged", "损坏"},
          Say({"{0} places could not be read; the log says which", "{0} 处无法读取，详见日志"},
              disk.damaged),
          Colour::kRed);
    }
  }

  void AddRefused() {
    const RoadStatus& road = status_.road;
    for (const DoorStatus& door : road.doors) {
      const Text label = DoorLabel(door.door);
      const std::string en = fmt::format("at the door: {}", label.en);
      const std::string zh = fmt::format("入口：{}", label.zh);
      AddReasons(Text{en, zh}, door.refused);
    }
    AddReasons({"agents' streams", "代理会话"}, road.refused_streams);
    AddReasons({"results", "结果"}, road.rejected);
    const std::uint64_t turned_away = status_.work.turned_away;
    Row({"events, queue full", "事件（队列已满）"},
        turned_away == 0 ? Say({"none", "无"}) : fmt::to_string(turned_away),
        turned_away == 0 ? Colour::kPlain : Colour::kYellow);
  }

  const CollectorStatus& status_;
  const Console& console_;
  TextTable table_;
};

}  // namespace

std::string StatusText(const CollectorStatus& status, const Console& console) {
  const CollectorVerdict verdict = VerdictOn(status);
  const Message process =
      Format({"collector {0}, up for {1}", "采集器 {0}，已运行 {2}"},
             CleanLine(status.version, kMostShown), Span(status.up, Language::kEnglish),
             Span(status.up, Language::kChinese));
  return Paint(CleanLine(verdict.line.In(console.language), kMostShown), ColourOf(verdict.health),
               console.style) +
         "\n" + process.In(console.language) + "\n\n" + StatusTable(status, console).Render();
}

std::string RenderStatus(const CollectorStatus& status, ListingFormat format,
                         const Surroundings& surroundings) {
  const Console& console = surroundings.console;
  switch (format) {
    case ListingFormat::kTable:
      return StatusText(status, console);
    case ListingFormat::kJson:
      return StatusJson(status, console.language);
    case ListingFormat::kCsv:
      return StatusCsv(status, console.language);
  }
  return "";
}

}  // namespace xunjian
