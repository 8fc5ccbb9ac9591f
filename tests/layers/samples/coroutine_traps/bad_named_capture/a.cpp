void F() {
  auto found = co_await RunOn(
      thread, [&list, key] { return list.find(key); });
}
