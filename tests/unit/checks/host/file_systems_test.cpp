#include <catch2/catch.hpp>

#include "checks/api/reasons.h"
#include "checks/host/local_mounts.h"
#include "checks/host/size_scaling.h"
#include "test_machine.h"

namespace xunjian {
namespace {

using std::chrono::minutes;
using namespace test;

constexpr std::string_view kSpace = "host.perf.fs_space";
constexpr std::string_view kInode = "host.perf.fs_inode";
constexpr std::string_view kReadonly = "host.state.fs_readonly";
constexpr std::uint64_t kGiB = 1 << 30;

std::string Line(std::string_view device, std::string_view point, std::string_view type,
                 std::string_view source, std::string_view super = "rw",
                 std::string_view root = "/", std::string_view options = "rw") {
  return fmt::format("1 1 {} {} {} {} shared:1 - {} {} {}\n", device, root, point, options, type,
                     source, super);
}

std::vector<Mount> LocalMounts(const std::string& mountinfo) {
  return OnePerFileSystem(DataMounts(*ParseMountInfo(mountinfo)));
}

std::vector<std::string> Points(const std::string& mountinfo) {
  std::vector<std::string> points;
  for (const Mount& mount : LocalMounts(mountinfo)) {
    points.push_back(mount.mount_point);
  }
  return points;
}

using Names = std::vector<std::string>;

TEST_CASE("host.perf.fs_space: bind mounts and subvolumes are listed once") {
  CHECK(Points(Line("8:1", "/", "ext4", "/dev/sda1") +
               Line("8:1", "/srv", "ext4", "/dev/sda1", "rw", "/data")) == Names{"/"});
  CHECK(Points(Line("8:2", "/srv", "ext4", "/dev/sdb1", "rw", "/sub") +
               Line("8:2", "/all", "ext4", "/dev/sdb1")) == Names{"/all"});
  CHECK(Points(Line("0:30", "/", "btrfs", "/dev/sda2", "rw", "/@") +
               Line("0:30", "/home", "btrfs", "/dev/sda2", "rw", "/@home")) == Names{"/"});
}

TEST_CASE("host.perf.fs_space: overlays repeat the file system below, but for a container's root") {
  CHECK(Points(Line("8:1", "/", "ext4", "/dev/sda1") +
               Line("0:50", "/var/lib/docker/overlay2/x/merged", "overlay", "overlay")) ==
        Names{"/"});
  CHECK(Points(Line("0:60", "/", "overlay", "overlay")) == Names{"/"});
}

TEST_CASE("host.perf.fs_space: tmpfs, squashfs, network and FUSE mounts are skipped") {
  CHECK(Points(Line("0:1", "/run", "tmpfs", "tmpfs") +
               Line("7:0", "/snap/a", "squashfs", "/dev/loop0", "ro") +
               Line("11:0", "/media/cd", "iso9660", "/dev/sr0", "ro") +
               Line("0:2", "/mnt/nfs", "nfs4", "server:/export") +
               Line("0:3", "/mnt/ssh", "fuse.sshfs", "/dev/fuse") +
               Line("0:4", "/proc", "proc", "proc"))
            .empty());
  CHECK(Points(Line("8:3", "/win", "fuseblk", "/dev/sda3")) == Names{"/win"});
}

TEST_CASE("host.perf.fs_space: what a later mount covers is not looked at") {
  CHECK(Points(Line("8:1", "/data", "ext4", "/dev/sda1") +
               Line("8:2", "/data", "ext4", "/dev/sdb1")) == Names{"/data"});
  CHECK(LocalMounts(Line("8:1", "/data", "ext4", "/dev/sda1") +
                    Line("8:2", "/data", "ext4", "/dev/sdb1"))[0]
            .device == "8:2");
}

struct DiskMachine {
  FixtureFileSystem files{FixturePath("debian12-vm")};
  HostRuns runs{files};

