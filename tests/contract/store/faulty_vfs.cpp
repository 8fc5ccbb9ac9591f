#include "tests/contract/store/faulty_vfs.h"

#include <sqlite3.h>

#include <memory>

namespace xunjian {
namespace {

struct FaultyVfs {
  sqlite3_vfs vfs{};  // first: SQLite knows us by its address
  sqlite3_vfs* real = nullptr;
  FaultPlan* plan = nullptr;
  std::string name;
};

// Followed in memory by the real file.
struct FaultyFile {
  sqlite3_file file;
  FaultPlan* plan;
  sqlite3_file* Real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

sqlite3_file* Real(sqlite3_file* file) { return reinterpret_cast<FaultyFile*>(file)->Real(); }

FaultPlan& PlanOf(sqlite3_file* file) { return *reinterpret_cast<FaultyFile*>(file)->plan; }

bool Fails(sqlite3_file* file) {
  FaultPlan& plan = PlanOf(file);
  ++plan.calls;
  return plan.fail_at != 0 && plan.calls >= plan.fail_at;
}

int Write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset) {
  if (Fails(file)) {
    if (!PlanOf(file).full) return SQLITE_IOERR_WRITE;
    static_cast<void>(Real(file)->pMethods->xWrite(Real(file), bytes, size / 2, offset));
    return SQLITE_FULL;
  }
  return Real(file)->pMethods->xWrite(Real(file), bytes, size, offset);
}

int Truncate(sqlite3_file* file, sqlite3_int64 size) {
  if (Fails(file) && !PlanOf(file).full) return SQLITE_IOERR_TRUNCATE;
  return Real(file)->pMethods->xTruncate(Real(file), size);
}

int Sync(sqlite3_file* file, int flags) {
  if (Fails(file) && !PlanOf(file).full) return SQLITE_IOERR_FSYNC;
  return Real(file)->pMethods->xSync(Real(file), flags);
}

const sqlite3_io_methods& Methods() {
  static const sqlite3_io_methods methods = [] {
    sqlite3_io_methods made{};
    made.iVersion = 2;
    made.xClose = [](sqlite3_file* f) { return Real(f)->pMethods->xClose(Real(f)); };
    made.xRead = [](sqlite3_file* f, void* to, int size, sqlite3_int64 at) {
      return Real(f)->pMethods->xRead(Real(f), to, size, at);
    };
    made.xWrite = &Write;
    made.xTruncate = &Truncate;
    made.xSync = &Sync;
    made.xFileSize = [](sqlite3_file* f, sqlite3_int64* size) {
      return Real(f)->pMethods->xFileSize(Real(f), size);
    };
    made.xLock = [](sqlite3_file* f, int how) { return Real(f)->pMethods->xLock(Real(f), how); };
    made.xUnlock = [](sqlite3_file* f, int how) {
      return Real(f)->pMethods->xUnlock(Real(f), how);
    };
    made.xCheckReservedLock = [](sqlite3_file* f, int* held) {
      return Real(f)->pMethods->xCheckReservedLock(Real(f), held);
    };
    made.xFileControl = [](sqlite3_file* f, int op, void* argument) {
      return Real(f)->pMethods->xFileControl(Real(f), op, argument);
    };
    made.xSectorSize = [](sqlite3_file* f) { return Real(f)->pMethods->xSectorSize(Real(f)); };
    made.xDeviceCharacteristics = [](sqlite3_file* f) {
      return Real(f)->pMethods->xDeviceCharacteristics(Real(f));
    };
    made.xShmMap = [](sqlite3_file* f, int page, int size, int extend, void volatile** to) {
      return Real(f)->pMethods->xShmMap(Real(f), page, size, extend, to);
    };
    made.xShmLock = [](sqlite3_file* f, int offset, int n, int flags) {
      return Real(f)->pMethods->xShmLock(Real(f), offset, n, flags);
    };
    made.xShmBarrier = [](sqlite3_file* f) { Real(f)->pMethods->xShmBarrier(Real(f)); };
    made.xShmUnmap = [](sqlite3_file* f, int remove) {
      return Real(f)->pMethods->xShmUnmap(Real(f), remove);
    };
    return made;
  }();
  return methods;
}

int Open(sqlite3_vfs* vfs, sqlite3_filename name, sqlite3_file* file, int flags, int* out_flags) {
  auto& own = *reinterpret_cast<FaultyVfs*>(vfs);
  auto& faulty = *reinterpret_cast<FaultyFile*>(file);
  faulty.plan = own.plan;
  const int code = own.real->xOpen(own.real, name, faulty.Real(), flags, out_flags);
  faulty.file.pMethods = faulty.Real()->pMethods ? &Methods() : nullptr;
  return code;
}

}  // namespace

void RegisterFaultyVfs(const std::string& name, FaultPlan& plan) {
  auto own = std::make_unique<FaultyVfs>();
  own->real = sqlite3_vfs_find(nullptr);
  own->vfs = *own->real;
  own->plan = &plan;
  own->name = name;
  own->vfs.zName = own->name.c_str();
  own->vfs.szOsFile = own->real->szOsFile + static_cast<int>(sizeof(FaultyFile));
  own->vfs.xOpen = &Open;
  sqlite3_vfs_register(&own.release()->vfs, 0);
}

}  // namespace xunjian
