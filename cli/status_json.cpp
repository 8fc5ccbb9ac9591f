#include <fmt/format.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "cli/status_listing.h"
#include "inspection/text/escape.h"
#include "inspection/text/json_text.h"

namespace xunjian {
namespace {

namespace json = boost::json;

double Milliseconds(Duration span) {
  return std::chrono::duration<double, std::milli>(span).count();
}

json::object DurationsJson(const DurationFigures& figures) {
  return {{"p50_ms", Milliseconds(figures.p50)},
          {"p99_ms", Milliseconds(figures.p99)},
          {"last_minute", figures.recent},
          {"count", figures.count},
          {"total_ms", Milliseconds(figures.total)}};
}

json::object ReasonsJson(const std::vector<CountedReason>& reasons) {
  json::object object;
  for (const CountedReason& reason : reasons) object[reason.reason] = reason.count;
  return object;
}

json::value TimeJson(const std::optional<Timestamp>& at) {
  if (!at) return nullptr;
  return json::value(FormatRfc3339(*at));
}

json::object WorkJson(const WorkStatus& work, Language language) {
  return {{"queue", work.queue},
          {"queue_limit", work.queue_limit},
          {"turned_away", work.turned_away},
          {"oldest_wait_ms", Milliseconds(work.oldest_wait)},
          {"ack_time", DurationsJson(work.ack_time)},
          {"commits", work.commits},
          {"commit_time", DurationsJson(work.commit_time)},
          {"open_incidents", work.open_incidents},
          {"pending_notifications", work.pending_notifications},
          {"held", work.held ? JsonString(work.held->In(language)) : json::value()}};
}

json::object RoadJson(const RoadStatus& road) {
  json::array doors;
  for (const DoorStatus& door : road.doors) {
    doors.push_back(json::object{{"door", JsonString(door.door)},
                                 {"open", door.open},
                                 {"waiting", door.waiting},
                                 {"accepted", door.accepted},
                                 {"refused", ReasonsJson(door.refused)}});
  }
  return {{"hosts", road.hosts},
          {"agents", road.agents},
          {"results_waiting", road.results_waiting},
          {"most_results_waiting", road.most_results_waiting},
          {"doors", std::move(doors)},
          {"refused_streams", ReasonsJson(road.refused_streams)},
          {"waiting_batches", road.waiting_batches},
          {"slowed_batches", road.slowed_batches},
          {"batches", road.batches},
          {"results", road.results},
          {"new_results", road.new_results},
          {"duplicates", road.duplicates},
          {"rejected", ReasonsJson(road.rejected)},
          {"missing", ReasonsJson(road.missing)}};
}

json::object DiskJson(const DiskStatus& disk) {
  json::array days;
  for (const DaySize& day : disk.newest_days) {
    days.push_back(
        json::object{{"day", FormatRfc3339(day.day).substr(0, 10)}, {"bytes", day.bytes}});
  }
  return {{"journal_sync", DurationsJson(disk.journal_sync)},
          {"database_commit", DurationsJson(disk.database_commit)},
          {"samples", disk.samples},
          {"database_bytes", disk.database_bytes},
          {"journal_bytes", disk.journal_bytes},
          {"fold_lag_ms", Milliseconds(disk.fold_lag)},
          {"history_bytes", disk.history_bytes},
          {"days", disk.days},
          {"days_kept", disk.days_kept},
          {"oldest_day", TimeJson(disk.oldest_day)},
          {"newest_days", std::move(days)},
          {"damaged", disk.damaged}};
}

json::array ProbesJson(const std::vector<ProbeStatus>& probes, Language language) {
  json::array array;
  for (const ProbeStatus& probe : probes) {
    array.push_back(json::object{
        {"door", JsonString(probe.door)},
        {"at", TimeJson(probe.at)},
        {"took_ms", Milliseconds(probe.took)},
        {"probes", probe.probes},
        {"failures", probe.failures},
        {"failure", probe.failure ? JsonString(probe.failure->In(language)) : json::value()}});
  }
  return array;
}

json::array ChannelsJson(const std::vector<ChannelStatus>& channels) {
  json::array array;
  for (const ChannelStatus& channel : channels) {
    const bool failed = !channel.failure.empty();
    array.push_back(json::object{
        {"channel", JsonString(channel.channel)},
        {"kind", JsonString(channel.kind)},
        {"delivered", channel.delivered},
        {"retried", channel.retried},
        {"rejected", channel.rejected},
        {"failure", failed ? JsonString(channel.failure) : json::value()},
        {"failed_at", failed ? json::value(FormatRfc3339(channel.failed_at)) : json::value()}});
  }
  return array;
}

json::object Document(const CollectorStatus& status, Language language) {
  const CollectorVerdict verdict = VerdictOn(status);
  return {{"schema", "xunjian.collector_status/1"},
          {"health", std::string(ToString(verdict.health))},
          {"verdict", JsonString(verdict.line.In(language))},
          {"version", JsonString(status.version)},
          {"at", FormatRfc3339(status.at)},
          {"started_at", FormatRfc3339(status.started_at)},
          {"up_ms", Milliseconds(status.up)},
          {"work", WorkJson(status.work, language)},
          {"road", RoadJson(status.road)},
          {"disk", DiskJson(status.disk)},
          {"probes", ProbesJson(status.probes, language)},
          {"channels", ChannelsJson(status.channels)}};
}

// A leaf of the document a line; entries of lists are counted from 0.
void AddLines(const std::string& name, const json::value& value, std::string& text) {
  const auto inner = [&name](std::string_view key) {
    return name.empty() ? std::string(key) : fmt::format("{}.{}", name, key);
  };
  if (const auto* object = value.if_object()) {
    for (const auto& entry : *object) AddLines(inner(entry.key()), entry.value(), text);
  } else if (const auto* array = value.if_array()) {
    for (std::size_t i = 0; i < array->size(); ++i) {
      AddLines(inner(fmt::to_string(i)), (*array)[i], text);
    }
  } else {
    const std::string shown = value.is_null()     ? ""
                              : value.is_string() ? std::string(value.get_string())
                                                  : json::serialize(value);
    text += fmt::format("{},{}\r\n", EscapeCsv(name), EscapeCsv(shown));
  }
}

}  // namespace

std::string StatusJson(const CollectorStatus& status, Language language) {
  return JsonText(Document(status, language));
}

std::string StatusCsv(const CollectorStatus& status, Language language) {
  std::string text = "name,value\r\n";
  AddLines("", Document(status, language), text);
  return text;
}

}  // namespace xunjian
