#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "inspection/report_model.h"

namespace xunjian {

// The words of the document, shared by every writer that people read. Nothing here is escaped.

namespace heading {
inline constexpr Text kTitle{"Inspection report", "巡检报告"};
inline constexpr Text kConclusion{"Conclusion", "巡检结论"};
inline constexpr Text kDeductions{"How the score came about", "扣分明细"};
inline constexpr Text kOverview{"Overview", "结果总览"};
inline constexpr Text kFindings{"Findings", "问题清单"};
inline constexpr Text kAllChecks{"All checks", "检查明细"};
inline constexpr Text kNotRun{"Not run, and why", "未执行项及原因"};
inline constexpr Text kSignatures{"Signatures", "签字栏"};
}  // namespace heading

namespace label {
inline constexpr Text kNumber{"No.", "序号"};
inline constexpr Text kRisk{"Risk", "风险等级"};
inline constexpr Text kCheck{"Check", "检查项"};
inline constexpr Text kItem{"Item", "对象"};
inline constexpr Text kOutcome{"Outcome", "结论"};
inline constexpr Text kReading{"Reading", "实测"};
inline constexpr Text kThreshold{"Threshold", "标准"};
inline constexpr Text kSource{"Source", "标准来源"};
inline constexpr Text kEffect{"Effect", "影响"};
inline constexpr Text kAdvice{"Advice", "处理建议"};
inline constexpr Text kReason{"Reason", "原因"};
inline constexpr Text kPoints{"Points", "扣分"};
inline constexpr Text kFamily{"Family", "类别"};
inline constexpr Text kNoFindings{"No findings.", "未发现问题。"};
inline constexpr Text kNothing{"None.", "无。"};
}  // namespace label

using Facts = std::vector<std::pair<std::string, std::string>>;  // label, value

Facts CoverFacts(const Report& report);

// Sentences: grade, score with coverage, whether it is for reference only, risks, what to do first.
std::vector<std::string> ConclusionLines(const Report& report);

// "87", or "80–97" where something was not seen.
std::string ScoreText(const Score& score);

std::string WhyDeducted(const Deduction& deduction, Language language);

// "Host: ", with the colon of the language.
std::string Lead(std::string_view label, Language language);

// "Disk space (host.perf.fs_space) /data"; the item is left out where it is the host itself.
std::string ObjectText(const ReportRow& row, Language language);

// "≥ 90 %, from <source>"; "—" where no limit was crossed.
std::string ThresholdText(const Finding& finding, Language language);

// Those who sign on paper.
std::vector<std::string> Signatories(Language language);

}  // namespace xunjian
