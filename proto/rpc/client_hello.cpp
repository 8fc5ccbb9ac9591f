#include "proto/rpc/client_hello.h"

#include <cstdint>
#include <optional>
#include <string>

namespace xunjian {
namespace {

constexpr unsigned kHandshakeRecord = 22;
constexpr unsigned kClientHello = 1;
constexpr unsigned kSupportedVersions = 43;
constexpr unsigned kTls13 = 0x0304;
constexpr std::size_t kMostRecordBytes = 1 << 14;

// Big-endian fields, each taken only when it is there in full.
class Fields {
 public:
  explicit Fields(std::string_view bytes) : rest_(bytes) {}

  std::optional<unsigned> Number(std::size_t bytes) {
    if (rest_.size() < bytes) return std::nullopt;
    unsigned value = 0;
    for (const char c : rest_.substr(0, bytes))
      value = (value << 8) | static_cast<unsigned char>(c);
    rest_.remove_prefix(bytes);
    return value;
  }

  std::optional<std::string_view> Bytes(std::size_t size) {
    if (rest_.size() < size) return std::nullopt;
    const std::string_view bytes = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return bytes;
  }

  // A vector behind its length.
  std::optional<std::string_view> Vector(std::size_t length_bytes) {
    const auto size = Number(length_bytes);
    return size ? Bytes(*size) : std::nullopt;
  }

  bool empty() const { return rest_.empty(); }
  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

struct Handshake {
  HelloVerdict verdict = HelloVerdict::kNeedMore;
  std::string body;  // of the ClientHello, when it is whole
};

// The ClientHello's body once all of it has been gathered in `message`.
std::optional<Handshake> WholeHello(const std::string& message) {
  Fields fields(message);
  const auto type = fields.Number(1);
  if (type && *type != kClientHello) return Handshake{HelloVerdict::kNotTls, {}};
  const auto length = fields.Number(3);
  if (!type || !length) return std::nullopt;
  if (*length > kMostHelloBytes) return Handshake{HelloVerdict::kNotTls, {}};
  const auto body = fields.Bytes(*length);
  if (!body) return std::nullopt;
  return Handshake{HelloVerdict::kOffersTls13, std::string(*body)};
}

// Joins the handshake records at the start of `bytes`.
Handshake Gather(std::string_view bytes) {
  Fields fields(bytes);
  std::string message;
  while (!fields.empty()) {
    const auto type = fields.Number(1);
    if (*type != kHandshakeRecord) return {HelloVerdict::kNotTls, {}};
    const auto major = fields.Number(1);
    if (major && *major != 3) return {HelloVerdict::kNotTls, {}};
    const auto minor = fields.Number(1);
    const auto length = fields.Number(2);
    if (!major || !minor || !length) break;
    if (*length == 0 || *length > kMostRecordBytes) return {HelloVerdict::kNotTls, {}};
    const auto fragment = fields.Bytes(*length);
    message += fragment ? *fragment : fields.rest();
    if (auto whole = WholeHello(message)) return *std::move(whole);
    if (!fragment) break;
  }
  return {bytes.size() >= kMostHelloBytes ? HelloVerdict::kNotTls : HelloVerdict::kNeedMore, {}};
}

bool ListsTls13(std::string_view supported_versions) {
  Fields fields(supported_versions);
  const auto list = fields.Vector(1);
  if (!list) return false;
  Fields versions(*list);
  while (const auto version = versions.Number(2)) {
    if (*version == kTls13) return true;
  }
  return false;
}

HelloVerdict ExamineBody(std::string_view body) {
  Fields fields(body);
  const bool has_head = fields.Bytes(2 + 32) && fields.Vector(1) && fields.Vector(2) &&
                        fields.Vector(1);  // version, random, session, ciphers, compression
  if (!has_head) return HelloVerdict::kNotTls;
  if (fields.empty()) return HelloVerdict::kTooOld;
  const auto extensions = fields.Vector(2);
  if (!extensions) return HelloVerdict::kNotTls;
  Fields list(*extensions);
  while (!list.empty()) {
    const auto type = list.Number(2);
    const auto data = list.Vector(2);
    if (!type || !data) return HelloVerdict::kNotTls;
    if (*type == kSupportedVersions) {
      return ListsTls13(*data) ? HelloVerdict::kOffersTls13 : HelloVerdict::kTooOld;
    }
  }
  return HelloVerdict::kTooOld;
}

}  // namespace

HelloVerdict ExamineHello(std::string_view bytes) {
  const Handshake handshake = Gather(bytes);
  if (handshake.verdict != HelloVerdict::kOffersTls13) return handshake.verdict;
  return ExamineBody(handshake.body);
}

}  // namespace xunjian
