#include "collector/ingest/enrolment_desk.h"

#include "base/digest.h"
#include "base/ids.h"

namespace xunjian {

EnrolmentDesk::EnrolmentDesk(Engine& engine, const CertificateAuthority& ca, const Clock& clock,
                             Logger& logger)
    : engine_(engine), ca_(ca), clock_(clock), logger_(logger) {}

Result<EnrolmentReply> EnrolmentDesk::Enrol(const EnrolmentRequest& request,
                                            const std::string& remote_address) {
  auto reply = Redeem(request);
  if (reply) {
    logger_.Info("host enrolled", {{"host", request.host_name},
                                   {"agent_id", reply->agent_id},
                                   {"remote_address", remote_address}});
  } else {
    logger_.Warning("enrolment refused", {{"host", request.host_name},
                                          {"remote_address", remote_address},
                                          {"reason", reply.error().In(Language::kEnglish)}});
  }
  return reply;
}

Result<EnrolmentReply> EnrolmentDesk::Redeem(const EnrolmentRequest& request) {
  auto key_fingerprint = CsrKeyFingerprint(request.csr_pem);
  if (!key_fingerprint) return key_fingerprint.error();

  EnrolRequested event;
  event.token_id = request.token_id;
  event.secret_hash = Sha256Hex(request.token_secret);
  event.host_name = request.host_name;
  event.key_fingerprint = *key_fingerprint;
  event.new_agent_id = RandomId();
  auto reply = engine_.Call(std::move(event));
  if (!reply) return reply.error();
  const auto& accepted = std::get<EnrolmentAccepted>(*reply);

  TlsIdentity identity;
  identity.kind = TlsIdentity::Kind::kAgent;
  identity.site = accepted.site;
  identity.id = accepted.agent_id;
  identity.name = request.host_name;
  auto certificate = ca_.Sign(request.csr_pem, identity, clock_.Now());
  if (!certificate) return certificate.error();
  return EnrolmentReply{accepted.agent_id, accepted.site, *certificate, ca_.certificate_pem()};
}

}  // namespace xunjian
