#include "cli/listing.h"

#include <boost/json/object.hpp>

#include "checks/api/outcome.h"
#include "inspection/outcome_colour.h"
#include "inspection/text/json_text.h"

namespace xunjian {
namespace {

std::string ListingJson(const Listing& listing) {
  boost::json::object document;
  document["schema"] = listing.schema;
  if (listing.truncated) document["truncated"] = *listing.truncated;
  document[listing.key] = ListingRows(listing);
  return JsonText(document);
}

}  // namespace

Term TermOf(Outcome outcome, Language language) {
  return {std::string(ToString(outcome)), std::string(Label(outcome).In(language)),
          ColourOf(outcome)};
}

std::string RenderListing(const Listing& listing, ListingFormat format, Language language,
                          const TerminalStyle& style) {
  switch (format) {
    case ListingFormat::kTable:
      return ListingTable(listing, language, style);
    case ListingFormat::kJson:
      return ListingJson(listing);
    case ListingFormat::kCsv:
      return ListingCsv(listing);
  }
  return "";
}

}  // namespace xunjian
