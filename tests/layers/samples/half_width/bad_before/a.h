constexpr Text kRight = {"(needs {right})", "{seen} (需要 {right}）"};
