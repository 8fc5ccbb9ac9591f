#include "cli/state_listing.h"

#include "checks/api/reasons.h"

namespace xunjian {
namespace {

using Shown = ListingColumn::Shown;

Term KindTerm(StateKind kind, Language language) {
  const Text label = kind == StateKind::kHard ? Text{"hard", "确认"} : Text{"soft", "待确认"};
  return {std::string(ToString(kind)), std::string(label.In(language))};
}

}  // namespace

Listing StateListing(const std::vector<StateRow>& states, const Surroundings& surroundings) {
  const Language language = surroundings.console.language;
  Listing listing{.schema = "xunjian.states/1",
                  .key = "states",
                  .columns = {{"host", {"HOST", "主机"}},
                              {"check", {"CHECK", "检查项"}},
                              {"item", {"ITEM", "对象"}},
                              {"outcome", {"OUTCOME", "结论"}},
                              {"code", {"CODE", "代码"}, Shown::kDataOnly},
                              {"kind", {"KIND", "状态"}},
                              {"attempt", {"TRY", "次数"}},
                              {"overdue", {"OVERDUE", "逾期"}},
                              {"since", {"SINCE", "起始时间"}},
                              {"observed_at", {"OBSERVED", "采集时间"}, Shown::kDataOnly},
                              {"epoch", {"EPOCH", "纪元"}, Shown::kDataOnly},
                              {"seq", {"SEQ", "序号"}, Shown::kDataOnly},
                              {"summary", {"SUMMARY", "说明"}}}};
  for (const StateRow& state : states) {
    const CheckType* check = surroundings.FindCheck(state.check);
    listing.rows.push_back({state.host, state.check, state.item, TermOf(state.outcome, language),
                            state.code, KindTerm(state.kind, language),
                            static_cast<std::uint64_t>(state.attempt), state.overdue, state.since,
                            state.observed_at, state.epoch, state.seq,
                            RenderReason(check, state.code, state.arguments, language)});
  }
  return listing;
}

}  // namespace xunjian
