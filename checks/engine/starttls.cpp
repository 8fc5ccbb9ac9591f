#include "checks/engine/starttls.h"

#include <sys/socket.h>

#include <cerrno>
#include <span>
#include <string>

#include "checks/engine/tcp_connect.h"

namespace xunjian {
namespace {

constexpr std::size_t kLongestReply = 8 << 10;  // bytes of one answer, all its lines

// What to say, and how the last line of a good answer begins.
struct Step {
  std::string_view say;
  std::string_view good;
};

constexpr Step kSmtp[] = {{"", "220 "}, {"EHLO xunjian\r\n", "250 "}, {"STARTTLS\r\n", "220 "}};
constexpr Step kImap[] = {{"", "* OK"}, {"x1 STARTTLS\r\n", "x1 OK"}};
constexpr Step kPop3[] = {{"", "+OK"}, {"STLS\r\n", "+OK"}};
// SSLRequest: length 8, code 80877103; the answer is the single byte 'S'.
constexpr Step kPostgres[] = {{std::string_view("\0\0\0\x08\x04\xd2\x16\x2f", 8), "S"}};

std::span<const Step> StepsOf(StartTls protocol) {
  switch (protocol) {
    case StartTls::kSmtp:
      return kSmtp;
    case StartTls::kImap:
      return kImap;
    case StartTls::kPop3:
      return kPop3;
    case StartTls::kPostgres:
      return kPostgres;
    case StartTls::kNone:
      break;
  }
  return {};
}

// "250-SIZE" announces more lines, "* CAPABILITY" comes before the tagged answer.
bool IsContinuation(std::string_view line, std::string_view good) {
  if (good.starts_with("x1")) return line.starts_with("* ");
  return line.size() > 3 && line[3] == '-' && good.size() == 4 &&
         line.substr(0, 3) == good.substr(0, 3);
}

class Talk {
 public:
  Talk(int socket, SteadyTime deadline, const Clock& clock)
      : socket_(socket), deadline_(deadline), clock_(clock) {}

  bool Say(std::string_view text) {
    // A few bytes into an empty send buffer: they go at once or the connection is dead.
    return text.empty() || send(socket_, text.data(), text.size(), MSG_NOSIGNAL) ==
                               static_cast<ssize_t>(text.size());
  }

  // Byte by byte: what follows the answer belongs to the handshake.
  std::string Line(bool single_byte) {
    std::string line;
    char byte = 0;
    while (line.size() < kLongestReply && Receive(byte)) {
      if (byte == '\n') break;
      line += byte;
      if (single_byte) break;
    }
    return line;
  }

 private:
  bool Receive(char& byte) {
    for (;;) {
      const ssize_t got = recv(socket_, &byte, 1, 0);
      if (got == 1) return true;
      if (got == 0 || (errno != EAGAIN && errno != EINTR)) return false;
      if (WaitFor(socket_, Readiness::kReadable, deadline_, clock_) == Readiness::kTimedOut) {
        return false;
      }
    }
  }

  int socket_;
  SteadyTime deadline_;
  const Clock& clock_;
};

bool Perform(Talk& talk, const Step& step, bool single_byte) {
  if (!talk.Say(step.say)) return false;
  std::size_t seen = 0;
  for (;;) {
    const std::string line = talk.Line(single_byte);
    if (line.starts_with(step.good)) return true;
    seen += line.size() + 1;
    if (!IsContinuation(line, step.good) || seen > kLongestReply) return false;
  }
}

}  // namespace

std::optional<StartTls> ParseStartTls(std::string_view text) {
  if (text == "none") return StartTls::kNone;
  if (text == "smtp") return StartTls::kSmtp;
  if (text == "imap") return StartTls::kImap;
  if (text == "pop3") return StartTls::kPop3;
  if (text == "postgres") return StartTls::kPostgres;
  return std::nullopt;
}

Result<void> RequestTls(int socket, StartTls protocol, SteadyTime deadline, const Clock& clock) {
  Talk talk(socket, deadline, clock);
  for (const Step& step : StepsOf(protocol)) {
    if (Perform(talk, step, protocol == StartTls::kPostgres)) continue;
    return MakeError(ErrorCode::kUnavailable, {"the server does not offer to change to TLS",
                                               "服务器没有提供切换到 TLS 的能力"});
  }
  return Ok();
}

}  // namespace xunjian
