#include "checks/engine/read_source.h"

#include "base/utf8.h"
#include "checks/api/reasons.h"

namespace xunjian {
namespace {

constexpr std::size_t kMostDetail = 256;

Argument Named(std::string_view name, std::string_view value) {
  return {std::string(name), CleanLine(value, kMostDetail)};
}

}  // namespace

NotRead NotReadOf(const Error& error, std::string_view source) {
  if (error.code() == ErrorCode::kPermissionDenied) {
    return {Outcome::kDenied,
            std::string(reason::kDenied),
            {Named("source", source), Named("right", error.In(Language::kEnglish))}};
  }
  return {Outcome::kUnknown,
          std::string(reason::kUnreadable),
          {Named("source", source), Named("detail", error.In(Language::kEnglish))}};
}

NotRead AbsentSource(std::string_view what, std::string_view why) {
  return {Outcome::kNotApplicable,
          std::string(reason::kAbsent),
          {Named("what", what), Named("why", why)}};
}

NotRead UnparsableSource(std::string_view source, std::string_view detail) {
  return {Outcome::kUnknown,
          std::string(reason::kUnparsable),
          {Named("source", source), Named("detail", detail)}};
}

SourceText ReadSource(const FileSystem& files, const std::string& path, std::size_t limit) {
  auto text = files.Read(path, limit);
  if (!text) return NotReadOf(text.error(), path);
  return *std::move(text);
}

}  // namespace xunjian
