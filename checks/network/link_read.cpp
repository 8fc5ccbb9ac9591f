#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "checks/engine/number_scan.h"
#include "checks/engine/read_source.h"
#include "checks/network/reads.h"

namespace xunjian {
namespace {

constexpr char kFolder[] = "/sys/class/net";
constexpr unsigned long kInterfaceUp = 0x1;  // IFF_UP

std::string Trimmed(std::string text) {
  text.erase(std::find_if_not(text.rbegin(), text.rend(), [](char c) { return c == '\n'; }).base(),
             text.end());
  return text;
}

// One value of an interface; "" when it cannot be read (carrier of an interface that is off).
std::string Value(const FileSystem& files, const std::string& interface, std::string_view name) {
  auto text = files.Read(fmt::format("{}/{}/{}", kFolder, interface, name), 4096);
  return text ? Trimmed(*std::move(text)) : "";
}

bool Has(const FileSystem& files, const std::string& interface, std::string_view name) {
  return files.Status(fmt::format("{}/{}/{}", kFolder, interface, name)).has_value();
}

// "physical", "bond", "vlan"; "" for what comes and goes with containers and virtual machines.
std::string_view KindOf(const FileSystem& files, const std::string& interface) {
  if (Has(files, interface, "bonding")) return "bond";
  const std::string event = "\n" + Value(files, interface, "uevent") + "\n";
  if (event.find("\nDEVTYPE=vlan\n") != std::string::npos) return "vlan";
  if (Has(files, interface, "device")) return "physical";
  return "";
}

bool IsAdminUp(std::string_view flags) {
  if (!flags.starts_with("0x")) return false;
  return (std::strtoul(std::string(flags).c_str(), nullptr, 16) & kInterfaceUp) != 0;
}

boost::system::result<ObservedItem, NotRead> ReadInterface(const FileSystem& files,
                                                           const std::string& interface,
                                                           std::string_view kind) {
  auto flags = ReadSource(files, fmt::format("{}/{}/flags", kFolder, interface), 4096);
  if (!flags) return flags.error();
  const bool up = IsAdminUp(*flags);
  ObservedItem item;
  item.item = interface;
  item.metrics = {{"admin_up", up ? 1.0 : 0.0, "count"},
                  {"carrier", Value(files, interface, "carrier") == "1" ? 1.0 : 0.0, "count"}};
  const std::string changes_text = Value(files, interface, "carrier_changes");
  if (const auto changes = WholeNumber(changes_text)) {
    item.metrics.push_back({"carrier_changes_total", *changes, "count"});
  }
  if (const auto speed = WholeNumber(Value(files, interface, "speed")); speed && *speed > 0) {
    constexpr double kBytesPerMegabit = 125'000;
    item.metrics.push_back({"speed", *speed * kBytesPerMegabit, "bytes_per_s"});
  }
  item.attributes = {{"operstate", Value(files, interface, "operstate")},
                     {"kind", std::string(kind)}};
  return item;
}

bool InBaseline(const ReadContext& context, const std::string& interface) {
  return context.baseline != nullptr && context.baseline->entries.contains(interface);
}

}  // namespace

Reading ReadNetStateLink(const ReadContext& context, const Parameters&) {
  const auto interfaces = context.files.List(kFolder);
  if (!interfaces) return NotReadOf(interfaces.error(), kFolder);
  Observation observation;
  for (const std::string& interface : *interfaces) {
    std::string_view kind = KindOf(context.files, interface);
    if (kind.empty() && InBaseline(context, interface)) kind = "other";
    if (kind.empty()) continue;
    auto item = ReadInterface(context.files, interface, kind);
    if (!item) return item.error();
    observation.items.push_back(*std::move(item));
  }
  if (observation.items.empty() && context.baseline == nullptr) {
    return AbsentSource("physical, bond or VLAN interface", "only virtual ones are here");
  }
  return observation;
}

}  // namespace xunjian
