// The channels' own tables bring libcurl and half of the house: here a [[channel]] is an unknown
// key.
#include "collector/notify/channels.h"

namespace xunjian {

std::vector<ChannelPlan> ReadChannels(TomlTable&, const FileReader&) { return {}; }
std::vector<ChannelPlan> UsualChannels() { return {}; }

}  // namespace xunjian
