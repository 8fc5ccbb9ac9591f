#pragma once

#include "collector/notify/http_post.h"

namespace xunjian {

// What is posted: "xunjian.notification/1". With a secret, X-Xunjian-Signature is "sha256=" and the
// hex HMAC-SHA-256 of X-Xunjian-Timestamp (Unix seconds), "." and the body; Idempotency-Key is the
// same for each try. Pure.
HttpRequest WebhookRequest(const Notification& notification, Language language,
                           const HttpTarget& target, const Secret& secret, Timestamp now);

}  // namespace xunjian
