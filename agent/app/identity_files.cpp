#include "agent/app/identity_files.h"

#include <sys/stat.h>

namespace xunjian {
namespace {

constexpr std::size_t kPemLimit = 64 << 10;
constexpr mode_t kPrivateFolder = 0700;
constexpr mode_t kPrivateFile = 0600;
constexpr mode_t kPublicFile = 0644;

Result<void> RefuseReadableKey(const std::string& path) {
  struct stat status {};
  if (stat(path.c_str(), &status) == 0 && (status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return MakeError(ErrorCode::kPermissionDenied,
                     {"{} may be read by others: chmod 600 it, and enrol again if it was",
                      "{} 可被他人读取：请执行 chmod 600；若已泄露请重新登记"},
                     path);
  }
  return Ok();
}

}  // namespace

Result<void> WriteIdentity(FileStorage& storage, const std::string& folder,
                           const TlsCredential& tls) {
  if (Result<void> made = storage.MakeFolder(folder, kPrivateFolder); !made) return made;
  Result<void> key = storage.Replace(folder + "/key.pem", tls.key_pem, kPrivateFile);
  if (!key) return key;
  Result<void> ca = storage.Replace(folder + "/ca.pem", tls.ca_pem, kPublicFile);
  if (!ca) return ca;
  // Last: an identity is there when its certificate is.
  return storage.Replace(folder + "/certificate.pem", tls.certificate_pem, kPublicFile);
}

Result<TlsCredential> ReadIdentity(FileStorage& storage, const std::string& folder) {
  if (Result<void> safe = RefuseReadableKey(folder + "/key.pem"); !safe) return safe.error();
  Result<std::string> key = storage.Read(folder + "/key.pem", kPemLimit);
  if (!key) return key.error();
  Result<std::string> certificate = storage.Read(folder + "/certificate.pem", kPemLimit);
  if (!certificate) return certificate.error();
  Result<std::string> ca = storage.Read(folder + "/ca.pem", kPemLimit);
  if (!ca) return ca.error();
  return TlsCredential{*std::move(ca), *std::move(certificate), *std::move(key)};
}

bool HasIdentity(FileStorage& storage, const std::string& folder) {
  return storage.Read(folder + "/certificate.pem", kPemLimit).has_value();
}

}  // namespace xunjian
