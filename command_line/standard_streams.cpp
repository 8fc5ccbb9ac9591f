#include "command_line/standard_streams.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>

namespace xunjian {
namespace {

struct Stream {
  int descriptor;
  int mode;
};

// In this order: open() gives the lowest number that is free.
constexpr std::array kStreams = {Stream{STDIN_FILENO, O_RDONLY}, Stream{STDOUT_FILENO, O_RDONLY},
                                 Stream{STDERR_FILENO, O_WRONLY}};

}  // namespace

void OccupyClosedStreams() {
  for (const Stream& stream : kStreams) {
    if (::fcntl(stream.descriptor, F_GETFD) < 0) {
      static_cast<void>(::open("/dev/null", stream.mode));
    }
  }
}

}  // namespace xunjian
