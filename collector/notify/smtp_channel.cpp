#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.h"
#include "collector/notify/channel_kinds.h"
#include "collector/notify/curl_transfer.h"
#include "collector/notify/mail_message.h"

namespace xunjian {
namespace {

constexpr std::size_t kMostShown = 300;

struct SmtpTarget {
  std::string url;  // "smtp://host:587" with STARTTLS, "smtps://host:465" with TLS from the start
  MailAddresses addresses;
  std::string username;
  Secret password;
  CurlBasics basics;
};

// What the server said: its last answer, and those that refused a recipient.
struct Answers {
  std::string last;
  std::string refused;
};

std::size_t Note(char* bytes, std::size_t, std::size_t count, void* noted) {
  auto& answers = *static_cast<Answers*>(noted);
  answers.last = CleanLine({bytes, count}, kMostShown);
  const bool refusal = answers.last.starts_with('4') || answers.last.starts_with('5');
  if (refusal && answers.refused.size() < kMostShown) answers.refused += answers.last + " ";
  return count;
}

struct Upload {
  std::string_view left;
};

std::size_t Give(char* room, std::size_t, std::size_t count, void* from) {
  auto& upload = *static_cast<Upload*>(from);
  const std::size_t given = upload.left.copy(room, count);
  upload.left.remove_prefix(given);
  return given;
}

CurlList RecipientsOf(const MailAddresses& addresses) {
  CurlList list;
  for (const std::string& to : addresses.to) {
    list.reset(curl_slist_append(list.release(), fmt::format("<{}>", to).c_str()));
  }
  return list;
}

class SmtpChannel final : public Channel {
 public:
  SmtpChannel(SmtpTarget target, Language language)
      : target_(std::move(target)), language_(language) {}

  Delivery Send(std::span<const Notification> batch, const std::stop_token& stop) override {
    const std::string message = MailMessage(batch.front(), language_, target_.addresses);
    const CurlList recipients = RecipientsOf(target_.addresses);
    const std::string from = fmt::format("<{}>", target_.addresses.from);
    Upload upload{message};
    Answers answers;
    CURL* easy = transfer_.Prepare(target_.basics, "smtp,smtps");
    SetServer(easy);
    curl_easy_setopt(easy, CURLOPT_MAIL_FROM, from.c_str());
    curl_easy_setopt(easy, CURLOPT_MAIL_RCPT, recipients.get());
    curl_easy_setopt(easy, CURLOPT_MAIL_RCPT_ALLLOWFAILS, 1L);  // one that left tells all others
    curl_easy_setopt(easy, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(easy, CURLOPT_READFUNCTION, &Give);
    curl_easy_setopt(easy, CURLOPT_READDATA, &upload);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, &Note);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, &answers);
    const auto sent = transfer_.Run(stop);
    long status = 0;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    return DeliveryOf(sent, status, answers);
  }

 private:
  void SetServer(CURL* easy) const {
    curl_easy_setopt(easy, CURLOPT_URL, target_.url.c_str());
    curl_easy_setopt(easy, CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_ALL));
    if (target_.username.empty()) return;
    curl_easy_setopt(easy, CURLOPT_USERNAME, target_.username.c_str());
    curl_easy_setopt(easy, CURLOPT_PASSWORD, target_.password.Reveal().c_str());
  }

  static Delivery DeliveryOf(const Result<void>& sent, long status, const Answers& answers) {
    if (sent && answers.refused.empty()) {
      return {DeliveryReported::Outcome::kDelivered, answers.last};
    }
    if (sent) {
      return {DeliveryReported::Outcome::kDelivered,
              "but not to everybody: " + CleanLine(answers.refused, kMostShown)};
    }
    const std::string why =
        fmt::format("{} ({})", sent.error().In(Language::kEnglish), answers.last);
    // 530 to 539 speak of who we are (RFC 4954): a password that is mended lets the mail through.
    const bool hopeless = status >= 500 && status < 600 && status / 10 != 53;
    return hopeless ? Rejected(why) : Retry(why);
  }

  const SmtpTarget target_;
  const Language language_;
  CurlTransfer transfer_;
};

// "host:port" of printable ASCII; it becomes part of an address.
bool IsServer(std::string_view text) {
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos || colon == 0 || colon + 1 == text.size()) return false;
  const auto is_digit = [](char byte) { return byte >= '0' && byte <= '9'; };
  const bool plain = std::ranges::all_of(text, [](unsigned char byte) {
    return std::isalnum(byte) != 0 || byte == '.' || byte == '-' || byte == ':' || byte == '[' ||
           byte == ']';
  });
  return plain && std::ranges::all_of(text.substr(colon + 1), is_digit);
}

std::string ReadAddress(TomlTable& table) {
  std::string from = table.RequiredString("from");
  if (!from.empty() && !IsMailAddress(from)) {
    table.Problem("from", Text{"not an address of mail; write name@domain",
                               "不是邮件地址；应写作 名称@域名"});
  }
  return from;
}

std::vector<std::string> ReadRecipients(TomlTable& table) {
  std::vector<std::string> to = table.Strings("to");
  if (to.empty())
    table.Problem("to", Text{"to whom? e.g. [\"duty@example.cn\"]",
                             "缺少收件人，例如 [\"duty@example.cn\"]"});
  for (const std::string& address : to) {
    if (IsMailAddress(address)) continue;
    table.Problem("to", Format({"'{}' is not an address of mail; write name@domain",
                                "“{}”不是邮件地址；应写作 名称@域名"},
                               CleanLine(address, kMostShown)));
  }
  return to;
}

void ReadServer(TomlTable& table, SmtpTarget& target) {
  const std::string server = table.RequiredString("server");
  if (!server.empty() && !IsServer(server)) {
    table.Problem("server", Text{"not a server; write host:port", "不是服务器；应写作 主机:端口"});
  }
  const bool tls = table.Choice("security", {"starttls", "tls"}, "starttls") == "tls";
  target.url = fmt::format("{}://{}", tls ? "smtps" : "smtp", server);
}

}  // namespace

ChannelFactory PlanSmtp(TomlTable& table, const FileReader& read, const ChannelSettings& settings) {
  SmtpTarget target;
  ReadServer(table, target);
  target.addresses = {ReadAddress(table), ReadRecipients(table)};
  target.username = table.String("username", "");
  target.password = ReadFileKey(table, "password_file", FileKind::kSecret, read);
  target.basics.ca_pem = ReadFileKey(table, "ca_file", FileKind::kPublic, read).Reveal();
  target.basics.timeout = settings.timeout;
  const Language language = settings.language;
  return [target, language](const ChannelParts&) -> std::unique_ptr<Channel> {
    return std::make_unique<SmtpChannel>(target, language);
  };
}

}  // namespace xunjian
