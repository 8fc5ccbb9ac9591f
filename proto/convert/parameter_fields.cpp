#include "proto/convert/parameter_fields.h"

namespace xunjian {
namespace {

struct PutValue {
  v1::ParameterValue& to;
  void operator()(bool value) const { to.set_boolean(value); }
  void operator()(std::int64_t value) const { to.set_integer(value); }
  void operator()(double value) const { to.set_number(value); }
  void operator()(const std::string& value) const { to.set_text(value); }
  void operator()(const std::vector<std::string>& values) const {
    to.mutable_texts();  // an empty list is a list too
    for (const std::string& value : values) to.mutable_texts()->add_values(value);
  }
};

std::vector<std::string> TakeTexts(const v1::StringList& from, FieldCheck& check) {
  std::vector<std::string> texts;
  check.Count("parameter.texts", static_cast<std::size_t>(from.values_size()),
              limits::kParameterTexts);
  for (const std::string& text : from.values()) {
    texts.push_back(check.Words("parameter.texts", text));
  }
  return texts;
}

ParameterValue TakeValue(const v1::ParameterValue& from, FieldCheck& check) {
  switch (from.kind_case()) {
    case v1::ParameterValue::kBoolean:
      return from.boolean();
    case v1::ParameterValue::kInteger:
      return from.integer();
    case v1::ParameterValue::kNumber:
      return check.Number("parameter.number", from.number());
    case v1::ParameterValue::kText:
      return check.Words("parameter.text", from.text());
    case v1::ParameterValue::kTexts:
      return TakeTexts(from.texts(), check);
    case v1::ParameterValue::KIND_NOT_SET:
      break;
  }
  check.Fail("parameter", {"has no value of a known kind", "没有已知类型的值"});
  return false;
}

}  // namespace

void Put(const Parameters& from, ParameterMap& to) {
  for (const auto& [name, value] : from.values()) std::visit(PutValue{to[name]}, value);
}

Parameters TakeParameters(const ParameterMap& from, FieldCheck& check) {
  std::map<std::string, ParameterValue, std::less<>> values;
  check.Count("assignment.parameters", from.size(), limits::kParameters);
  for (const auto& [name, value] : from) {
    values.emplace(check.Name("parameter.name", name), TakeValue(value, check));
  }
  return Parameters(std::move(values));
}

}  // namespace xunjian
