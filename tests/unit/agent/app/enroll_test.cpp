#include "agent/app/enroll.h"

#include <sys/stat.h>

#include <catch2/catch.hpp>

#include "agent/app/agent_config.h"
#include "agent/app/identity_files.h"
#include "base/pki.h"
#include "proto/words/enrolment_token.h"
#include "tests/support/manual_clock.h"
#include "tests/support/temp_folder.h"

namespace xunjian {
namespace {

// A collector's two doors, without a network.
class FakeCollector {
 public:
  FakeCollector() { token_.ca_fingerprint = CertificateFingerprint(ca_.certificate_pem).value(); }

  EnrollDoors Doors() {
    return {[this](const std::string&, const std::string& fingerprint) -> Result<std::string> {
              if (fingerprint != CertificateFingerprint(ca_.certificate_pem).value()) {
                return MakeError(ErrorCode::kPermissionDenied, {"not pinned", "未锁定"});
              }
              return ca_.certificate_pem;
            },
            [this](const std::string&, const std::string&, const EnrolmentRequest& request) {
              requests_.push_back(request);
              return Answer(request);
            }};
  }

  Result<EnrolmentReply> Answer(const EnrolmentRequest& request) {
    if (refusal_) return *refusal_;
    CertificateRequest wanted;
    wanted.identity = {TlsIdentity::Kind::kAgent, "shanghai", agent_id_, certified_name_, ""};
    wanted.now = ManualClock::kStart;
    return EnrolmentReply{agent_id_, "shanghai", SignCsr(ca_, request.csr_pem, wanted).value(),
                          "what the reply says of the CA is not used"};
  }

  KeyAndCertificate ca_ = MakeCa("Xunjian CA", ManualClock::kStart).value();
  EnrolmentToken token_{"collector:7421", "collector:7420", "", std::string(32, 'a'),
                        std::string(32, 'b')};
  std::string agent_id_ = std::string(32, 'c');
  std::string certified_name_ = "host-1";
  std::optional<Error> refusal_;
  std::vector<EnrolmentRequest> requests_;
};

EnrollOptions Options(const TempFolder& folder, const FakeCollector& collector) {
  return {folder / "a", FormatToken(collector.token_), "host-1", false};
}

TEST_CASE("a token becomes an identity and a configuration") {
  TempFolder folder;
  FakeCollector collector;
  PosixStorage storage;
  const EnrollOptions options = Options(folder, collector);
  const Result<TlsIdentity> identity = Enroll(options, storage, collector.Doors());
  REQUIRE(identity.has_value());
  CHECK(identity->name == "host-1");
  CHECK(identity->site == "shanghai");
  REQUIRE(collector.requests_.size() == 1);
  CHECK(collector.requests_[0].host_name == "host-1");
  CHECK(collector.requests_[0].token_secret == collector.token_.secret);

  const Result<TlsCredential> tls = ReadIdentity(storage, options.folder + "/identity");
  REQUIRE(tls.has_value());
  CHECK(tls->ca_pem == collector.ca_.certificate_pem);
  const Result<AgentConfig> config = ReadAgentConfig(options.folder + "/agent.toml");
  REQUIRE(config.has_value());
  CHECK(config->collector == "collector:7420");
}

TEST_CASE("the key is its owner's alone, and a key that others may read is refused") {
  TempFolder folder;
  FakeCollector collector;
  PosixStorage storage;
  const EnrollOptions options = Options(folder, collector);
  REQUIRE(Enroll(options, storage, collector.Doors()).has_value());
  const std::string key = options.folder + "/identity/key.pem";
  struct stat status {};
  REQUIRE(stat(key.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);
  REQUIRE(chmod(key.c_str(), 0640) == 0);
  const Result<TlsCredential> tls = ReadIdentity(storage, options.folder + "/identity");
  REQUIRE_FALSE(tls.has_value());
  CHECK(tls.error().code() == ErrorCode::kPermissionDenied);
}

TEST_CASE("an identity is not replaced unless forced") {
  TempFolder folder;
  FakeCollector collector;
  PosixStorage storage;
  EnrollOptions options = Options(folder, collector);
  REQUIRE(Enroll(options, storage, collector.Doors()).has_value());
  const Result<TlsIdentity> again = Enroll(options, storage, collector.Doors());
  REQUIRE_FALSE(again.has_value());
  CHECK(again.error().code() == ErrorCode::kConflict);
  CHECK(collector.requests_.size() == 1);
  options.force = true;
  CHECK(Enroll(options, storage, collector.Doors()).has_value());
}

TEST_CASE("a failed enrolment writes nothing") {
  TempFolder folder;
  FakeCollector collector;
  PosixStorage storage;
  EnrollOptions options = Options(folder, collector);
  ErrorCode expected = ErrorCode::kPermissionDenied;
  SECTION("a token that is none") {
    options.token = "xj1.garbage";
    expected = ErrorCode::kInvalidArgument;
  }
  SECTION("a host name that is none") {
    options.host_name = "not a name";
    expected = ErrorCode::kInvalidArgument;
  }
  SECTION("another CA than the token's") {
    collector.token_.ca_fingerprint = std::string(64, '0');
    options.token = FormatToken(collector.token_);
  }
  SECTION("a token that was used") {
    collector.refusal_ = MakeError(ErrorCode::kPermissionDenied, {"used", "已使用"});
  }
  SECTION("nobody answers") {
    collector.refusal_ = MakeError(ErrorCode::kUnavailable, {"away", "无应答"});
    expected = ErrorCode::kUnavailable;
  }
  SECTION("a certificate for another host") { collector.certified_name_ = "host-2"; }
  const Result<TlsIdentity> identity = Enroll(options, storage, collector.Doors());
  REQUIRE_FALSE(identity.has_value());
  CHECK(identity.error().code() == expected);
  CHECK_FALSE(HasIdentity(storage, options.folder + "/identity"));
  CHECK_FALSE(storage.Read(options.folder + "/agent.toml", 1 << 20).has_value());
}

}  // namespace
}  // namespace xunjian
