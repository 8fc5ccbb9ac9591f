void F() {
  switch (co_await Next()) {
  }
}
