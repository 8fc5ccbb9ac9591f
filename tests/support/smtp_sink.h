#pragma once

#include <mutex>
#include <string>
#include <vector>

#include "tests/support/loopback_socket.h"

namespace xunjian {

struct SunkMail {
  std::string from;             // of the envelope
  std::vector<std::string> to;  // that were taken
  std::string text;             // as it came, CR LF, dots undone
  std::string authenticated;    // what AUTH PLAIN said, decoded by nobody
  bool over_tls = false;
};

// A mail server for tests: STARTTLS or TLS from the start. Thread-safe.
class SmtpSink {
 public:
  struct Manners {
    bool starts_with_tls = false;
    bool offers_tls = true;  // STARTTLS
    bool hangs = false;      // greets nobody
    std::string refused;     // this recipient gets a 550
    std::string auth_answer = "235 known";
    std::string data_answer = "250 taken";
  };

  SmtpSink(std::shared_ptr<SSL_CTX> tls, Manners manners);

  std::vector<SunkMail> mails() const;
  std::string server() const { return "127.0.0.1:" + listener_.port(); }

 private:
  void Serve(LoopbackClient& client);
  bool Obey(LoopbackClient& client, const std::string& command, SunkMail& mail);
  bool Greet(LoopbackClient& client, bool over_tls);
  bool TakeText(LoopbackClient& client, SunkMail& mail);

  const std::shared_ptr<SSL_CTX> tls_;
  const Manners manners_;
  mutable std::mutex mutex_;
  std::vector<SunkMail> mails_;  // by mutex_
  LoopbackListener listener_;    // last: it uses all above
};

}  // namespace xunjian
