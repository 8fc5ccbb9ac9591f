#include "checks/engine/redact.h"

#include <algorithm>
#include <array>
#include <optional>

namespace xunjian {
namespace {

constexpr std::array<std::string_view, 16> kSecretWords = {
    "password", "passwd",     "passphrase", "pwd",          "secret",     "token",
    "api_key",  "apikey",     "api-key",    "access_key",   "access-key", "private_key",
    "auth_key", "credential", "community",  "authorization"};
constexpr std::array<std::string_view, 3> kSchemes = {"bearer", "basic", "digest"};
constexpr std::string_view kBlanks = " \t";

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool StartsWithIgnoringCase(std::string_view text, std::string_view word) {
  return text.size() >= word.size() && std::equal(word.begin(), word.end(), text.begin(),
                                                  [](char w, char t) { return w == Lower(t); });
}

bool IsWordCharacter(char c) {
  return (c >= '0' && c <= '9') || (Lower(c) >= 'a' && Lower(c) <= 'z') || c == '_' || c == '-';
}

std::size_t BlanksAt(std::string_view text, std::size_t at) {
  return std::min(text.find_first_not_of(kBlanks, at), text.size()) - at;
}

// The length of "-----BEGIN X-----" to the end of its END line; to the end of the text when that
// line is missing.
std::optional<std::size_t> PemLength(std::string_view text) {
  if (!text.starts_with("-----BEGIN ")) return std::nullopt;
  const std::size_t end = text.find("-----END ");
  if (end == std::string_view::npos) return text.size();
  const std::size_t line_end = std::min(text.find('\n', end), text.size());
  return line_end;
}

std::size_t ValueLength(std::string_view text) {
  if (text.empty()) return 0;
  if (text.front() == '"' || text.front() == '\'') {
    const std::size_t close = text.find(text.front(), 1);
    return close == std::string_view::npos ? text.size() : close + 1;
  }
  return std::min(text.find_first_of(" \t\r\n,;&|\"')}]"), text.size());
}

struct Secret {
  std::size_t begin;  // from the text's beginning
  std::size_t length;
};

// "Bearer abc". "basic checks passed" is prose, so that alone a credential must be long; behind a
// key
// ("Authorization: ") any length is one.
constexpr std::size_t kLongCredential = 16;

std::optional<Secret> AfterScheme(std::string_view text, std::size_t least_length) {
  for (const std::string_view scheme : kSchemes) {
    if (!StartsWithIgnoringCase(text, scheme)) continue;
    const std::size_t blanks = BlanksAt(text, scheme.size());
    if (blanks == 0) continue;
    const std::size_t begin = scheme.size() + blanks;
    const std::size_t length = ValueLength(text.substr(begin));
    if (length >= least_length) return Secret{begin, length};
  }
  return std::nullopt;
}

// What stands between a key and its value: '=', ':', or a blank behind an option ("--token x").
std::size_t SeparatorLength(std::string_view text, std::size_t at, bool option) {
  std::size_t end = at;
  if (end < text.size() && (text[end] == '"' || text[end] == '\'')) ++end;
  end += BlanksAt(text, end);
  if (end < text.size() && (text[end] == '=' || text[end] == ':')) {
    ++end;
    return end + BlanksAt(text, end) - at;
  }
  return option && end > at ? end - at : 0;
}

// "db_password = x" at the beginning of a word.
std::optional<Secret> AfterKey(std::string_view text) {
  std::size_t word_end = 0;
  while (word_end < text.size() && IsWordCharacter(text[word_end])) ++word_end;
  const std::string_view word = text.substr(0, word_end);
  const bool secret =
      std::any_of(kSecretWords.begin(), kSecretWords.end(), [&](std::string_view known) {
        return word.size() >= known.size() &&
               StartsWithIgnoringCase(word.substr(word.size() - known.size()), known);
      });
  if (!secret) return std::nullopt;
  const std::size_t separator = SeparatorLength(text, word_end, word.starts_with("--"));
  if (separator == 0) return std::nullopt;
  const std::size_t begin = word_end + separator;
  if (const auto scheme = AfterScheme(text.substr(begin), 1)) {
    return Secret{begin + scheme->begin, scheme->length};
  }
  const std::size_t length = ValueLength(text.substr(begin));
  return length == 0 ? std::nullopt : std::optional(Secret{begin, length});
}

// "://user:password@": the password.
std::optional<Secret> InUrl(std::string_view text) {
  constexpr std::string_view kMark = "://";
  if (!text.starts_with(kMark)) return std::nullopt;
  const std::size_t end = std::min(text.find_first_of("/? \t\r\n\"'", kMark.size()), text.size());
  const std::size_t at = text.substr(0, end).rfind('@');
  if (at == std::string_view::npos) return std::nullopt;
  const std::size_t colon = text.substr(0, at).find(':', kMark.size());
  if (colon == std::string_view::npos) return std::nullopt;
  return Secret{colon + 1, at - colon - 1};
}

std::optional<Secret> SecretAt(std::string_view text, bool at_word) {
  if (const auto pem = PemLength(text)) return Secret{0, *pem};
  if (const auto url = InUrl(text)) return url;
  if (!at_word) return std::nullopt;
  if (const auto key = AfterKey(text)) return key;
  return AfterScheme(text, kLongCredential);
}

}  // namespace

std::string RedactSecrets(std::string_view text) {
  std::string clean;
  clean.reserve(text.size());
  bool at_word = true;  // the character before is none of a word
  while (!text.empty()) {
    if (const auto secret = SecretAt(text, at_word)) {
      clean += text.substr(0, secret->begin);
      clean += kRedacted;
      text.remove_prefix(secret->begin + secret->length);
      at_word = true;
      continue;
    }
    at_word = !IsWordCharacter(text.front());
    clean += text.front();
    text.remove_prefix(1);
  }
  return clean;
}

}  // namespace xunjian
