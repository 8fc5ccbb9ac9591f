#include "tests/support/golden_file.h"

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace xunjian {

std::string GoldenText(const std::string& name, const std::string& actual) {
  const std::string path = XUNJIAN_SOURCE_DIR "/tests/fixtures/" + name;
  if (std::getenv("XUNJIAN_UPDATE_GOLDEN") != nullptr) std::ofstream(path) << actual;
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

}  // namespace xunjian
