#include <unistd.h>

#include <array>

#include "collector/notify/channel_kinds.h"
#include "collector/notify/syslog_message.h"
#include "collector/notify/syslog_socket.h"

namespace xunjian {
namespace {

struct Facility {
  std::string_view name;
  int number;
};
constexpr std::array kFacilities = {
    Facility{"user", 1},    Facility{"daemon", 3},  Facility{"local0", 16}, Facility{"local1", 17},
    Facility{"local2", 18}, Facility{"local3", 19}, Facility{"local4", 20}, Facility{"local5", 21},
    Facility{"local6", 22}, Facility{"local7", 23}};

std::string OwnName() {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "";
}

class SyslogChannel final : public Channel {
 public:
  SyslogChannel(const SyslogAddress& address, int facility, const ChannelSettings& settings)
      : socket_(address),
        facility_(facility),
        language_(settings.language),
        timeout_(settings.timeout),
        host_(OwnName()) {}

  Delivery Send(std::span<const Notification> batch, const std::stop_token& stop) override {
    for (const Notification& notification : batch) {
      const auto sent =
          socket_.Send(SyslogMessage(notification, language_, facility_, host_), timeout_, stop);
      if (!sent) return Retry(sent.error().In(Language::kEnglish));
    }
    return {};
  }

 private:
  SyslogSocket socket_;
  const int facility_;
  const Language language_;
  const Duration timeout_;
  const std::string host_;
};

int ReadFacility(TomlTable& table) {
  std::vector<std::string_view> known;
  for (const Facility& facility : kFacilities) known.push_back(facility.name);
  const std::string chosen = table.Choice("facility", known, "daemon");
  for (const Facility& facility : kFacilities) {
    if (facility.name == chosen) return facility.number;
  }
  return kFacilities[1].number;
}

}  // namespace

ChannelFactory PlanSyslog(TomlTable& table, const FileReader&, const ChannelSettings& settings) {
  const std::string text = table.RequiredString("address");
  const auto address = ParseSyslogAddress(text);
  if (!text.empty() && !address) {
    table.Problem("address", Text{"write udp://host:514, tcp://host:601 or unix:///dev/log",
                                  "应写作 udp://HOST:514、tcp://HOST:601 或 unix:///dev/log"});
  }
  const int facility = ReadFacility(table);
  return [address, facility, settings](const ChannelParts&) -> std::unique_ptr<Channel> {
    return std::make_unique<SyslogChannel>(address.value_or(SyslogAddress{}), facility, settings);
  };
}

}  // namespace xunjian
