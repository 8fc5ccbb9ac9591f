#include "collector/notify/mail_message.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "collector/decide/policy.h"
#include "collector/notify/news_text.h"
#include "collector/notify/signature.h"

namespace xunjian {
namespace {

constexpr std::size_t kMostAddress = 254;
constexpr std::size_t kWordBytes = 45;   // 60 in base64: a word has at most 75
constexpr std::size_t kPlainBytes = 60;  // "Subject: " and this are one line
constexpr std::size_t kLineBytes = 57;   // 76 in base64

bool IsPrintable(std::string_view text) {
  return std::ranges::all_of(text, [](unsigned char byte) { return byte >= 0x20 && byte < 0x7f; });
}

bool BeginsCharacter(char byte) { return (static_cast<unsigned char>(byte) & 0xc0) != 0x80; }

// At most `most` bytes, whole characters.
std::string_view TakeCharacters(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  std::size_t end = most;
  while (end > 0 && !BeginsCharacter(text[end])) --end;
  return text.substr(0, end == 0 ? most : end);
}

std::string_view DomainOf(std::string_view address) {
  return address.substr(address.find('@') + 1);
}

std::string Base64Lines(std::string_view text) {
  std::string lines;
  for (std::size_t begin = 0; begin < text.size(); begin += kLineBytes) {
    lines += Base64(text.substr(begin, kLineBytes)) + "\r\n";
  }
  return lines;
}

// Bodies of text are sent with the line ends of the wire.
std::string WithCrLf(std::string_view text) {
  std::string lines;
  for (const char byte : text) byte == '\n' ? lines += "\r\n" : lines += byte;
  return lines;
}

std::string Threading(const Notification& notification, std::string_view domain) {
  const auto id = [&](std::string_view what) { return fmt::format("<{}@{}>", what, domain); };
  std::string lines = fmt::format("Message-ID: {}\r\n", id(notification.id));
  if (notification.kind == news::kOpened) return lines;
  const std::string first = id(notification.thread + "-opened");
  return lines + fmt::format("In-Reply-To: {0}\r\nReferences: {0}\r\n", first);
}

std::string ListOf(const std::vector<std::string>& addresses) {
  return fmt::format("{}", fmt::join(addresses, ",\r\n "));
}

}  // namespace

bool IsMailAddress(std::string_view text) {
  const auto at = text.find('@');
  if (at == std::string_view::npos || at == 0 || at + 1 == text.size()) return false;
  if (text.size() > kMostAddress || text.find('@', at + 1) != std::string_view::npos) return false;
  return IsPrintable(text) && text.find_first_of(" \"<>(),:;\\[]") == std::string_view::npos;
}

std::string EncodedHeader(std::string_view text) {
  if (IsPrintable(text) && text.size() <= kPlainBytes &&
      text.find("=?") == std::string_view::npos) {
    return std::string(text);
  }
  std::string words;
  while (!text.empty()) {
    const std::string_view part = TakeCharacters(text, kWordBytes);
    if (!words.empty()) words += "\r\n ";
    words += fmt::format("=?UTF-8?B?{}?=", Base64(part));
    text.remove_prefix(part.size());
  }
  return words;
}

std::string MailDate(Timestamp at) {
  constexpr std::array kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(std::chrono::floor<std::chrono::seconds>(at - day));
  return fmt::format(
      "{}, {:02} {} {} {:02}:{:02}:{:02} +0000", kDays.at(std::chrono::weekday(day).c_encoding()),
      static_cast<unsigned>(date.day()), kMonths.at(static_cast<unsigned>(date.month()) - 1),
      static_cast<int>(date.year()), time.hours().count(), time.minutes().count(),
      time.seconds().count());
}

std::string MailMessage(const Notification& notification, Language language,
                        const MailAddresses& addresses) {
  const NewsText text = TextOf(notification, language);
  std::string message = fmt::format("Date: {}\r\nFrom: <{}>\r\nTo: {}\r\nSubject: {}\r\n",
                                    MailDate(notification.created_at), addresses.from,
                                    ListOf(addresses.to), EncodedHeader(text.subject));
  message += Threading(notification, DomainOf(addresses.from));
  message += fmt::format("X-Xunjian-Incident: {}\r\nX-Xunjian-News: {}\r\n",
                         notification.detail.incident.id, notification.kind);
  message +=
      "Auto-Submitted: auto-generated\r\n"
      "MIME-Version: 1.0\r\n"
      "Content-Type: text/plain; charset=utf-8\r\n"
      "Content-Transfer-Encoding: base64\r\n\r\n";
  return message + Base64Lines(WithCrLf(text.body));
}

}  // namespace xunjian
