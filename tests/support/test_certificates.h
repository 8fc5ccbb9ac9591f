#pragma once

#include <string>
#include <vector>

namespace xunjian {

struct TestCertificate {
  std::string key_pem;
  std::string certificate_pem;
};

struct TestCertificateRequest {
  std::string common_name;
  std::vector<std::string> dns_names;
  bool authority = false;
  int from_days = -30;  // from now
  int until_days = 365;
  bool sm2 = false;  // its key; what an SM2 key signs is SM2 with SM3
};

// Signed by `issuer`; by itself without one. For tests only.
TestCertificate MakeTestCertificate(const TestCertificateRequest& request,
                                    const TestCertificate* issuer = nullptr);

}  // namespace xunjian
