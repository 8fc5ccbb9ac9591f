#include "collector/decide/stages.h"

namespace xunjian {

void GroupTroubles(Draft& draft) {
  for (News& news : draft.news) {
    if (!news.opens) continue;
    const StateKey& key = news.key.state;
    const HostRecord& host = draft.model.FindHost(key.host)->record;
    const RunModel* run = draft.model.FindRun({key.host, key.assignment});
    news.group = GroupKey(draft.rules.policy->group_by, {host.name, host.site, host.labels},
                          run ? *run->assignment : Assignment{}, news.key.trouble);
  }
}

}  // namespace xunjian
