#include "checks/engine/read_source.h"

#include "base/utf8.h"
#include "checks/api/detail.h"
#include "checks/api/reasons.h"

namespace xunjian {
namespace {

NotRead Because(Outcome outcome, std::string_view code, std::string_view source,
                const Message& detail) {
  constexpr std::size_t kMostSource = 256;
  NotRead not_read{outcome, std::string(code), {{"source", CleanLine(source, kMostSource)}}};
  AddDetail(detail, not_read.arguments);
  return not_read;
}

}  // namespace

NotRead NotReadOf(const Error& error, std::string_view source) {
  const bool denied = error.code() == ErrorCode::kPermissionDenied;
  return Because(denied ? Outcome::kDenied : Outcome::kUnknown,
                 denied ? reason::kDenied : reason::kUnreadable, source, error.message());
}

NotRead UnparsableSource(std::string_view source, const Message& detail) {
  return Because(Outcome::kUnknown, reason::kUnparsable, source, detail);
}

NotRead StrangeText(std::string_view source, std::string_view text) {
  return UnparsableSource(source, Format({"\"{}\"", "“{}”"}, text));
}

SourceText ReadSource(const FileSystem& files, const std::string& path, std::size_t limit) {
  auto text = files.Read(path, limit);
  if (!text) return NotReadOf(text.error(), path);
  return *std::move(text);
}

}  // namespace xunjian
