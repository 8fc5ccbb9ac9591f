#include "collector/decide/records.h"

namespace xunjian {

std::string_view ToString(DeliveryState state) {
  switch (state) {
    case DeliveryState::kPending:
      return "pending";
    case DeliveryState::kDelivered:
      return "delivered";
    case DeliveryState::kRejected:
      return "rejected";
  }
  return "unknown";
}

}  // namespace xunjian
