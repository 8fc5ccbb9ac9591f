void F() { const int x = (co_await Ready()) ? 1 : 2; }
