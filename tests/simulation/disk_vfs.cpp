#include "tests/simulation/disk_vfs.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <new>

#include "tests/simulation/seeded_kernel.h"

namespace xunjian::sim {
namespace {

struct OpenFile {
  sqlite3_file base;  // first: SQLite sees only this
  DiskVfs* vfs;
  Disk::FilePtr file;
  std::string path;
};

OpenFile& Of(sqlite3_file* file) { return *reinterpret_cast<OpenFile*>(file); }
DiskVfs& Of(sqlite3_vfs* vfs) { return *static_cast<DiskVfs*>(vfs->pAppData); }

int Told(int error, int otherwise) {
  if (error == 0) return SQLITE_OK;
  return error == ENOSPC ? SQLITE_FULL : otherwise;
}

int Close(sqlite3_file* file) {
  Of(file).~OpenFile();
  return SQLITE_OK;
}

int Read(sqlite3_file* file, void* buffer, int size, sqlite3_int64 offset) {
  const std::string& bytes = Of(file).file->bytes;
  const auto from = std::min<std::size_t>(static_cast<std::size_t>(offset), bytes.size());
  const auto there = std::min<std::size_t>(static_cast<std::size_t>(size), bytes.size() - from);
  std::memcpy(buffer, bytes.data() + from, there);
  std::memset(static_cast<char*>(buffer) + there, 0, static_cast<std::size_t>(size) - there);
  return there == static_cast<std::size_t>(size) ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

int Write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset) {
  const std::string_view text(static_cast<const char*>(bytes), static_cast<std::size_t>(size));
  OpenFile& open = Of(file);
  return Told(open.vfs->disk().Put(*open.file, static_cast<std::uint64_t>(offset), text),
              SQLITE_IOERR_WRITE);
}

int Truncate(sqlite3_file* file, sqlite3_int64 size) {
  OpenFile& open = Of(file);
  return Told(open.vfs->disk().Cut(*open.file, static_cast<std::uint64_t>(size)),
              SQLITE_IOERR_TRUNCATE);
}

int Sync(sqlite3_file* file, int) {
  return Told(Of(file).vfs->disk().Sync(*Of(file).file), SQLITE_IOERR_FSYNC);
}

int Size(sqlite3_file* file, sqlite3_int64* size) {
  *size = static_cast<sqlite3_int64>(Of(file).file->bytes.size());
  return SQLITE_OK;
}

int Lock(sqlite3_file*, int) { return SQLITE_OK; }

int IsReserved(sqlite3_file*, int* reserved) {
  *reserved = 0;
  return SQLITE_OK;
}

int Control(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
int SectorSize(sqlite3_file*) { return 4096; }
int Characteristics(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

int ShareMemory(sqlite3_file* file, int region, int size, int extend, void volatile** memory) {
  auto& regions = Of(file).vfs->Shared(Of(file).path);
  const auto wanted = static_cast<std::size_t>(region);
  while (extend != 0 && regions.size() <= wanted) {
    regions.push_back(std::make_unique<char[]>(static_cast<std::size_t>(size)));
  }
  *memory = wanted < regions.size() ? regions[wanted].get() : nullptr;
  return SQLITE_OK;
}

int LockShared(sqlite3_file*, int, int, int) { return SQLITE_OK; }
void Barrier(sqlite3_file*) {}
int UnshareMemory(sqlite3_file*, int) { return SQLITE_OK; }

constexpr sqlite3_io_methods kMethods = {2,
                                         Close,
                                         Read,
                                         Write,
                                         Truncate,
                                         Sync,
                                         Size,
                                         Lock,
                                         Lock,
                                         IsReserved,
                                         Control,
                                         SectorSize,
                                         Characteristics,
                                         ShareMemory,
                                         LockShared,
                                         Barrier,
                                         UnshareMemory,
                                         nullptr,
                                         nullptr};

int Open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  file->pMethods = nullptr;
  DiskVfs& of = Of(vfs);
  const std::string path = name != nullptr ? name : "nameless";
  // The store itself makes its database, on the real disk.
  const bool made = (flags & (SQLITE_OPEN_CREATE | SQLITE_OPEN_MAIN_DB)) != 0;
  if (made && of.disk().Create(path) != 0) return SQLITE_IOERR;
  const Disk::FilePtr found = of.disk().Find(path);
  if (!found) return SQLITE_CANTOPEN;
  new (file) OpenFile{{&kMethods}, &of, found, path};
  if (out_flags != nullptr) *out_flags = flags;
  return SQLITE_OK;
}

int Delete(sqlite3_vfs* vfs, const char* name, int) {
  const int error = Of(vfs).disk().Remove(name);
  if (error == ENOENT) return SQLITE_IOERR_DELETE_NOENT;
  return Told(error, SQLITE_IOERR_DELETE);
}

int Access(sqlite3_vfs* vfs, const char* name, int, int* there) {
  *there = Of(vfs).disk().Find(name) ? 1 : 0;
  return SQLITE_OK;
}

int FullPath(sqlite3_vfs*, const char* name, int size, char* path) {
  sqlite3_snprintf(size, path, "%s", name);
  return SQLITE_OK;
}

int Randomness(sqlite3_vfs*, int size, char* bytes) {
  FillSeeded(bytes, static_cast<std::size_t>(size));
  return size;
}

int Sleep(sqlite3_vfs*, int microseconds) { return microseconds; }

int Today(sqlite3_vfs*, sqlite3_int64* milliseconds) {
  *milliseconds = 0;
  return SQLITE_OK;
}

}  // namespace

DiskVfs::DiskVfs(Disk& disk, std::string name) : disk_(disk), name_(std::move(name)) {
  vfs_.iVersion = 2;
  vfs_.szOsFile = sizeof(OpenFile);
  vfs_.mxPathname = 512;
  vfs_.zName = name_.c_str();
  vfs_.pAppData = this;
  vfs_.xOpen = Open;
  vfs_.xDelete = Delete;
  vfs_.xAccess = Access;
  vfs_.xFullPathname = FullPath;
  vfs_.xRandomness = Randomness;
  vfs_.xSleep = Sleep;
  vfs_.xCurrentTimeInt64 = Today;
  sqlite3_vfs_register(&vfs_, 0);
}

DiskVfs::~DiskVfs() { sqlite3_vfs_unregister(&vfs_); }

}  // namespace xunjian::sim
