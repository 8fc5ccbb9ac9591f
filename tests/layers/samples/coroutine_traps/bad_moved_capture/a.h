inline void F() { co_await RunOn(thread, [batch = std::move(batch)]() mutable { Store(batch); }); }
