#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "base/result.h"

namespace xunjian {
namespace {

struct ErrnoEntry {
  int value;
  ErrorCode code;
  std::string_view zh;
};

constexpr ErrorCode kNotFound = ErrorCode::kNotFound;
constexpr ErrorCode kDenied = ErrorCode::kPermissionDenied;
constexpr ErrorCode kUnavailable = ErrorCode::kUnavailable;
constexpr ErrorCode kConflict = ErrorCode::kConflict;
constexpr ErrorCode kInternal = ErrorCode::kInternal;

constexpr auto kEntries = std::to_array<ErrnoEntry>({
    {ENOENT, kNotFound, "没有那个文件或目录"},
    {ESRCH, kNotFound, "没有那个进程"},
    {ENXIO, kNotFound, "没有那个设备或地址"},
    {ENODEV, kNotFound, "没有那个设备"},
    {EOPNOTSUPP, kNotFound, "内核不提供此项"},  // what a switched-off kernel feature answers
    {EACCES, kDenied, "权限不够"},
    {EPERM, kDenied, "不允许的操作"},
    {EROFS, kDenied, "只读文件系统"},
    {EAGAIN, kUnavailable, "资源暂时不可用"},
    {EINTR, kUnavailable, "系统调用被中断"},
    {EBUSY, kUnavailable, "设备或资源忙"},
    {ENOMEM, kUnavailable, "内存不足"},
    {EMFILE, kUnavailable, "本进程打开的文件过多"},
    {ENFILE, kUnavailable, "系统中打开的文件过多"},
    {ENOSPC, kUnavailable, "设备上没有剩余空间"},
    {EDQUOT, kUnavailable, "超出磁盘配额"},
    {ENOBUFS, kUnavailable, "没有可用的缓冲区空间"},
    {ETIMEDOUT, kUnavailable, "连接超时"},
    {ECONNREFUSED, kUnavailable, "连接被拒绝"},
    {ECONNRESET, kUnavailable, "连接被对方重置"},
    {ECONNABORTED, kUnavailable, "连接被中止"},
    {ENOTCONN, kUnavailable, "尚未连接"},
    {EPIPE, kUnavailable, "管道已断开"},
    {ENETDOWN, kUnavailable, "网络已关闭"},
    {ENETUNREACH, kUnavailable, "网络不可达"},
    {EHOSTDOWN, kUnavailable, "主机已关闭"},
    {EHOSTUNREACH, kUnavailable, "没有到主机的路由"},
    {EEXIST, kConflict, "文件已存在"},
    {ENOTEMPTY, kConflict, "目录非空"},
    {EADDRINUSE, kConflict, "地址已被占用"},
    {ETXTBSY, kConflict, "可执行文件正在被写入"},
    {EADDRNOTAVAIL, kInternal, "本机没有这个地址"},
    {EBADF, kInternal, "错误的文件描述符"},
    {EFBIG, kInternal, "文件过大"},
    {EINVAL, kInternal, "无效的参数"},
    {EIO, kInternal, "输入/输出错误"},
    {EISDIR, kInternal, "是一个目录"},
    {ELOOP, kInternal, "符号链接的层数过多"},
    {EMLINK, kInternal, "硬链接过多"},
    {ENAMETOOLONG, kInternal, "文件名过长"},
    {ENOEXEC, kInternal, "可执行文件格式错误"},
    {ENOSYS, kInternal, "内核没有实现这个功能"},
    {ENOTDIR, kInternal, "不是目录"},
    {ENOTSUP, kInternal, "不支持的操作"},
    {EOVERFLOW, kInternal, "数值超出范围"},
    {ESTALE, kInternal, "文件句柄已失效（网络文件系统）"},
    {EXDEV, kInternal, "跨设备的链接"},
    {E2BIG, kInternal, "参数列表过长"},
});

// Not std::strerror: that one is neither thread-safe nor always English.
std::string DescribeInEnglish(int errno_value) {
  const char* text = strerrordesc_np(errno_value);
  return text != nullptr ? text : fmt::format("error {}", errno_value);
}

}  // namespace

Error ErrnoError(int errno_value, const Message& context) {
  const std::string en = DescribeInEnglish(errno_value);
  const auto* entry =
      std::find_if(kEntries.begin(), kEntries.end(),
                   [&](const ErrnoEntry& candidate) { return candidate.value == errno_value; });
  if (entry == kEntries.end()) return Error(kInternal, {en, en}).WithContext(context);
  return Error(entry->code, {en, std::string(entry->zh)}).WithContext(context);
}

}  // namespace xunjian
