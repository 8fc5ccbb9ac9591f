#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "cli/commands.h"
#include "cli/option_values.h"
#include "cli/state_listing.h"
#include "inspection/text/json_text.h"

namespace xunjian {
namespace {

using Shown = ListingColumn::Shown;
using namespace std::chrono_literals;

struct Options {
  std::string name;
  std::string format;
};

Cell MaybeTime(const std::optional<Timestamp>& at) {
  if (!at) return std::monostate();
  return *at;
}

Cell MaybeCount(const std::optional<std::uint64_t>& count) {
  if (!count) return std::monostate();
  return *count;
}

// "+3m", "-40s", "+3650d": whole units, at least two of them.
Cell Skew(const std::optional<Duration>& skew) {
  if (!skew) return std::monostate();
  const Duration size = std::chrono::abs(*skew);
  Duration unit = std::chrono::seconds(1);
  for (const Duration larger : {Duration(1min), Duration(1h), Duration(24h)}) {
    if (size >= 2 * larger) unit = larger;
  }
  return (*skew < Duration::zero() ? "-" : "+") + FormatDuration(size - size % unit);
}

Cell Seconds(const std::optional<Duration>& skew) {
  if (!skew) return std::monostate();
  return boost::json::value(std::chrono::duration<double>(*skew).count());
}

Listing HostListing(const std::vector<HostRow>& hosts) {
  Listing listing{.schema = "xunjian.hosts/1",
                  .key = "hosts",
                  .columns = {{"name", {"HOST", "主机"}},
                              {"site", {"SITE", "单位"}},
                              {"connected", {"CONNECTED", "在线"}},
                              {"problems", {"PROBLEMS", "异常数"}},
                              {"last_contact", {"LAST CONTACT", "最近联系"}},
                              {"clock_skew", {"CLOCK OFF BY", "时钟偏差"}, Shown::kTableOnly},
                              {"clock_skew_seconds", {"", ""}, Shown::kDataOnly},
                              {"results_waiting", {"WAITING", "待上传"}, Shown::kTableOnly},
                              {"enrolled_at", {"ENROLLED", "登记时间"}, Shown::kDataOnly},
                              {"agent_id", {"AGENT", "代理"}, Shown::kDataOnly},
                              {"agent_version", {"VERSION", "版本"}},
                              {"labels", {"LABELS", "标签"}},
                              {"results_waiting", {"", ""}, Shown::kDataOnly}}};
  for (const HostRow& host : hosts) {
    listing.rows.push_back({host.name, host.site, host.connected,
                            static_cast<std::uint64_t>(host.problems), MaybeTime(host.last_contact),
                            Skew(host.clock_skew), Seconds(host.clock_skew),
                            MaybeCount(host.results_waiting), host.enrolled_at, host.agent_id,
                            host.agent_version, host.labels, MaybeCount(host.results_waiting)});
  }
  return listing;
}

Result<int> List(CommandContext& context, const Options& options) {
  const auto format = ParseListingFormat(options.format);
  if (!format) return format.error();
  const auto collector = context.Collector();
  if (!collector) return collector.error();
  const auto hosts = (*collector)->ListHosts(kNoActor);
  if (!hosts) return hosts.error();
  context.Print(HostListing(*hosts), *format);
  return 0;
}

std::string HostDocument(const Listing& host, const Listing& states) {
  boost::json::object document;
  document["schema"] = "xunjian.host/1";
  document["host"] = ListingRows(host).as_array().front();
  document["states"] = ListingRows(states);
  return JsonText(document);
}

// One host and its states. JSON holds both; CSV, which has room for one list, the states.
Result<int> Show(CommandContext& context, const Options& options) {
  const auto format = ParseListingFormat(options.format);
  if (!format) return format.error();
  const auto collector = context.Collector();
  if (!collector) return collector.error();
  const auto report = (*collector)->HostReport(kNoActor, options.name);
  if (!report) return report.error();
  const Listing host = HostListing({report->host});
  const Listing states = StateListing(report->states, context.world());
  if (*format == ListingFormat::kJson) {
    context.Print(HostDocument(host, states));
    return 0;
  }
  if (*format == ListingFormat::kTable) {
    context.Print(host, *format);
    context.Print("\n");
  }
  context.Print(states, *format);
  return 0;
}

}  // namespace

void AddHostCommands(ContextTree& tree) {
  tree.AddGroup("host", {"the hosts that are monitored", "受监控的主机"});
  auto list = std::make_shared<Options>();
  tree.Add("host list",
           {{"list hosts: who is connected, who has problems", "列出主机：是否在线，有无异常"},
            {{"xunjian --dir D host list", {"on the collector's machine", "在采集器本机上"}},
             {"xunjian --identity ~/xj/me host list -o json",
              {"from another machine, for a script", "在其他机器上，供脚本使用"}}}},
           [list](CommandContext& context) { return List(context, *list); })
      .Format(list->format);
  auto show = std::make_shared<Options>();
  tree.Add("host show",
           {{"show one host and its states", "查看一台主机及其状态"},
            {{"xunjian --dir D host show web1", {"all its states", "查看全部状态"}}}},
           [show](CommandContext& context) { return Show(context, *show); })
      .Argument("NAME", show->name, {"name of the host", "主机名"})
      .Format(show->format);
}

}  // namespace xunjian
