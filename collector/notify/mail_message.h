#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "collector/notify/channel.h"

namespace xunjian {

struct MailAddresses {
  std::string from;
  std::vector<std::string> to;
};

// "name@domain": printable ASCII without blanks, quotes, brackets or signs that lists and headers
// have a use for.
bool IsMailAddress(std::string_view text);

// An RFC 5322 message, lines ended with CR LF. All news of an incident is one thread: later
// messages refer to the one that opened it. The same news has the same Message-ID each time it is
// sent. Whatever a host sent stands encoded (RFC 2047 in the subject, base64 in the body), so that
// it can begin no header. Pure.
std::string MailMessage(const Notification& notification, Language language,
                        const MailAddresses& addresses);

// RFC 2047: as it is when it is short ASCII, else "=?UTF-8?B?…?=" words of at most 75 bytes, cut
// between characters and folded.
std::string EncodedHeader(std::string_view text);

// "Tue, 01 Dec 2026 01:28:00 +0000".
std::string MailDate(Timestamp at);

}  // namespace xunjian
