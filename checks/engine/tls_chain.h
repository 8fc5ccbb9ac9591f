#pragma once

#include <openssl/ssl.h>

#include <memory>
#include <string>

#include "checks/engine/tls_probe.h"

namespace xunjian {

template <auto Free>
struct OpenSslDeleter {
  template <class T>
  void operator()(T* object) const {
    Free(object);
  }
};
using X509Ptr = std::unique_ptr<X509, OpenSslDeleter<X509_free>>;
using X509StorePtr = std::unique_ptr<X509_STORE, OpenSslDeleter<X509_STORE_free>>;
using X509StoreCtxPtr = std::unique_ptr<X509_STORE_CTX, OpenSslDeleter<X509_STORE_CTX_free>>;
struct X509StackDeleter {
  void operator()(STACK_OF(X509) * stack) const { sk_X509_pop_free(stack, X509_free); }
};
using X509StackPtr = std::unique_ptr<STACK_OF(X509), X509StackDeleter>;

// What the server sent, owned.
struct ShownChain {
  X509Ptr leaf;
  X509StackPtr others;  // the leaf may be among them
};

// Fills in everything of the probe that comes from the certificates.
void DescribeChain(const ShownChain& shown, const std::string& expected_name,
                   const std::string& extra_ca_pem, TlsProbe& probe);

// Whether the text is an IPv4 or IPv6 address.
bool IsAddress(const std::string& text);

}  // namespace xunjian
