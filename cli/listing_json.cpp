#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "cli/listing.h"
#include "inspection/text/json_text.h"

namespace xunjian {
namespace {

namespace json = boost::json;

struct ToJson {
  json::value operator()(std::monostate) const { return nullptr; }
  json::value operator()(bool value) const { return value; }
  json::value operator()(std::uint64_t value) const { return value; }
  json::value operator()(const std::string& text) const { return JsonString(text); }
  json::value operator()(Timestamp at) const { return json::value(FormatRfc3339(at)); }
  json::value operator()(const Term& term) const { return json::value(term.token); }
  json::value operator()(const json::value& value) const { return value; }
  json::value operator()(const std::map<std::string, std::string>& entries) const {
    json::object object;
    for (const auto& [key, text] : entries) object[key] = JsonString(text);
    return object;
  }
};

}  // namespace

json::value ListingRows(const Listing& listing) {
  json::array rows;
  for (const std::vector<Cell>& row : listing.rows) {
    json::object object;
    for (std::size_t i = 0; i < listing.columns.size(); ++i) {
      if (listing.columns[i].shown == ListingColumn::Shown::kTableOnly) continue;
      object[listing.columns[i].key] = std::visit(ToJson{}, row[i]);
    }
    rows.push_back(std::move(object));
  }
  return rows;
}

}  // namespace xunjian
