#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include "base/text.h"

namespace xunjian {

bool IsValidUtf8(std::string_view text);

// Where the first byte stands that begins no valid character; npos when there is none.
std::size_t FindInvalidUtf8(std::string_view text);

// Valid UTF-8 of at most max_bytes, cut at a character: each invalid byte becomes U+FFFD, NUL and
// the other C0 controls but TAB and LF, C1 controls and bidirectional overrides are dropped.
std::string CleanText(std::string_view text, std::size_t max_bytes);

// One line for a terminal: CleanText, and TAB, LF and the Unicode line separators become a space.
std::string CleanLine(std::string_view text, std::size_t max_bytes);

// The candidate nearest to `word` (at most two edits, or a third of its length, and never all of
// it), "" for none; the first of equals. Serves every "did you mean".
template <class Candidates>
std::string_view NearestWord(std::string_view word, const Candidates& candidates);

// "…; did you mean 'near'?"; as it was when there is none.
Message OrNearest(Message said, std::string_view near);

// Bytes to insert, remove or replace (Levenshtein); O(a * b), for words of configuration and
// commands.
std::size_t EditDistance(std::string_view a, std::string_view b);

template <class Candidates>
std::string_view NearestWord(std::string_view word, const Candidates& candidates) {
  std::string_view best;
  std::size_t best_distance = std::min(std::max<std::size_t>(2, word.size() / 3) + 1, word.size());
  for (std::string_view candidate : candidates) {
    const std::size_t distance = EditDistance(word, candidate);
    if (distance < best_distance) {
      best_distance = distance;
      best = candidate;
    }
  }
  return best;
}

}  // namespace xunjian
