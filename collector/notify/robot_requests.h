#pragma once

#include "collector/notify/robot_channel.h"

// Each robot's own JSON and signature; each stands in its own .cpp. Documentation as of 2025.
namespace xunjian {

// 企业微信群机器人: the key in the address is all there is; 2 KiB of text.
const RobotDialect& WecomDialect();
// 钉钉自定义机器人: with a secret, timestamp (ms) and sign in the address, base64 of the
// HMAC-SHA-256 of "timestamp\nsecret" with the secret as key.
const RobotDialect& DingtalkDialect();
// 飞书自定义机器人: with a secret, timestamp (s) and sign in the body, base64 of the HMAC-SHA-256
// of nothing with "timestamp\nsecret" as key. "<" begins a mention in its texts, and is written
// wide.
const RobotDialect& FeishuDialect();

}  // namespace xunjian
