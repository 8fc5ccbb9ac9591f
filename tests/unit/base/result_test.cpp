#include "base/result.h"

#include <catch2/catch.hpp>
#include <cerrno>

namespace xunjian {

TEST_CASE("an error gains context on its way up and keeps its code") {
  const Error inner = MakeError(ErrorCode::kNotFound, {"no host '{}'", "没有主机“{}”"}, "web01");
  const Error outer = inner.WithContext({"cannot assign", "无法分配"});
  CHECK(outer.code() == ErrorCode::kNotFound);
  CHECK(outer.In(Language::kEnglish) == "cannot assign: no host 'web01'");
  CHECK(outer.In(Language::kChinese) == "无法分配：没有主机“web01”");
}

TEST_CASE("an errno becomes what the caller can do about it, in both languages") {
  struct Row {
    int value;
    ErrorCode code;
    const char* en;
    const char* zh;
  };
  const std::vector<Row> rows = {
      {ENOENT, ErrorCode::kNotFound, "No such file or directory", "没有那个文件或目录"},
      {EACCES, ErrorCode::kPermissionDenied, "Permission denied", "权限不够"},
      {EPERM, ErrorCode::kPermissionDenied, "Operation not permitted", "不允许的操作"},
      {EROFS, ErrorCode::kPermissionDenied, "Read-only file system", "只读文件系统"},
      {EAGAIN, ErrorCode::kUnavailable, "Resource temporarily unavailable", "资源暂时不可用"},
      {EMFILE, ErrorCode::kUnavailable, "Too many open files", "本进程打开的文件过多"},
      {ENOSPC, ErrorCode::kUnavailable, "No space left on device", "设备上没有剩余空间"},
      {ECONNREFUSED, ErrorCode::kUnavailable, "Connection refused", "连接被拒绝"},
      {ETIMEDOUT, ErrorCode::kUnavailable, "Connection timed out", "连接超时"},
      {EEXIST, ErrorCode::kConflict, "File exists", "文件已存在"},
      {EADDRINUSE, ErrorCode::kConflict, "Address already in use", "地址已被占用"},
      {EIO, ErrorCode::kInternal, "Input/output error", "输入/输出错误"},
      {ENOTDIR, ErrorCode::kInternal, "Not a directory", "不是目录"},
      {ECHILD, ErrorCode::kInternal, "No child processes", "No child processes"},  // not translated
      {123456, ErrorCode::kInternal, "error 123456", "error 123456"},
  };
  for (const Row& row : rows) {
    INFO(row.en);
    const Error error = ErrnoError(row.value, {"cannot open /x", "无法打开 /x"});
    CHECK(error.code() == row.code);
    CHECK(error.In(Language::kEnglish) == std::string("cannot open /x: ") + row.en);
    CHECK(error.In(Language::kChinese) == std::string("无法打开 /x：") + row.zh);
  }
}

TEST_CASE("every code has a name of its own") {
  CHECK(ToString(ErrorCode::kInvalidArgument) == "invalid_argument");
  CHECK(ToString(ErrorCode::kNotFound) == "not_found");
  CHECK(ToString(ErrorCode::kPermissionDenied) == "permission_denied");
  CHECK(ToString(ErrorCode::kUnavailable) == "unavailable");
  CHECK(ToString(ErrorCode::kConflict) == "conflict");
  CHECK(ToString(ErrorCode::kInternal) == "internal");
}

TEST_CASE("taking the value of an error is a bug of ours and throws with the message") {
  const Result<int> failed = MakeError(ErrorCode::kNotFound, {"no such thing", "没有这个东西"});
  CHECK_THROWS_WITH(failed.value(), Catch::Contains("no such thing"));
}

}  // namespace xunjian
