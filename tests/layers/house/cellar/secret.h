#pragma once

// Not among the HEADERS of its room: nobody else may see it.
inline int Bottles() { return 8; }
