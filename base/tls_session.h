#pragma once

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <poll.h>

#include <memory>

#include "base/time.h"
#include "openssl_handles.h"
#include "tcp_connect.h"

// Private to base_system: one TLS conversation over a non-blocking socket.
namespace xunjian {

using SslContextPtr = std::unique_ptr<SSL_CTX, OpensslDelete<SSL_CTX_free>>;
using SslSessionPtr = std::unique_ptr<SSL, OpensslDelete<SSL_free>>;

// Takes one step (SSL_connect, SSL_read…, which returns more than 0 when it is done) as often as
// the socket makes it wait: SSL_ERROR_NONE, or why it ended; still SSL_ERROR_WANT_… at the
// deadline.
template <class Step>
int TakeStep(SSL* session, int fd, SteadyTime deadline, Step step) {
  while (true) {
    ERR_clear_error();
    const int done = step(session);
    if (done > 0) return SSL_ERROR_NONE;
    const int wanted = SSL_get_error(session, done);
    if (wanted != SSL_ERROR_WANT_READ && wanted != SSL_ERROR_WANT_WRITE) return wanted;
    if (!WaitUntil(fd, wanted == SSL_ERROR_WANT_READ ? POLLIN : POLLOUT, deadline)) return wanted;
  }
}

}  // namespace xunjian
