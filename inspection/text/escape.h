#pragma once

#include <string>
#include <string_view>

namespace xunjian {

// The sinks' own escapes for text that comes from hosts and people. Each first cleans the text to
// one line of valid UTF-8 without control and bidirectional characters (CleanLine).

// Safe between tags and inside quoted attributes of HTML and XML: & < > " '.
std::string EscapeMarkup(std::string_view text);

// Safe in a paragraph and in a table cell of GitHub's Markdown, raw HTML and link syntax
// included.
std::string EscapeMarkdown(std::string_view text);

// One cell of RFC 4180. What a spreadsheet would run as a formula (first character = + - @, or TAB
// or CR) gets a ' in front, numbers such as -3.5 excepted.
std::string EscapeCsv(std::string_view text);

}  // namespace xunjian
