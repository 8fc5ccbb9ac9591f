void F() {
  if (ready) co_await Ready();
  const bool ready = co_await Ready();
  while (auto item = co_await Next()) Use(*item);
  co_await Send(list[i], ready ? 1 : 2);
  co_await RunOn(thread, [&] { return x; });
  co_await RunOn(thread, [&list, &key]() { return list.find(key); });
  co_await RunOn(thread, [this] { Store(); });
  co_await RunOn(thread, [] { Store(); });
  auto store = [batch = std::move(batch)] { Store(batch); };
  co_await RunOn(thread, std::move(store));
  auto later = [batch] { Store(batch); };
  const int y = ready ? 1 : 2;
}
