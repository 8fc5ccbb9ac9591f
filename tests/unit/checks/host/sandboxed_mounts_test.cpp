#include <catch2/catch.hpp>

#include "base/process_runner.h"
#include "checks/engine/kernel_clock.h"
#include "checks/engine/plugin_allow_list.h"
#include "checks/host/reads.h"
#include "tests/support/fixture_file_system.h"
#include "tests/support/manual_clock.h"

namespace xunjian {
namespace {

// What the runner sees of a healthy host below ProtectSystem=strict, recorded under systemd 252:
// process 1 has the file system writable, the runner's own namespace has it read-only.
constexpr const char* kOfProcessOne =
    "102 81 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw,errors=remount-ro\n";
constexpr const char* kOfTheRunner =
    "294 247 8:1 / / ro,nosuid,relatime shared:62 master:1 - ext4 /dev/sda1 "
    "rw,errors=remount-ro\n";

class Sandbox {
 public:
  Sandbox() {
    files.SetFile("/proc/self/mountinfo", kOfTheRunner);
    files.SetFile("/etc/fstab", "/dev/sda1 / ext4 errors=remount-ro 0 1\n");
    files.SetSpace("/", {.total_bytes = 100, .free_bytes = 40, .available_bytes = 30});
  }

  Observation Read(ReadFunction read) {
    return read({files, clock_, processes_, kernel_clock_, plugins_}, {}).value();
  }

  FixtureFileSystem files;

 private:
  ManualClock clock_;
  PosixProcessRunner processes_;
  SystemKernelClock kernel_clock_;
  PluginAllowList plugins_;
};

}  // namespace

TEST_CASE("the runner's own sandbox is not taken for a file system turned read-only") {
  Sandbox sandbox;
  sandbox.files.SetFile("/proc/1/mountinfo", kOfProcessOne);
  const Observation observation = sandbox.Read(&ReadHostStateFsReadonly);
  REQUIRE(observation.items.size() == 1);
  CHECK(observation.items[0].item == "/");
  CHECK(observation.items[0].metrics[0].value == 0);
}

TEST_CASE("the runner's own sandbox hides no file system from the space check") {
  Sandbox sandbox;
  sandbox.files.SetFile("/proc/1/mountinfo", kOfProcessOne);
  CHECK(sandbox.Read(&ReadHostPerfFsSpace).items.size() == 1);
  CHECK(sandbox.Read(&ReadHostPerfFsInode).items.size() == 1);
}

TEST_CASE("where process 1 is hidden the sandbox's own options are not taken for the machine's") {
  Sandbox missing;
  CHECK(missing.Read(&ReadHostStateFsReadonly).items[0].metrics[0].value == 0);
  CHECK(missing.Read(&ReadHostPerfFsSpace).items.size() == 1);
  Sandbox denied;
  denied.files.Deny("/proc/1/mountinfo");
  CHECK(denied.Read(&ReadHostStateFsReadonly).items[0].metrics[0].value == 0);
  CHECK(denied.Read(&ReadHostPerfFsSpace).items.size() == 1);
  CHECK(denied.Read(&ReadHostPerfFsInode).items.size() == 1);
}

TEST_CASE("where process 1 is hidden a file system turned read-only is seen all the same") {
  Sandbox sandbox;
  sandbox.files.SetFile("/proc/self/mountinfo",
                        "294 247 8:1 / / ro,nosuid shared:62 - ext4 /dev/sda1 ro\n");
  CHECK(sandbox.Read(&ReadHostStateFsReadonly).items[0].metrics[0].value == 1);
  CHECK(sandbox.Read(&ReadHostPerfFsSpace).items.empty());
}

}  // namespace xunjian
