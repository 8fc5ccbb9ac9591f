#pragma once

#include <string>
#include <vector>

#include "base/text.h"
#include "collector/notify/channel.h"

// The parts of a message; for this room alone.
namespace xunjian {

// One line of what a host sent, cut at 512 bytes.
std::string CleanPart(std::string_view text);

// "net.state.probe [10.0.0.1:80]".
std::string NameOf(const std::string& check, const std::string& item);

// "critical net.state.probe: nobody answers": how it is now.
std::string StateLine(const IncidentMemberRow& member, Language language);

// "net.state.probe: critical at 09:00, …, passed again at 09:12 with result 12": its whole story.
std::string StoryLine(const IncidentMemberRow& member, const IncidentDetail& detail,
                      Language language);

// The members that joined after the last call before this one.
std::vector<IncidentMemberRow> JoinedSince(const Notification& notification);

// Lines "- …", the first 20 of them, and how many are left out.
std::string BulletList(const std::vector<std::string>& lines, Language language);

// "3 h 12 min".
std::string LengthText(Duration length, Language language);

}  // namespace xunjian
