#include "tests/support/faulty_storage.h"

#include <cerrno>

namespace xunjian {
namespace {

Error Fault() { return ErrnoError(EIO, {"the disk fails", "磁盘故障"}); }

class FaultyFile final : public AppendFile {
 public:
  FaultyFile(std::unique_ptr<AppendFile> inner, std::string path,
             std::shared_ptr<FaultyStorage::Ledger> ledger)
      : inner_(std::move(inner)), path_(std::move(path)), ledger_(std::move(ledger)) {}

  Result<void> Append(std::string_view bytes) override {
    if (!ledger_->Fails()) return inner_->Append(bytes);
    const bool all = ledger_->how == FaultyStorage::Failed::kAfterDoingAll;
    static_cast<void>(inner_->Append(all ? bytes : bytes.substr(0, bytes.size() / 2)));
    return Fault();
  }

  Result<void> Sync() override {
    if (ledger_->Fails()) return Fault();
    auto synced = inner_->Sync();
    if (synced) ledger_->durable_sizes[path_] = inner_->size();
    return synced;
  }

  Result<void> Reserve(std::uint64_t size) override {
    return ledger_->Fails() ? Fault() : inner_->Reserve(size);
  }

  std::uint64_t size() const override { return inner_->size(); }

 private:
  std::unique_ptr<AppendFile> inner_;
  std::string path_;
  std::shared_ptr<FaultyStorage::Ledger> ledger_;
};

class SpoiltFile final : public ReadFile {
 public:
  SpoiltFile(std::unique_ptr<ReadFile> inner, std::uint64_t spoilt)
      : inner_(std::move(inner)), spoilt_(spoilt) {}

  Result<std::string> Read(std::uint64_t offset, std::size_t size) const override {
    if (spoilt_ >= offset && spoilt_ < offset + size) return Fault();
    return inner_->Read(offset, size);
  }
  std::uint64_t size() const override { return inner_->size(); }

 private:
  std::unique_ptr<ReadFile> inner_;
  std::uint64_t spoilt_;
};

}  // namespace

bool FaultyStorage::Ledger::Fails() {
  ++changes;
  const bool now = changes == fail_at || (failed && after == After::kBroken);
  failed = failed || now;
  return now;
}

template <class Change>
Result<void> FaultyStorage::Ledger::Try(Change change) {
  if (!Fails()) return change();
  if (how == Failed::kAfterDoingAll) static_cast<void>(change());
  return Fault();
}

FaultyStorage::FaultyStorage(FileStorage& inner, std::uint64_t fail_at, After after, Failed how)
    : inner_(inner), ledger_(std::make_shared<Ledger>()) {
  ledger_->fail_at = fail_at;
  ledger_->after = after;
  ledger_->how = how;
}

void FaultyStorage::Spoil(const std::string& path, std::uint64_t offset) {
  ledger_->spoilt[path] = offset;
}

void FaultyStorage::LoseUnsynced() {
  for (const auto& [path, size] : ledger_->durable_sizes) {
    static_cast<void>(inner_.Truncate(path, size));  // a removed file has nothing to lose
  }
}

Result<std::unique_ptr<AppendFile>> FaultyStorage::OpenAppend(const std::string& path,
                                                              mode_t mode) {
  if (ledger_->Fails()) return Fault();
  auto file = inner_.OpenAppend(path, mode);
  if (!file) return file.error();
  ledger_->durable_sizes.try_emplace(path, (*file)->size());
  return std::unique_ptr<AppendFile>(std::make_unique<FaultyFile>(*std::move(file), path, ledger_));
}

Result<std::unique_ptr<ReadFile>> FaultyStorage::OpenRead(const std::string& path) {
  auto file = inner_.OpenRead(path);
  const auto spoilt = ledger_->spoilt.find(path);
  if (!file || spoilt == ledger_->spoilt.end()) return file;
  return std::unique_ptr<ReadFile>(std::make_unique<SpoiltFile>(*std::move(file), spoilt->second));
}

Result<void> FaultyStorage::Replace(const std::string& path, std::string_view bytes, mode_t mode) {
  return ledger_->Try([&] {
    ledger_->durable_sizes.erase(path);  // all of it is
    return inner_.Replace(path, bytes, mode);
  });
}

Result<std::string> FaultyStorage::Read(const std::string& path, std::size_t limit) {
  return ledger_->spoilt.contains(path) ? Fault() : inner_.Read(path, limit);
}

Result<std::vector<std::string>> FaultyStorage::List(const std::string& folder) {
  return inner_.List(folder);
}

Result<void> FaultyStorage::Truncate(const std::string& path, std::uint64_t size) {
  return ledger_->Try([&] {
    auto truncated = inner_.Truncate(path, size);
    if (truncated) ledger_->durable_sizes[path] = size;
    return truncated;
  });
}

Result<void> FaultyStorage::TakeRoom(const std::string& path, std::uint64_t size, mode_t mode) {
  return ledger_->Try([&] { return inner_.TakeRoom(path, size, mode); });
}

Result<void> FaultyStorage::Remove(const std::string& path) {
  return ledger_->Try([&] {
    ledger_->durable_sizes.erase(path);
    return inner_.Remove(path);
  });
}

Result<void> FaultyStorage::MakeFolder(const std::string& folder, mode_t mode) {
  return ledger_->Try([&] { return inner_.MakeFolder(folder, mode); });
}

}  // namespace xunjian
