void F() {
  if (x &&
      (co_await Ready(1, (2)))
          .ok()) {
    return;
  }
}
