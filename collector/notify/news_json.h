#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "base/text.h"
#include "collector/notify/channel.h"

namespace xunjian {

// "xunjian.notification/1": what a program reads, with the text for people. Pure.
boost::json::object NewsJson(const Notification& notification, Language language);

// One line without spaces.
std::string CompactJson(const boost::json::value& document);

}  // namespace xunjian
