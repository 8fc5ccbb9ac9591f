#include "checks/engine/baseline_folder.h"

#include "base/toml.h"
#include "base/utf8.h"

namespace xunjian {
namespace {

constexpr std::size_t kMostBytes = 1 << 20;
constexpr std::string_view kSchema = "xunjian.baseline/1";

bool IsCheck(std::string_view id, std::span<const CheckType* const> checks) {
  for (const CheckType* check : checks) {
    if (check->id == id) return true;
  }
  return false;
}

Result<void> AddFile(const std::string& text, const std::string& name,
                     std::span<const CheckType* const> checks, Baselines& baselines) {
  auto file = TomlFile::Parse(text, name);
  if (!file) return file.error();
  TomlTable root = file->root();
  root.Choice("schema", {kSchema}, kSchema);
  for (auto& [check, values] : root.Table("baseline").NamedTables()) {
    if (!IsCheck(check, checks)) {
      values.Problem("", Text{"no such check; see: xunjian check list",
                              "没有这个检查项；请看：xunjian check list"});
    }
    for (const auto& [key, value] : values.StringMap()) {
      baselines[check].entries[key] = {value, "baseline.d/" + name};
    }
  }
  return file->Finish();
}

}  // namespace

Result<Baselines> ReadBaselineFolder(FileStorage& storage, const std::string& folder,
                                     std::span<const CheckType* const> checks) {
  Baselines baselines;
  const auto names = storage.List(folder);
  if (!names && names.error().code() == ErrorCode::kNotFound) return baselines;
  if (!names) return names.error();
  for (const std::string& name : *names) {
    if (!name.ends_with(".toml")) continue;
    const auto text = storage.Read(folder + "/" + name, kMostBytes);
    if (!text) return text.error();
    if (auto added = AddFile(*text, name, checks, baselines); !added) return added.error();
  }
  return baselines;
}

}  // namespace xunjian
