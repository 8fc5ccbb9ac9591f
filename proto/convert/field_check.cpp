#include "proto/convert/field_check.h"

#include <algorithm>
#include <cmath>

namespace xunjian {
namespace {

bool HasControlCharacter(std::string_view text) {
  return std::ranges::any_of(
      text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

}  // namespace

const std::string& FieldCheck::Name(std::string_view field, const std::string& value) {
  if (value.empty()) Fail(field, {"is missing", "缺失"});
  return OptionalName(field, value);
}

const std::string& FieldCheck::OptionalName(std::string_view field, const std::string& value) {
  Words(field, value, limits::kNameBytes);
  if (HasControlCharacter(value)) Fail(field, {"holds a control character", "含有控制字符"});
  return value;
}

const std::string& FieldCheck::Words(std::string_view field, const std::string& value,
                                     std::size_t most) {
  Bytes(field, value.size(), most);
  return value;
}

Timestamp FieldCheck::Time(std::string_view field, std::int64_t unix_ns) {
  if (unix_ns < 0) Fail(field, {"is a time before 1970", "早于 1970 年"});
  return Timestamp(std::chrono::nanoseconds(unix_ns));
}

Duration FieldCheck::Span(std::string_view field, std::int64_t ns) {
  if (ns < 0) Fail(field, {"is negative", "为负数"});
  return Duration(ns);
}

double FieldCheck::Number(std::string_view field, double value) {
  if (!std::isfinite(value)) Fail(field, {"is not a finite number", "不是有限数值"});
  return value;
}

std::uint64_t FieldCheck::Positive(std::string_view field, std::uint64_t value) {
  if (value == 0) Fail(field, {"is missing or 0", "缺失或为 0"});
  return value;
}

std::int64_t FieldCheck::Within(std::string_view field, std::int64_t value, std::int64_t least,
                                std::int64_t most) {
  if (value >= least && value <= most) return value;
  Refuse(field, Format({"is {0}, outside {1} to {2}", "值为 {0}，不在 {1} 到 {2} 之间"}, value,
                       least, most));
  return least;
}

void FieldCheck::Bytes(std::string_view field, std::size_t size, std::size_t most) {
  if (size <= most) return;
  Refuse(field,
         Format({"is {0} bytes long, {1} are allowed", "长度 {0} 字节，上限 {1}"}, size, most));
}

void FieldCheck::Count(std::string_view field, std::size_t count, std::size_t most) {
  if (count <= most) return;
  Refuse(field, Format({"has {0} entries, {1} are allowed", "有 {0} 项，上限 {1}"}, count, most));
}

void FieldCheck::Fail(std::string_view field, Text problem) { Refuse(field, Format(problem)); }

void FieldCheck::Refuse(std::string_view field, const Message& problem) {
  if (error_) return;
  error_ = Error(ErrorCode::kInvalidArgument, {fmt::format("{} {}", field, problem.en),
                                               fmt::format("{} {}", field, problem.zh)});
}

}  // namespace xunjian
