#pragma once

#include "base/clock.h"
#include "base/log.h"
#include "collector/ca/certificate_authority.h"
#include "collector/engine/engine.h"
#include "proto/rpc/enrolment_server.h"

namespace xunjian {

// Where hosts become known: the engine redeems the token (once, and durably) before the CA signs.
// The name in the certificate is the token's. An agent that lost the answer may ask again with the
// same key until the token expires. Thread-safe; what it is given outlives it.
class EnrolmentDesk final : public EnrolmentHandler {
 public:
  EnrolmentDesk(Engine& engine, const CertificateAuthority& ca, const Clock& clock, Logger& logger);

  Result<EnrolmentReply> Enrol(const EnrolmentRequest& request,
                               const std::string& remote_address) override;

 private:
  Result<EnrolmentReply> Redeem(const EnrolmentRequest& request);

  Engine& engine_;
  const CertificateAuthority& ca_;
  const Clock& clock_;
  Logger& logger_;
};

}  // namespace xunjian
