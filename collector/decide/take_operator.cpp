#include <algorithm>

#include "collector/decide/stages.h"
#include "proto/words/operator_rights.h"

namespace xunjian {
namespace {

const OperatorRecord* FindNamed(const Model& model, const std::string& name) {
  const auto found = std::find_if(model.operators.begin(), model.operators.end(),
                                  [&name](const auto& entry) { return entry.second.name == name; });
  return found == model.operators.end() ? nullptr : &found->second;
}

}  // namespace

void TakeOperator(Draft& draft, const OperatorCreated& created) {
  const OperatorRecord* known = FindNamed(draft.model, created.person.name);
  const bool renewed = known && known->revoked_at && known->id == created.person.id;
  if (known && !renewed) {
    return draft.Refuse(MakeError(
        ErrorCode::kConflict,
        {"there is an operator called {0} already; if the credential is lost: xunjian operator "
         "revoke {0}, then create it again",
         "已有名为 {0} 的操作员；如凭据已丢失，请先执行 xunjian operator revoke {0}，再重新生成"},
        created.person.name));
  }
  draft.changes.operators.push_back(created.person);
}

void TakeRevocation(Draft& draft, const OperatorRevoked& revoked) {
  const OperatorRecord* known = FindNamed(draft.model, revoked.name);
  if (!known || !SeesSite(revoked.actor, known->site)) {
    return draft.Refuse(MakeError(ErrorCode::kNotFound,
                                  {"there is no operator called {}", "没有名为 {} 的操作员"},
                                  revoked.name));
  }
  if (known->revoked_at) {
    return draft.Refuse(
        MakeError(ErrorCode::kConflict,
                  {"the credential of {} was revoked at {} already", "{} 的凭据已于 {} 吊销"},
                  revoked.name, FormatRfc3339(*known->revoked_at)));
  }
  OperatorRecord person = *known;
  person.revoked_at = draft.now;
  draft.changes.operators.push_back(std::move(person));
}

}  // namespace xunjian
