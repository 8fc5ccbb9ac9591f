constexpr Text kMemory = {"{a} of {b}", "共 {b}，可用 {a},{c}"};
