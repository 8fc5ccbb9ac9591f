#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/toml.h"

// For this room alone: strings of a file that a parser of their own reads.
namespace xunjian {

// `parse` of what stands at `key`, or of `fallback`, which it understands.
template <class T, class Parse>
T ReadParsed(TomlTable& table, std::string_view key, std::string_view fallback, Parse parse) {
  const Result<T> value = parse(table.String(key, fallback));
  if (value) return *value;
  table.Problem(key, value.error().message());
  return *parse(fallback);
}

// The same of a key that must be there; none when it is not, or not understood.
template <class T, class Parse>
std::optional<T> ReadRequired(TomlTable& table, std::string_view key, Parse parse) {
  const std::string text = table.RequiredString(key);
  if (text.empty()) return std::nullopt;
  const Result<T> value = parse(text);
  if (value) return *value;
  table.Problem(key, value.error().message());
  return std::nullopt;
}

// A file of at most `most` bytes; that it is of another schema is noted in it.
Result<TomlFile> OpenSchema(std::string_view text, const std::string& file_name,
                            std::string_view schema, std::size_t most);

}  // namespace xunjian