  DiskMachine() {
    files.SetSpace("/", Usage(20 * kGiB, 10 * kGiB, 9 * kGiB));
    files.SetSpace("/data", Usage(20 * kGiB, 10 * kGiB, 10 * kGiB));
  }
  static SpaceUsage Usage(std::uint64_t total, std::uint64_t free, std::uint64_t available) {
    return {total, free, available, 1000, 900};
  }
};

TEST_CASE("host.perf.fs_space: each file system of a machine is one item") {
  DiskMachine machine;
  const CheckResult result = machine.runs.Run(kSpace);
  REQUIRE(result.items.size() == 2);
  CHECK(ItemOf(result, "/").outcome == Outcome::kOk);
  CHECK(ItemOf(result, "/data").outcome == Outcome::kOk);
}

TEST_CASE("host.perf.fs_space: what is reserved for root is not free") {
  DiskMachine machine;
  // 88 % by f_bfree; nobody but root can use more than another 1 GiB of 18.6.
  machine.files.SetSpace("/", DiskMachine::Usage(20 * kGiB, 24 * kGiB / 10, 1 * kGiB));
  const ItemResult result = ItemOf(machine.runs.Run(kSpace), "/");
  CHECK(ReadingOf(result, "used_percent") == Approx(94.6).epsilon(0.001));
  CHECK(result.outcome == Outcome::kCritical);
}

TEST_CASE("host.perf.fs_space: read-only file systems and mounts are skipped") {
  const std::string root = Line("8:1", "/", "ext4", "/dev/sda1");
  for (const std::string& data : {Line("8:2", "/data", "ext4", "/dev/sdb1", "ro"),
                                  Line("8:2", "/data", "ext4", "/dev/sdb1", "rw", "/", "ro")}) {
    INFO(data);
    DiskMachine machine;
    machine.files.SetFile("/proc/1/mountinfo", root + data);
    const CheckResult result = machine.runs.Run(kSpace);
    CHECK(HasItem(result, "/"));
    CHECK_FALSE(HasItem(result, "/data"));
  }
}

TEST_CASE("host.perf.fs_space: a volume of a container is seen behind its single files") {
  FixtureFileSystem files;
  HostRuns runs(files);
  files.SetFile("/proc/1/mountinfo",
                Line("0:60", "/", "overlay", "overlay") +
                    Line("8:1", "/etc/hosts", "ext4", "/dev/sda1", "rw", "/c/1/hosts") +
                    Line("8:1", "/var/lib/pg", "ext4", "/dev/sda1", "rw", "/volumes/pg"));
  files.SetFile("/etc/hosts", "");
  files.SetSpace("/", {20 * kGiB, 10 * kGiB, 10 * kGiB, 1000, 900});
  files.SetSpace("/etc/hosts", {20 * kGiB, 1 * kGiB, 1 * kGiB, 1000, 900});
  files.SetSpace("/var/lib/pg", {20 * kGiB, 1 * kGiB, 1 * kGiB, 1000, 900});
  const CheckResult result = runs.Run(kSpace);
  CHECK_FALSE(HasItem(result, "/etc/hosts"));
  CHECK(ItemOf(result, "/var/lib/pg").outcome == Outcome::kCritical);
  files.SetFile("/proc/self/mountinfo", "");
  CHECK_FALSE(HasItem(runs.Run(kReadonly), "/etc/hosts"));
  CHECK(HasItem(runs.Run(kReadonly), "/var/lib/pg"));
}

TEST_CASE("host.perf.fs_space: a writable mount is seen behind a read-only one of the same disk") {
  const std::string jail = Line("8:1", "/jail", "ext4", "/dev/sda1", "rw", "/", "ro");
  const std::string data = Line("8:1", "/data", "ext4", "/dev/sda1", "rw", "/data");
  CHECK(Points(jail + data) == Names{"/data"});
  CHECK(Points(data + jail) == Names{"/data"});
}

TEST_CASE("host.perf.fs_space: limits follow the size around a norm of 20 GiB") {
  Threshold declared;
  declared.warning = 80;
  declared.critical = 90;
  struct Row {
    double gib;
    double warning;
    double critical;
  };
  for (const Row& row : {Row{20, 80, 90}, Row{1024, 90.90, 95.45}, Row{10240, 94.26, 97.13},
                         Row{5, 73.61, 86.80}, Row{0.1, 50, 71.15}}) {
    INFO(row.gib << " GiB");
    const Threshold scaled = ScaledBySize(declared, row.gib * kGiB, SizeScaling{});
    CHECK(*scaled.warning == Approx(row.warning).epsilon(0.001));
    CHECK(*scaled.critical == Approx(row.critical).epsilon(0.001));
  }
  SizeScaling none;
  none.magic = 1;
  CHECK(ScaledBySize(declared, 1e15, none).warning == 80.0);
}

TEST_CASE("host.perf.fs_space: a limit that the policy sets under the floor is kept") {
  Threshold declared;
  declared.warning = 30;
  CHECK(*ScaledBySize(declared, 0.1 * kGiB, SizeScaling{}).warning == 30);
}

TEST_CASE("host.perf.fs_space: a large file system warns later than a small one") {
  DiskMachine machine;
  machine.files.SetSpace("/", DiskMachine::Usage(20 * kGiB, 3 * kGiB, 3 * kGiB));
  machine.files.SetSpace("/data", DiskMachine::Usage(2000 * kGiB, 300 * kGiB, 300 * kGiB));
  const CheckResult result = machine.runs.Run(kSpace);
  CHECK(ItemOf(result, "/").outcome == Outcome::kWarning);
  CHECK(ItemOf(result, "/data").outcome == Outcome::kOk);
}

TEST_CASE("host.perf.fs_space: a mount that cannot be looked into is not health") {
  DiskMachine machine;
  machine.files.Deny("/data");
  CHECK(ItemOf(machine.runs.Run(kSpace), "/data").outcome == Outcome::kDenied);
  CHECK(ItemOf(machine.runs.Run(kSpace), "/").outcome == Outcome::kOk);
  machine.files.SetError("/data", EIO);
  CHECK(ItemOf(machine.runs.Run(kSpace), "/data").outcome == Outcome::kUnknown);
}

TEST_CASE("host.perf.fs_space: excluded mounts and single files are no items") {
  DiskMachine machine;
  machine.runs.parameters = Parameters(std::map<std::string, ParameterValue, std::less<>>{
      {"exclude", std::vector<std::string>{"/data"}}});
  CHECK_FALSE(HasItem(machine.runs.Run(kSpace), "/data"));

  FixtureFileSystem container(FixturePath("container-cgroup2"));
  container.SetSpace("/", DiskMachine::Usage(20 * kGiB, 10 * kGiB, 9 * kGiB));
  container.SetSpace("/etc/hosts", DiskMachine::Usage(20 * kGiB, 10 * kGiB, 9 * kGiB));
  HostRuns runs(container);
  const CheckResult result = runs.Run(kSpace);
  CHECK(HasItem(result, "/"));
  CHECK_FALSE(HasItem(result, "/etc/hosts"));
}

TEST_CASE("host.perf.fs_space: the sentence names size, use and rest") {
  DiskMachine machine;
  machine.files.SetSpace("/", DiskMachine::Usage(20 * kGiB, 1 * kGiB, 1 * kGiB));
  const ItemResult result = ItemOf(machine.runs.Run(kSpace), "/");
  CHECK(RenderReason(&kHostPerfFsSpace, result.code, result.arguments, Language::kEnglish) ==
        "95 % of 20 GiB used, 1 GiB free, limit 90 %");
  CHECK(RenderReason(&kHostPerfFsSpace, result.code, result.arguments, Language::kChinese) ==
        "共 20 GiB，已用 95 %，可用 1 GiB，阈值 90 %");
}

TEST_CASE("host.perf.fs_inode: few free inodes are trouble whatever the space") {
  struct Row {
    std::uint64_t available;
    Outcome outcome;
  };
  for (const Row& row : {Row{100, Outcome::kOk}, Row{99, Outcome::kWarning},
                         Row{50, Outcome::kWarning}, Row{49, Outcome::kCritical}}) {
    INFO(row.available);
    DiskMachine machine;
    machine.files.SetSpace("/", {20 * kGiB, 19 * kGiB, 19 * kGiB, 1000, row.available});
    CHECK(ItemOf(machine.runs.Run(kInode), "/").outcome == row.outcome);
  }
}

TEST_CASE("host.perf.fs_inode: btrfs with no inode count and xfs with a dynamic one are N/A") {
  DiskMachine machine;  // /data is xfs
  CHECK(ItemOf(machine.runs.Run(kInode), "/data").outcome == Outcome::kNotApplicable);
  machine.files.SetFile("/proc/self/mountinfo", Line("0:30", "/", "btrfs", "/dev/sda1"));
  machine.files.SetSpace("/", {20 * kGiB, 19 * kGiB, 19 * kGiB, 0, 0});
  const ItemResult result = ItemOf(machine.runs.Run(kInode), "/");
  CHECK(result.outcome == Outcome::kNotApplicable);
  CHECK(result.code == "no_inode_limit");
}

TEST_CASE("host.perf.fs_inode: f_files 0 is no limit, whatever the type of the file system") {
  DiskMachine machine;
  machine.files.SetFile("/proc/self/mountinfo", Line("8:1", "/", "vfat", "/dev/sda1"));
  machine.files.SetSpace("/", {20 * kGiB, 19 * kGiB, 19 * kGiB, 0, 0});
  const ItemResult result = ItemOf(machine.runs.Run(kInode), "/");
  CHECK(result.outcome == Outcome::kNotApplicable);
  CHECK(result.code == "no_inode_limit");
}

struct FstabMachine {
  FixtureFileSystem files;
  HostRuns runs{files};

