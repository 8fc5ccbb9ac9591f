void F() { co_await RunOn(thread, [=] { return x; }); }
