#include <catch2/catch.hpp>

#include "checks/api/reasons.h"
#include "checks/engine/debian_version.h"
#include "checks/engine/dpkg_status.h"
#include "checks/os/judges.h"
#include "checks/os/kernel_releases.h"
#include "checks/os/reads.h"
#include "tests/support/check_world.h"

namespace xunjian {
namespace {

constexpr char kOld[] = "6.1.0-9-amd64";
constexpr char kNew[] = "6.1.0-38-amd64";

// A Debian host that runs `running` and has these kernels installed, with their package versions.
void SetHost(CheckWorld& world, const std::string& running, const std::string& build,
             const std::map<std::string, std::string>& installed) {
  world.files.SetFile("/proc/sys/kernel/osrelease", running + "\n");
  world.files.SetFile("/proc/version", "Linux version " + running +
                                           " (gcc-12 (Debian 12.2.0-14) 12.2.0) #1 SMP Debian " +
                                           build + " (2025-08-02)\n");
  world.files.SetFile("/proc/sys/kernel/tainted", "0\n");
  std::string status = "Package: bash\nStatus: install ok installed\nVersion: 5.2\n\n";
  for (const auto& [release, version] : installed) {
    world.files.SetFile("/boot/vmlinuz-" + release, "");
    const std::string package = "linux-image-" + release;
    status +=
        "Package: " + package + "\nStatus: install ok installed\nVersion: " + version + "\n\n";
    const std::string list = "/var/lib/dpkg/info/" + package + ".list";
    world.files.SetFile(list, "");
    world.files.SetStatus(list, {.kind = FileStatus::Kind::kFile,
                                 .modified = ManualClock::kStart - std::chrono::hours(48)});
  }
  world.files.SetFile("/var/lib/dpkg/status", status);
}

CheckResult Kernel(CheckWorld& world, const JudgeCase& more = {}) {
  return Inspected(kOsVersionKernelRunning, &ReadOsVersionKernelRunning, world, more);
}

const ItemResult& First(const CheckResult& result) { return result.items.at(0); }

}  // namespace

TEST_CASE("os.version.kernel_running: the newest is running") {
  CheckWorld world;
  SetHost(world, kNew, "6.1.147-1", {{kOld, "6.1.30-1"}, {kNew, "6.1.147-1"}});
  CHECK(First(Kernel(world)).outcome == Outcome::kOk);
}

TEST_CASE("os.version.kernel_running: a newer release warns, and is critical after 30 days") {
  CheckWorld world;
  SetHost(world, kOld, "6.1.30-1", {{kOld, "6.1.30-1"}, {kNew, "6.1.147-1"}});
  CHECK(First(Kernel(world)).outcome == Outcome::kWarning);
  CHECK(First(Kernel(world)).code == "newer_release");
  JudgeCase later;
  later.at = ManualClock::kStart + std::chrono::hours(24 * 29);
  CHECK(First(Kernel(world, later)).outcome == Outcome::kCritical);
}

TEST_CASE("os.version.kernel_running: a newer build of the same release needs a reboot too") {
  CheckWorld world;
  SetHost(world, kNew, "6.1.140-1", {{kNew, "6.1.147-1"}});
  CHECK(First(Kernel(world)).outcome == Outcome::kWarning);
  CHECK(First(Kernel(world)).code == "newer_build");
}

TEST_CASE("os.version.kernel_running: a live patch counts, taint bit 15 and its list") {
  CheckWorld world;
  SetHost(world, kOld, "6.1.30-1", {{kNew, "6.1.147-1"}});
  world.files.SetFile("/proc/sys/kernel/tainted", "32768\n");
  world.files.SetFile("/sys/kernel/livepatch/fix_1/enabled", "1\n");
  world.files.SetFile("/sys/kernel/livepatch/fix_0/enabled", "0\n");
  CHECK(First(Kernel(world)).outcome == Outcome::kInfo);
  CHECK(First(Kernel(world)).code == "live_patched");
  CHECK(*First(Kernel(world)).observed.FindAttribute("live_patches") == "fix_1");
}

TEST_CASE("os.version.kernel_running: live patches that were disabled hide no pending reboot") {
  // The taint bit stays set until the reboot; the list says what is in force.
  CheckWorld disabled;
  SetHost(disabled, kOld, "6.1.30-1", {{kNew, "6.1.147-1"}});
  disabled.files.SetFile("/proc/sys/kernel/tainted", "32768\n");
  disabled.files.SetFile("/sys/kernel/livepatch/fix_0/enabled", "0\n");
  CHECK(First(Kernel(disabled)).outcome == Outcome::kWarning);
  CHECK(First(Kernel(disabled)).code == "newer_release");
  CheckWorld denied;
  SetHost(denied, kOld, "6.1.30-1", {{kNew, "6.1.147-1"}});
  denied.files.SetFile("/proc/sys/kernel/tainted", "32768\n");
  denied.files.Deny("/sys/kernel/livepatch");
  CHECK(First(Kernel(denied)).outcome == Outcome::kInfo);
  CHECK(*First(Kernel(denied)).observed.FindAttribute("live_patches") == "unknown");
}

TEST_CASE("os.version.kernel_running: other taints than a live patch hide no pending reboot") {
  CheckWorld world;
  SetHost(world, kOld, "6.1.30-1", {{kNew, "6.1.147-1"}});
  world.files.SetFile("/proc/sys/kernel/tainted", "12288\n");  // out-of-tree, unsigned
  CHECK(First(Kernel(world)).outcome == Outcome::kWarning);
}

TEST_CASE("os.version.kernel_running: a kernel newer than every installed one is a custom one") {
  CheckWorld world;
  SetHost(world, "6.12.9-amd64", "6.12.9-1", {{kNew, "6.1.147-1"}});
  CHECK(First(Kernel(world)).outcome == Outcome::kInfo);
  CHECK(First(Kernel(world)).code == "custom_kernel");
}

TEST_CASE("os.version.kernel_running: custom kernels and other flavours are not compared") {
  CheckWorld custom;
  SetHost(custom, "6.12.1-mine", "", {{kNew, "6.1.147-1"}});
  CHECK(First(Kernel(custom)).code == "custom_kernel");
  CHECK(First(Kernel(custom)).outcome == Outcome::kInfo);
  CheckWorld cloud;
  SetHost(cloud, "6.1.0-38-cloud-amd64", "6.1.147-1",
          {{"6.1.0-38-cloud-amd64", "6.1.147-1"}, {"6.1.0-39-amd64", "6.1.148-1"}});
  CHECK(First(Kernel(cloud)).outcome == Outcome::kOk);
}

TEST_CASE("os.version.kernel_running: containers and hosts without /boot say why not") {
  CheckWorld container;
  SetHost(container, kOld, "6.1.30-1", {{kNew, "6.1.147-1"}});
  container.files.SetFile("/run/systemd/container", "lxc\n");
  const ItemResult inside = First(Kernel(container));
  CHECK(inside.outcome == Outcome::kNotApplicable);
  CHECK(RenderReason(&kOsVersionKernelRunning, inside.code, inside.arguments, Language::kChinese) ==
        "lxc 容器使用宿主机的内核：请在宿主机上检查");
  CheckWorld no_boot;
  no_boot.files.SetFile("/proc/sys/kernel/osrelease", "6.1\n");
  CHECK(First(Kernel(no_boot)).outcome == Outcome::kNotApplicable);
  CHECK(First(Kernel(no_boot)).code == "no_installed_kernel");
  CheckWorld hidden;
  SetHost(hidden, kOld, "6.1.30-1", {{kNew, "6.1.147-1"}});
  hidden.files.Deny("/boot");
  CHECK(First(Kernel(hidden)).outcome == Outcome::kDenied);
}

TEST_CASE("package versions are ordered as dpkg orders them") {
  struct Row {
    const char* less;
    const char* more;
  };
  for (const Row& row :
       {Row{"1.0~rc1-1", "1.0-1"}, Row{"1.0-1", "1.0-1+deb12u1"}, Row{"9", "10"},
        Row{"1.0", "1:0.1"}, Row{"1.0-9", "1.0-10"}, Row{"1.0a", "1.0+"}, Row{"1.0~~", "1.0~"},
        Row{"6.1.0-9-amd64", "6.1.0-38-amd64"}, Row{"1.2", "1.2-1"},
        Row{"1.99999999999999999999", "1.100000000000000000000"}}) {
    INFO(row.less << " < " << row.more);
    CHECK((CompareDebianVersions(row.less, row.more) < 0));
    CHECK((CompareDebianVersions(row.more, row.less) > 0));
    CHECK((CompareDebianVersions(row.less, row.less) == 0));
  }
  CHECK((CompareDebianVersions("1.00-01", "1.0-1") == 0));
  CHECK((CompareDebianVersions("0:1.0", "1.0") == 0));
}

TEST_CASE("only installed packages count") {
  const char* status =
      "Package: linux-image-a\nStatus: install ok installed\nVersion: 1\n\n"
      "Package: linux-image-b\nStatus: deinstall ok config-files\nVersion: 2\n\n"
      "Package: linux-image-c\nStatus: hold ok installed\nDescription: x\n Version: 9\nVersion: 3\n"
      "\nPackage: linux-image-d\nStatus: install ok half-installed\nVersion: 4\n";
  CHECK(InstalledPackages(status, "linux-image-") ==
        std::vector<InstalledPackage>{{"linux-image-a", "1"}, {"linux-image-c", "3"}});
}

TEST_CASE("the flavour of a kernel is what follows its numbers") {
  CHECK(KernelFlavour("6.1.0-38-amd64") == "amd64");
  CHECK(KernelFlavour("6.1.0-38-cloud-amd64") == "cloud-amd64");
  CHECK(KernelFlavour("6.12.9+bpo-amd64") == "amd64");
  CHECK(KernelFlavour("6.12.0-rc3-amd64") == "amd64");
  CHECK(KernelFlavour("6.1.0").empty());
}

}  // namespace xunjian
