#include "cli/operator_identity.h"

#include <fmt/format.h>

#include "base/toml.h"

namespace xunjian {
namespace {

constexpr std::size_t kMostBytes = 64 << 10;
constexpr std::size_t kTrialBytes = 8 << 10;  // more than a credential has

struct IdentityFile {
  std::string name;
  std::string content;
  mode_t mode;
};

Result<std::string> ReadIdentityFile(FileStorage& storage, const std::string& path) {
  auto content = storage.Read(path, kMostBytes);
  if (content) return content;
  return content.error().WithContext(
      {"cannot read the identity; make one with: xunjian operator create",
       "无法读取凭据；请用 xunjian operator create 生成"});
}

Result<std::string> AddressIn(FileStorage& storage, const std::string& path) {
  const auto text = ReadIdentityFile(storage, path);
  if (!text) return text.error();
  auto file = TomlFile::Parse(*text, path);
  if (!file) return file.error();
  TomlTable root = file->root();
  root.RequiredString("schema");
  root.RequiredString("name");
  root.RequiredString("id");
  // Empty: made where the collector had no operators' port; --collector names it then.
  std::string address = root.String("address", "");
  if (auto finished = file->Finish(); !finished) return finished.error();
  return address;
}

}  // namespace

Result<void> PrepareIdentityFolder(FileStorage& storage, const std::string& folder) {
  if (storage.Read(folder + "/key.pem", kMostBytes)) {
    return MakeError(ErrorCode::kConflict,
                     {"{} holds a credential already; choose another folder with --output",
                      "{} 中已有凭据；请用 --output 另选目录"},
                     folder);
  }
  if (auto made = storage.MakeFolder(folder, 0700); !made) return made;
  const std::string trial = folder + "/key.pem";  // which is not there
  if (auto written = storage.Replace(trial, std::string(kTrialBytes, ' '), 0600); !written) {
    return written;
  }
  return storage.Remove(trial);
}

Result<void> WriteOperatorIdentity(FileStorage& storage, const std::string& folder,
                                   const std::string& name, const CreatedOperator& created) {
  // Names and addresses were checked by the collector: nothing in them needs quoting.
  const std::string config =
      fmt::format("schema = \"xunjian.operator/1\"\nname = \"{}\"\nid = \"{}\"\naddress = \"{}\"\n",
                  name, created.id, created.address);
  // The key last: a folder with a key is a whole credential.
  for (const IdentityFile& file :
       {IdentityFile{"certificate.pem", created.certificate_pem, 0644},
        IdentityFile{"ca.pem", created.ca_pem, 0644}, IdentityFile{"operator.toml", config, 0644},
        IdentityFile{"key.pem", created.key_pem, 0600}}) {
    if (auto written = storage.Replace(folder + "/" + file.name, file.content, file.mode);
        !written) {
      return written.error();
    }
  }
  return Ok();
}

Result<OperatorIdentity> ReadOperatorIdentity(FileStorage& storage, const std::string& folder) {
  auto key = ReadIdentityFile(storage, folder + "/key.pem");
  if (!key) return key.error();
  auto certificate = ReadIdentityFile(storage, folder + "/certificate.pem");
  if (!certificate) return certificate.error();
  auto ca = ReadIdentityFile(storage, folder + "/ca.pem");
  if (!ca) return ca.error();
  auto address = AddressIn(storage, folder + "/operator.toml");
  if (!address) return address.error();
  return OperatorIdentity{std::move(*key), std::move(*certificate), std::move(*ca),
                          std::move(*address)};
}

}  // namespace xunjian
