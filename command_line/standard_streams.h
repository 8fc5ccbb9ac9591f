#pragma once

namespace xunjian {

// Gives /dev/null to those of the descriptors 0, 1 and 2 that are closed, so that no file or socket
// of ours gets their number and then the output that was meant for them. Writing to 1 still fails;
// what is said on 2 is lost. Before anything else is opened.
void OccupyClosedStreams();

}  // namespace xunjian
