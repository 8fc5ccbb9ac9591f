#include <algorithm>
#include <array>

#include "cli/status_listing.h"

namespace xunjian {
namespace {

struct KnownReason {
  std::string_view reason;
  Text label;
};

constexpr std::array kKnown = {
    // At a door.
    KnownReason{"too_many_connections", {"too many connections", "连接总数过多"}},
    KnownReason{"too_many_from_one_address",
                {"too many connections from one address", "同一地址连接过多"}},
    KnownReason{"too_many_unfinished_handshakes",
                {"too many unfinished handshakes", "未完成的握手过多"}},
    KnownReason{"no_tls_1_3_hello", {"no TLS 1.3 handshake begun", "未开始 TLS 1.3 握手"}},
    KnownReason{"out_of_descriptors", {"out of descriptors", "文件描述符用尽"}},
    // Of a stream.
    KnownReason{"come_back_later", {"told when to come back", "已告知稍后再来"}},
    KnownReason{"invalid_argument", {"broke the protocol", "违反协议"}},
    KnownReason{"not_found", {"not known", "未登记"}},
    KnownReason{"permission_denied", {"no right", "无权"}},
    KnownReason{"unavailable", {"the collector was busy", "采集器繁忙"}},
    KnownReason{"conflict", {"conflict", "冲突"}},
    KnownReason{"internal", {"internal error", "内部错误"}},
    // Of a result.
    KnownReason{"its assignment is another check's",
                {"its assignment is another check's", "检查任务与检查项不符"}},
    KnownReason{"the host has too many items", {"the host has too many items", "主机的对象过多"}},
    // Of a gap.
    KnownReason{"no_room", {"no room on the host", "主机本地队列空间不足"}},
    KnownReason{"damage", {"the host's queue was damaged", "主机本地队列损坏"}},
};

}  // namespace

std::string ReasonLabel(const std::string& reason, Language language) {
  const auto* known = std::ranges::find(kKnown, reason, &KnownReason::reason);
  if (known == kKnown.end()) return reason;
  return std::string(known->label.In(language));
}

}  // namespace xunjian
