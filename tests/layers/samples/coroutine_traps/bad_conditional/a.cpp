void F() { const int x = co_await Ready(a, (b)) ? 1 : 2; }
