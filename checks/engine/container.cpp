#include "checks/engine/container.h"

#include <array>

namespace xunjian {
namespace {

struct Mark {
  const char* path;
  std::string_view kind;
};

constexpr std::array<Mark, 2> kMarks = {
    {{"/.dockerenv", "docker"}, {"/run/.containerenv", "podman"}}};

}  // namespace

std::string ContainerKind(const FileSystem& files) {
  constexpr std::size_t kLongestKind = 64;
  if (auto kind = files.Read("/run/systemd/container", kLongestKind)) {
    return kind->substr(0, kind->find('\n'));
  }
  for (const Mark& mark : kMarks) {
    if (files.Status(mark.path)) return std::string(mark.kind);
  }
  return "";
}

}  // namespace xunjian
