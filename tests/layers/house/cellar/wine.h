#pragma once

inline int Bottles() { return 7; }
