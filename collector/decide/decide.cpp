#include "collector/decide/decide.h"

#include "collector/decide/stages.h"

namespace xunjian {
namespace {

template <class... Stages>
Changes Through(Draft draft, Stages... stages) {
  (stages(draft), ...);
  return std::move(draft).Finish();
}

}  // namespace

Changes Decide(const Model& model, const Event& event, Timestamp now, const Rules& rules) {
  return Through(Draft(model, event, now, rules),  // the order is part of the contract (design §5)
                 TakeIn, SettleStates, NoticeSilence, GroupTroubles, WorkIncidents, ThrottleNews,
                 FillOutbox);
}

}  // namespace xunjian
