#include "agent/link/lost_run.h"

#include "checks/api/reasons.h"

namespace xunjian {

RunReply LostRun(const RunRequest& request, Timestamp at) {
  const NotRead lost{Outcome::kUnknown, std::string(reason::kRunnerLost), {}};
  RunReply reply{request.run_id, ResultOf(request.assignment.check, lost, at, Duration::zero())};
  reply.result.assignment = request.assignment.id;
  return reply;
}

}  // namespace xunjian
