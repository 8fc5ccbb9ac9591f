#include <cstdint>
#include <cstdlib>

#include "base/utf8.h"
#include "checks/engine/nagios_output.h"
#include "checks/engine/perfdata.h"
#include "checks/engine/redact.h"

namespace {

void Require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

// Whatever a plugin prints: the pieces are bounded, labels are clean text, numbers are finite.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view output(reinterpret_cast<const char*>(data), size);
  const xunjian::NagiosOutput parts = xunjian::SplitNagiosOutput(output);
  Require(parts.text.size() + parts.long_text.size() + parts.perfdata.size() <= size);
  const xunjian::Perfdata perfdata = xunjian::ParsePerfdata(parts.perfdata);
  Require(perfdata.items.size() <= 256);
  for (const xunjian::PerfdataItem& item : perfdata.items) {
    Require(!item.label.empty() && item.label.size() <= 128 && xunjian::IsValidUtf8(item.label));
    Require(xunjian::MetricOf(item).has_value() == item.value.has_value());
  }
  xunjian::RedactSecrets(output);
  return 0;
}
