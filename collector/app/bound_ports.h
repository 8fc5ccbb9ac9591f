#pragma once

namespace xunjian {

// Ports as they were bound; 0: closed.
struct BoundPorts {
  int agents = 0;
  int enrolment = 0;
  int operators = 0;
};

}  // namespace xunjian
