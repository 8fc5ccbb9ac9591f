#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"
#include "collector/notify/channels.h"

namespace xunjian {

// DIR/collector.toml. Addresses are "host:port"; port 0 takes a free one.
struct CollectorConfig {
  std::string site = "headquarters";           // owner of hosts whose token names no other
  std::string listen = "0.0.0.0:7420";         // agents, mutual TLS
  std::string enroll_listen = "0.0.0.0:7421";  // enrolment, TLS with server authentication
  std::string operator_listen;                 // operators elsewhere, mutual TLS; "" for none
  std::string advertise;                       // host that tokens name; "" for this machine's name
  std::string http_listen;                     // figures, on loopback; "" for none
  int connections = 10'000;                    // of agents, 10 to 100,000
  int connections_per_address = 1'000;  // of them; many hosts may stand behind one NAT address
  int history_days = 400;               // days with results that are kept, 2 to 4,000
  Duration heartbeat_interval = std::chrono::seconds(20);  // 1 s to 20 s
  std::vector<ChannelPlan> channels = UsualChannels();     // "log", then those of [[channel]]
};

// As policies name them.
std::vector<std::string> ChannelNames(const CollectorConfig& config);

// What `init` writes for http_listen.
inline constexpr std::string_view kUsualHttpListen = "127.0.0.1:9420";

// "host:port" with a port of 0 to 65535.
bool IsListenAddress(std::string_view text);

// kInvalidArgument with every problem at once. `read` gives the files of [[channel]] tables.
Result<CollectorConfig> ParseCollectorConfig(std::string_view text, const std::string& file_name,
                                             const FileReader& read);

// What `init` writes: every key with its meaning, in English and Chinese.
std::string CollectorConfigText(const CollectorConfig& config);

}  // namespace xunjian
