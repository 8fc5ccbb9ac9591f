void F() {
  if (co_await Ready()) return;
}
