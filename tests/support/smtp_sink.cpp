#include "tests/support/smtp_sink.h"

namespace xunjian {
namespace {

std::string InBrackets(const std::string& text) {
  const auto begin = text.find('<') + 1;
  return text.substr(begin, text.find('>') - begin);
}

}  // namespace

SmtpSink::SmtpSink(std::shared_ptr<SSL_CTX> tls, Manners manners)
    : tls_(std::move(tls)),
      manners_(std::move(manners)),
      listener_([this](LoopbackClient& client) { Serve(client); }) {}

std::vector<SunkMail> SmtpSink::mails() const {
  const std::scoped_lock lock(mutex_);
  return mails_;
}

void SmtpSink::Serve(LoopbackClient& client) {
  SunkMail mail;
  mail.over_tls = manners_.starts_with_tls;
  if (manners_.starts_with_tls && !client.StartTls(tls_.get())) return;
  if (!manners_.hangs) client.Say("220 sink\r\n");
  while (const auto command = client.ReadLine()) {
    if (!Obey(client, *command, mail)) return;
  }
}

bool SmtpSink::Greet(LoopbackClient& client, bool over_tls) {
  const bool offers = manners_.offers_tls && !over_tls;
  return client.Say(std::string("250-sink\r\n") + (offers ? "250-STARTTLS\r\n" : "") +
                    "250 AUTH PLAIN\r\n");
}

bool SmtpSink::Obey(LoopbackClient& client, const std::string& command, SunkMail& mail) {
  if (command.starts_with("EHLO")) return Greet(client, mail.over_tls);
  if (command.starts_with("STARTTLS")) {
    client.Say("220 go on\r\n");
    return mail.over_tls = client.StartTls(tls_.get());
  }
  if (command.starts_with("AUTH PLAIN ")) {
    mail.authenticated = command.substr(11);
    return client.Say(manners_.auth_answer + "\r\n");
  }
  if (command.starts_with("AUTH PLAIN")) {
    client.Say("334 \r\n");
    mail.authenticated = client.ReadLine().value_or("");
    return client.Say(manners_.auth_answer + "\r\n");
  }
  if (command.starts_with("MAIL FROM")) {
    mail.from = InBrackets(command);
    mail.to.clear();
    return client.Say("250 fine\r\n");
  }
  if (command.starts_with("RCPT TO")) {
    const std::string to = InBrackets(command);
    if (to == manners_.refused) return client.Say("550 no such user\r\n");
    mail.to.push_back(to);
    return client.Say("250 fine\r\n");
  }
  if (command.starts_with("DATA")) return TakeText(client, mail);
  client.Say("221 bye\r\n");
  return !command.starts_with("QUIT");
}

bool SmtpSink::TakeText(LoopbackClient& client, SunkMail& mail) {
  client.Say("354 go on\r\n");
  mail.text.clear();
  for (;;) {
    const auto line = client.ReadLine();
    if (!line) return false;
    if (*line == ".") break;
    mail.text += (line->starts_with('.') ? line->substr(1) : *line) + "\r\n";
  }
  if (manners_.data_answer.starts_with('2')) {
    const std::scoped_lock lock(mutex_);
    mails_.push_back(mail);
  }
  return client.Say(manners_.data_answer + "\r\n");
}

}  // namespace xunjian
