#include "cli/commands.h"
#include "cli/incident_listing.h"
#include "cli/option_values.h"

namespace xunjian {
namespace {

struct ListOptions {
  std::string host;
  std::string status;
  bool open = false;
  std::string limit = "100";
  std::string format;
};

struct ShowOptions {
  std::string id;
  std::string format;
};

struct ActOptions {
  std::string id;
  std::string text;
  std::string format;
};

Result<std::optional<IncidentStatus>> StatusOf(const std::string& text) {
  if (text.empty()) return std::optional<IncidentStatus>();
  if (const auto status = ParseIncidentStatus(text)) return status;
  return UnknownChoice("--status", text,
                       {ToString(IncidentStatus::kOpen), ToString(IncidentStatus::kAcknowledged),
                        ToString(IncidentStatus::kInProgress), ToString(IncidentStatus::kSolved),
                        ToString(IncidentStatus::kConfirmed)});
}

Result<int> List(CommandContext& context, const ListOptions& options) {
  const auto format = ParseListingFormat(options.format);
  if (!format) return format.error();
  const auto status = StatusOf(options.status);
  if (!status) return status.error();
  const auto limit = ParseLimit(options.limit);
  if (!limit) return limit.error();
  const auto collector = context.Collector();
  if (!collector) return collector.error();
  const auto incidents = (*collector)
                             ->ListIncidents(kNoActor, {.host = options.host,
                                                        .status = *status,
                                                        .open_only = options.open,
                                                        .limit = *limit});
  if (!incidents) return incidents.error();
  context.Print(IncidentListing(*incidents, context.language()), *format);
  return 0;
}

Result<int> Show(CommandContext& context, const ShowOptions& options) {
  const auto format = ParseListingFormat(options.format);
  if (!format) return format.error();
  const auto id = ParseId(options.id);
  if (!id) return id.error();
  const auto collector = context.Collector();
  if (!collector) return collector.error();
  const auto detail = (*collector)->ShowIncident(kNoActor, *id);
  if (!detail) return detail.error();
  context.Print(RenderIncident(*detail, *format, context.world()));
  return 0;
}

// Prints the incident as the act left it.
Result<int> Act(CommandContext& context, IncidentAct act, const ActOptions& options) {
  const auto format = ParseListingFormat(options.format);
  if (!format) return format.error();
  const auto id = ParseId(options.id);
  if (!id) return id.error();
  const auto collector = context.Collector();
  if (!collector) return collector.error();
  const auto detail =
      (*collector)->ActOnIncident(kNoActor, {.id = *id, .act = act, .text = options.text});
  if (!detail) return detail.error();
  context.Print(RenderIncident(*detail, *format, context.world()));
  return 0;
}

void AddList(ContextTree& tree) {
  auto options = std::make_shared<ListOptions>();
  tree.Add("incident list",
           {{"list incidents, the newest first", "列出事件，最新的在前"},
            {{"xunjian --dir D incident list --open", {"what is broken now", "当前未解决的事件"}},
             {"xunjian --dir D incident list --host web1 -o json",
              {"of one host, for a script", "某台主机的事件，供脚本使用"}}}},
           [options](CommandContext& context) { return List(context, *options); })
      .Option("--host", "NAME", options->host, {"of one host", "只看一台主机"})
      .Option("--status", "STATUS", options->status,
              {"open, acknowledged, in_progress, solved or confirmed",
               "open、acknowledged、in_progress、solved 或 confirmed"})
      .Flag("--open", options->open, {"only what is neither solved nor confirmed", "只看未解决的"})
      .Option("--limit", "N", options->limit, {"at most so many rows", "最多行数"})
      .Format(options->format);
}

void AddShow(ContextTree& tree) {
  auto options = std::make_shared<ShowOptions>();
  tree.Add("incident show",
           {{"show an incident: members, proof of trouble and repair, timeline",
             "查看事件：成员、故障与修复的证据、时间线"},
            {{"xunjian --dir D incident show 3", {"incident 3", "编号为 3 的事件"}}}},
           [options](CommandContext& context) { return Show(context, *options); })
      .Argument("ID", options->id, {"number of the incident", "事件编号"})
      .Format(options->format);
}

void AddAcknowledge(ContextTree& tree) {
  auto options = std::make_shared<ActOptions>();
  tree.Add("incident ack",
           {{"take an incident: you own it now", "确认事件并成为负责人"},
            {{"xunjian --dir D incident ack 3 --reason 'looking into it'",
              {"the reason is mandatory", "必须说明原因"}}}},
           [options](CommandContext& context) {
             return Act(context, IncidentAct::kAcknowledge, *options);
           })
      .Argument("ID", options->id, {"number of the incident", "事件编号"})
      .Required("--reason", "TEXT", options->text, {"why, for the timeline", "原因，记入时间线"})
      .Format(options->format);
}

void AddNote(ContextTree& tree) {
  auto options = std::make_shared<ActOptions>();
  tree.Add(
          "incident note",
          {{"write a note into the timeline", "在时间线中添加备注"},
           {{"xunjian --dir D incident note 3 'disk ordered'", {"a note", "添加一条备注"}}}},
          [options](CommandContext& context) { return Act(context, IncidentAct::kNote, *options); })
      .Argument("ID", options->id, {"number of the incident", "事件编号"})
      .Argument("TEXT", options->text, {"the note", "备注内容"})
      .Format(options->format);
}

void AddSolve(ContextTree& tree) {
  auto options = std::make_shared<ActOptions>();
  tree.Add("incident solve",
           {{"declare it solved; refused until the same checks passed again, or were withdrawn "
             "because "
             "no policy assigns them any more",
             "宣布已解决；同样的检查重新通过，或因策略不再分配而撤出之前，会被拒绝"},
            {{"xunjian --dir D incident solve 3 --note 'restarted the shop'",
              {"what was done is mandatory", "必须说明做了什么"}}}},
           [options](CommandContext& context) {
             return Act(context, IncidentAct::kSolve, *options);
           })
      .Argument("ID", options->id, {"number of the incident", "事件编号"})
      .Required("--note", "TEXT", options->text, {"what was done", "处理内容"})
      .Format(options->format);
}

}  // namespace

void AddIncidentCommands(ContextTree& tree) {
  tree.AddGroup("incident", {"troubles that people work on", "需要处理的事件"});
  AddList(tree);
  AddShow(tree);
  AddAcknowledge(tree);
  AddNote(tree);
  AddSolve(tree);
}

}  // namespace xunjian
