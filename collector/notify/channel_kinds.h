#pragma once

#include "collector/notify/channel_plan.h"

// The plan of each kind, for the table in channels.cpp; each stands in its own .cpp.
namespace xunjian {

ChannelFactory PlanAlertmanager(TomlTable& table, const FileReader& read,
                                const ChannelSettings& settings);
ChannelFactory PlanDingtalk(TomlTable& table, const FileReader& read,
                            const ChannelSettings& settings);
ChannelFactory PlanFeishu(TomlTable& table, const FileReader& read,
                          const ChannelSettings& settings);
ChannelFactory PlanSmtp(TomlTable& table, const FileReader& read, const ChannelSettings& settings);
ChannelFactory PlanSyslog(TomlTable& table, const FileReader& read,
                          const ChannelSettings& settings);
ChannelFactory PlanWebhook(TomlTable& table, const FileReader& read,
                           const ChannelSettings& settings);
ChannelFactory PlanWecom(TomlTable& table, const FileReader& read, const ChannelSettings& settings);

}  // namespace xunjian
