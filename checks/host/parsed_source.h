#pragma once

#include <boost/system/result.hpp>
#include <string>

#include "checks/engine/read_source.h"

namespace xunjian {

// Reads a file and understands it with `parse` (text → Result<T>). What cannot be read is DENIED or
// UNKNOWN, what makes no sense is UNKNOWN `unparsable`.
template <class Parse>
auto ReadParsed(const FileSystem& files, const std::string& path, Parse parse,
                std::size_t limit = FileSystem::kDefaultLimit)
    -> boost::system::result<typename decltype(parse(std::string_view()))::value_type, NotRead> {
  const SourceText text = ReadSource(files, path, limit);
  if (!text) return text.error();
  auto parsed = parse(*text);
  if (!parsed) return UnparsableSource(path, parsed.error().message());
  return *std::move(parsed);
}

}  // namespace xunjian
