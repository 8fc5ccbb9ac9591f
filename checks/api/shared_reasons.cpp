#include "checks/api/shared_reasons.h"

#include <array>

#include "checks/api/reasons.h"

namespace xunjian {
namespace {

constexpr std::array kShared = {
    ReasonText{reason::kOk, {"{metric}: {value}", "{metric}：{value}"}},
    ReasonText{reason::kAbove,
               {"{metric} is {value}, limit {threshold}", "{metric} 为 {value}，阈值 {threshold}"}},
    ReasonText{reason::kBelow,
               {"{metric} is {value}, below the limit of {threshold}",
                "{metric} 为 {value}，低于阈值 {threshold}"}},
    ReasonText{reason::kGrew, {"{metric} grew by {value}", "{metric} 增加了 {value}"}},
    ReasonText{reason::kNotYet,
               {"{metric} is {value}, past the limit of {threshold}, but not yet "
                "for {for}",
                "{metric} 为 {value}，已越过阈值 {threshold}，但未持续 {for}"}},
    ReasonText{reason::kNotCleared,
               {"{metric} is {value}, within the limit of {threshold} again, cleared at {clear}",
                "{metric} 为 {value}，已回到阈值 {threshold} 以内，到 {clear} 才解除"}},
    ReasonText{reason::kShortWindow,
               {"{metric} is {value}, measured over a short window only",
                "{metric} 为 {value}，仅为短时测量"}},
    ReasonText{reason::kFirstReading,
               {"first reading, a rate needs a second one", "首次采集，速率需要第二次采集"}},
    ReasonText{reason::kTooFewSamples,
               {"{metric}: {value}, too few to judge (at least {least})",
                "{metric} 为 {value}，样本太少不作判定（至少 {least}）"}},
    ReasonText{reason::kTimeout, {"no answer within {limit}", "{limit} 内没有完成"}},
    ReasonText{reason::kUnreadable, {"{detail}", "{detail}"}},
    ReasonText{reason::kUnparsable,
               {"cannot understand {source}: {detail}", "无法解析 {source}：{detail}"}},
    ReasonText{reason::kDenied, {"{detail}", "{detail}"}},
    ReasonText{reason::kNoTarget,
               {"nothing to look at: parameter {parameter} is not set",
                "没有检查目标：未设置参数 {parameter}"}},
    ReasonText{reason::kNoBaseline, {"no baseline was approved", "没有已批准的基线"}},
    ReasonText{reason::kNoLastRun, {"no earlier run to compare with", "没有上次结果可比较"}},
    ReasonText{reason::kVanished, {"was there before and is gone", "以前存在，现已消失"}},
    ReasonText{reason::kNotJudged, {"was read but could not be judged", "已采集但无法判定"}},
    ReasonText{reason::kUnknownCheck, {"no check is called {check}", "没有名为 {check} 的检查项"}},
    ReasonText{reason::kBadParameters,
               {"the parameters do not fit: {detail}", "参数不符：{detail}"}},
    ReasonText{reason::kCheckFailed,
               {"the check itself failed, please report it: {detail}",
                "检查程序自身出错，请报告：{detail}"}},
    ReasonText{reason::kTooLarge, {"the result is larger than may be sent", "结果过大，无法发送"}},
    ReasonText{reason::kRunnerLost, {"the runner died meanwhile", "执行进程中途退出"}},
    ReasonText{reason::kOverdue,
               {"overdue: no result since {since}", "逾期：自 {since} 起没有结果"}},
    ReasonText{
        reason::kAgentSilent,
        {"the agent is silent, it was last recorded at {since}", "代理失联，最近记录于 {since}"}},
    ReasonText{reason::kAgentIdle,
               {"the agent is connected, but has finished no check for {for}: its schedule or its "
                "runner hangs",
                "代理在线，但已有 {for} 未完成任何检查：调度或执行进程可能卡住"}},
    ReasonText{reason::kAgentCopied,
               {"two programs use this agent's key at once, from {address} and {other_address}: "
                "stop the copy and enrol its host with a token of its own",
                "{address} 与 {other_address} "
                "同时使用本代理的密钥：请停止克隆的代理，并为其主机另发令牌登记"}},
    ReasonText{reason::kBootReturned,
               {"the agent spoke from boot {boot} again, after another one: its key is on two "
                "machines, or the machine was set back; enrol the copy with a token of its own",
                "代理在其他启动之后又回到启动 "
                "{boot}：密钥存在于两台机器，或机器被回滚；请为克隆的主机另发令牌登记"}},
    ReasonText{reason::kKeyReplaced,
               {"the host was enrolled anew, the old key no longer counts",
                "主机已重新登记，旧密钥不再有效"}},
    ReasonText{reason::kNotSeenAgain,
               {"no second program was seen for {for}", "{for} 内未再发现第二个程序"}},
    ReasonText{reason::kNoResult, {"no result yet", "尚无结果"}},
    ReasonText{reason::kUnassigned, {"is no longer checked", "不再检查"}},
    ReasonText{reason::kOverload, {"not started in time: overload", "过载，未能按时启动"}},
};

}  // namespace

std::span<const ReasonText> SharedReasons() { return kShared; }

}  // namespace xunjian
