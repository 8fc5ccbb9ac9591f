#include "agent/app/enroll.h"

#include <utility>

#include "agent/app/agent_config.h"
#include "agent/app/identity_files.h"
#include "base/ids.h"
#include "base/pki.h"
#include "proto/rpc/enrolment_client.h"
#include "proto/words/enrolment_token.h"

namespace xunjian {
namespace {

constexpr mode_t kPrivateFolder = 0700;
constexpr mode_t kConfigMode = 0644;
constexpr Duration kTimeLimit = std::chrono::seconds(10);

Result<void> CheckOptions(const EnrollOptions& options, FileStorage& storage) {
  if (!IsValidName(options.host_name)) {
    return MakeError(ErrorCode::kInvalidArgument,
                     {"host name '{}' is not valid: letters, digits, '.', '_' and '-'; set --host",
                      "主机名 '{}' 不合法：只能含字母、数字、“.”、“_”、“-”；请用 --host 指定"},
                     options.host_name);
  }
  if (!options.force && HasIdentity(storage, options.folder + "/identity")) {
    return MakeError(
        ErrorCode::kConflict,
        {"{} has an identity already; --force replaces it", "{} 中已有身份；使用 --force 可替换"},
        options.folder);
  }
  return Ok();
}

// Before the token is spent: a folder that cannot hold the identity would burn it.
Result<void> ProbeFolder(FileStorage& storage, const std::string& folder) {
  const std::string probe = folder + "/identity/.probe";
  if (auto made = storage.MakeFolder(folder + "/identity", kPrivateFolder); !made) return made;
  if (auto written = storage.Replace(probe, "", 0600); !written) return written;
  return storage.Remove(probe);
}

Error NotOurs(std::string_view what) {
  return MakeError(ErrorCode::kPermissionDenied,
                   {"the collector's certificate for us is wrong: {}", "采集器签发的证书有误：{}"},
                   what);
}

Result<TlsIdentity> CheckReply(const EnrolmentReply& reply, const EnrollOptions& options) {
  Result<TlsIdentity> identity = IdentityOfCertificate(reply.certificate_pem);
  if (!identity) return identity.error();
  if (identity->kind != TlsIdentity::Kind::kAgent) return NotOurs("kind");
  if (identity->name != options.host_name) return NotOurs("host " + identity->name);
  if (identity->id != reply.agent_id) return NotOurs("id");
  return identity;
}

Result<void> WriteAll(FileStorage& storage, const EnrollOptions& options,
                      const EnrolmentToken& token, const TlsCredential& tls) {
  if (auto made = storage.MakeFolder(options.folder, kPrivateFolder); !made) return made;
  if (auto written = WriteIdentity(storage, options.folder + "/identity", tls); !written) {
    return written;
  }
  return storage.Replace(options.folder + "/agent.toml", AgentConfigText(token.agent_address),
                         kConfigMode);
}

}  // namespace

EnrollDoors NetworkDoors() {
  return {[](const std::string& address, const std::string& fingerprint) {
            const std::size_t colon = address.rfind(':');
            return FetchPinnedCa(address.substr(0, colon), address.substr(colon + 1), fingerprint,
                                 kTimeLimit);
          },
          [](const std::string& address, const std::string& ca, const EnrolmentRequest& request) {
            return EnrolAt(address, ca, request);
          }};
}

Result<TlsIdentity> Enroll(const EnrollOptions& options, FileStorage& storage,
                           const EnrollDoors& doors) {
  if (Result<void> fine = CheckOptions(options, storage); !fine) return fine.error();
  const Result<EnrolmentToken> token = ParseToken(options.token);
  if (!token) return token.error();
  if (Result<void> fine = ProbeFolder(storage, options.folder); !fine) return fine.error();
  const Result<std::string> ca = doors.fetch_ca(token->enrol_address, token->ca_fingerprint);
  if (!ca) {
    return ca.error().WithContext(
        Format({"cannot trust the collector at {}", "无法信任采集器 {}"}, token->enrol_address));
  }
  const Result<std::string> key = GenerateKeyPem();
  if (!key) return key.error();
  const Result<std::string> csr = MakeCsrPem(*key, options.host_name);
  if (!csr) return csr.error();
  const Result<EnrolmentReply> reply =
      doors.enrol(token->enrol_address, *ca, {token->id, token->secret, options.host_name, *csr});
  if (!reply) {
    return reply.error().WithContext(
        Format({"enrolment at {} failed", "在 {} 登记失败"}, token->enrol_address));
  }
  Result<TlsIdentity> identity = CheckReply(*reply, options);
  if (!identity) return identity;
  // The CA that the token pinned, whatever the reply says.
  const TlsCredential tls{*ca, reply->certificate_pem, *key};
  if (Result<void> written = WriteAll(storage, options, *token, tls); !written) {
    return written.error();
  }
  return identity;
}

}  // namespace xunjian
