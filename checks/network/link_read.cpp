#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "checks/engine/number_scan.h"
#include "checks/engine/read_source.h"
#include "checks/network/reads.h"

namespace xunjian {
namespace {

constexpr char kFolder[] = "/sys/class/net";
constexpr unsigned kInterfaceUp = 0x1;  // IFF_UP

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

// Nothing for what is no number of flags.
std::optional<bool> AdminUp(std::string_view flags) {
  constexpr std::string_view kHex = "0x";
  if (!flags.starts_with(kHex)) return std::nullopt;
  unsigned value = 0;
  const auto [end, error] =
      std::from_chars(flags.data() + kHex.size(), flags.data() + flags.size(), value, 16);
  if (error != std::errc()) return std::nullopt;
  return (value & kInterfaceUp) != 0;
}

// The kernel tells the carrier only of an interface that is switched on.
std::optional<bool> Carrier(std::string_view text, bool admin_up) {
  if (text == "1") return true;
  if (text == "0" || !admin_up) return false;
  return std::nullopt;
}

using ReadItem = boost::system::result<ObservedItem, NotRead>;

ReadItem ReadInterface(const FileSystem& files, const std::string& interface,
                       std::string_view kind) {
  const std::string flags_path = fmt::format("{}/{}/flags", kFolder, interface);
  const auto flags = ReadSource(files, flags_path, 4096);
  if (!flags) return flags.error();
  const auto up = AdminUp(*flags);
  if (!up) return StrangeText(flags_path, *flags);
  const std::string carrier_text = Value(files, interface, "carrier");
  const auto carrier = Carrier(carrier_text, *up);
  if (!carrier) return StrangeText(fmt::format("{}/{}/carrier", kFolder, interface), carrier_text);
  ObservedItem item;
  item.item = interface;
  item.metrics = {{"admin_up", *up ? 1.0 : 0.0, "count"},
                  {"carrier", *carrier ? 1.0 : 0.0, "count"}};
  const std::string changes_text = Value(files, interface, "carrier_changes");
  if (const auto changes = WholeNumber(changes_text)) {
    item.metrics.push_back({"carrier_changes_total", *changes, "count"});
  }
  item.attributes = {{"operstate", Value(files, interface, "operstate")},
                     {"kind", std::string(kind)}};
  return item;
}

// It went while we looked: then it is not there, which is for the baseline to judge.
bool IsGone(const FileSystem& files, const std::string& interface) {
  const auto status = files.Status(fmt::format("{}/{}", kFolder, interface));
  return !status && status.error().code() == ErrorCode::kNotFound;
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
    if (!item && IsGone(context.files, interface)) continue;
    if (!item) return item.error();
    observation.items.push_back(*std::move(item));
  }
  if (observation.items.empty() && context.baseline == nullptr) {
    return NotRead{Outcome::kNotApplicable, "only_virtual", {}};
  }
  return observation;
}

}  // namespace xunjian
