#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <functional>
#include <string>

#include "base/log.h"
#include "base/pki.h"
#include "base/tls_credential.h"

namespace xunjian {

// A CA with the certificates that tests need, made anew for each.
class TlsHouse {
 public:
  TlsHouse();

  const std::string& ca_pem() const { return ca_.certificate_pem; }
  TlsCredential Collector() const;
  TlsCredential Agent(const std::string& id) const;
  TlsCredential Operator(const std::string& id) const;

 private:
  TlsCredential Issue(TlsIdentity::Kind kind, const std::string& id) const;

  Timestamp now_;
  KeyAndCertificate ca_;
};

class SilentLogger final : public Logger {
 public:
  void Write(LogLevel, std::string_view, std::initializer_list<LogField>) override {}
};

// Runs an executor on the test's own thread until something is so; false after ten seconds.
class TestLoop {
 public:
  boost::asio::any_io_executor executor() { return context_.get_executor(); }
  bool RunUntil(const std::function<bool()>& holds);

 private:
  boost::asio::io_context context_{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> guard_{
      context_.get_executor()};
};

}  // namespace xunjian
