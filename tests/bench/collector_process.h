#pragma once

#include <sys/types.h>

#include <iostream>
#include <memory>
#include <string>

#include "base/result.h"
#include "base/tls_credential.h"
#include "proto/words/operator_api.h"

namespace xunjian {

// For benchmarks, which end at the first error.
template <class T>
T Must(Result<T> result) {
  if (result) return std::move(*result);
  std::cerr << result.error().In(Language::kEnglish) << '\n';
  std::exit(1);
}
inline void Must(const Result<void>& result) {
  if (result) return;
  std::cerr << result.error().In(Language::kEnglish) << '\n';
  std::exit(1);
}

// The collector program as a child of this one; ends with it, however this one ends.
class CollectorProcess {
 public:
  // Agents come to 127.0.0.1:`port`; 0 takes a free one, as enrolment does.
  CollectorProcess(const std::string& program, const std::string& folder, int port = 0);
  ~CollectorProcess() { Stop(); }
  CollectorProcess(const CollectorProcess&) = delete;
  CollectorProcess& operator=(const CollectorProcess&) = delete;

  // A client that it answered; ends the program when it does not within 15 s. Forget older ones
  // before: gRPC would share their connection, which waits until it dials again.
  std::unique_ptr<OperatorApi> AwaitApi(const std::string& socket) const;

  double CpuSeconds() const;  // user and system, all threads, so far
  double RssMib() const;
  double PeakRssMib() const;
  // User and system seconds of its whole life; 0 when it was stopped before.
  double Stop();
  void Kill();

 private:
  pid_t pid_ = 0;
};

struct EnrolledAgent {
  std::string address;
  TlsCredential tls;
};

EnrolledAgent EnrolForBench(OperatorApi& api, const std::string& host);

}  // namespace xunjian