  FstabMachine() { files.SetFile("/etc/fstab", "/dev/sda1 / ext4 errors=remount-ro 0 1\n"); }
  ItemResult Run(const std::string& mountinfo, std::string_view item) {
    files.SetFile("/proc/1/mountinfo", mountinfo);
    return ItemOf(runs.Run(kReadonly), item);
  }
};

TEST_CASE("host.state.fs_readonly: read-only where fstab says writable is critical at once") {
  FstabMachine machine;
  const ItemResult result =
      machine.Run(Line("8:1", "/", "ext4", "/dev/sda1", "ro,errors=remount-ro"), "/");
  CHECK(result.outcome == Outcome::kCritical);
  CHECK(result.code == "read_only_against_fstab");
}

TEST_CASE("host.state.fs_readonly: the option remount-ro is not read-only") {
  FstabMachine machine;
  CHECK(machine.Run(Line("8:1", "/", "ext4", "/dev/sda1", "rw,errors=remount-ro"), "/").outcome ==
        Outcome::kOk);
}

TEST_CASE("host.state.fs_readonly: squashfs, iso and what fstab mounts ro are so by nature") {
  FstabMachine machine;
  machine.files.SetFile("/etc/fstab", "/dev/sdb1 /archive ext4 ro,noatime 0 0\n");
  machine.files.SetFile("/proc/self/mountinfo",
                        Line("7:0", "/snap/a", "squashfs", "/dev/loop0", "ro") +
                            Line("11:0", "/cd", "iso9660", "/dev/sr0", "ro") +
                            Line("8:2", "/archive", "ext4", "/dev/sdb1", "ro"));
  const CheckResult result = machine.runs.Run(kReadonly);
  REQUIRE(result.items.size() == 1);
  CHECK(ItemOf(result, "/archive").outcome == Outcome::kOk);
}

TEST_CASE("host.state.fs_readonly: what fstab does not name is compared with the last run") {
  FstabMachine machine;
  const std::string writable = Line("8:9", "/opt", "ext4", "/dev/sdc1");
  const std::string read_only = Line("8:9", "/opt", "ext4", "/dev/sdc1", "ro");
  CHECK(machine.Run(writable, "/opt").outcome == Outcome::kOk);
  machine.runs.Pass(minutes(60));
  const ItemResult turned = machine.Run(read_only, "/opt");
  CHECK(turned.outcome == Outcome::kCritical);
  CHECK(turned.code == "turned_read_only");
  machine.runs.Pass(minutes(60));  // the writable sample has left the window
  CHECK(machine.Run(read_only, "/opt").outcome == Outcome::kCritical);
  machine.runs.Pass(minutes(60));
  CHECK(machine.Run(writable, "/opt").outcome == Outcome::kOk);
}

TEST_CASE("host.state.fs_readonly: a snapshot that was always read-only is told, not alarmed") {
  FstabMachine machine;
  const std::string snapshot = Line("0:77", "/.snap", "btrfs", "/dev/sdd1", "ro");
  CHECK(machine.Run(snapshot, "/.snap").outcome == Outcome::kInfo);
  CHECK(machine.Run(snapshot, "/.snap").outcome == Outcome::kInfo);
}

TEST_CASE(
    "host.state.fs_readonly: a read-only bind mount over a writable disk is somebody's wish") {
  FstabMachine machine;
  CHECK(machine.Run(Line("8:9", "/jail", "ext4", "/dev/sdc1", "rw", "/", "ro"), "/jail").outcome ==
        Outcome::kOk);
}

}  // namespace
}  // namespace xunjian
