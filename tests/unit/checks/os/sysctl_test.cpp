#include <catch2/catch.hpp>

#include "checks/api/reasons.h"
#include "checks/os/judges.h"
#include "checks/os/reads.h"
#include "checks/os/sysctl_rule.h"
#include "tests/support/check_world.h"

namespace xunjian {
namespace {

CheckResult Sysctl(CheckWorld& world, const std::string& key, const std::string& wanted,
                   JudgeCase more = {}) {
  world.files.SetFolder("/proc/sys");
  more.baseline = Baseline{{{key, {wanted, "class web"}}}};
  world.baseline = more.baseline;
  return Inspected(kOsConfigSysctl, &ReadOsConfigSysctl, world, more);
}

}  // namespace

TEST_CASE("os.config.sysctl: a value that differs warns, of a must key it is critical") {
  CheckWorld world;
  world.files.SetFile("/proc/sys/net/ipv4/ip_forward", "1\n");
  const std::string key = "net.ipv4.ip_forward";
  CHECK(ItemOf(Sysctl(world, key, "1"), key).outcome == Outcome::kOk);
  CHECK(ItemOf(Sysctl(world, key, "0"), key).outcome == Outcome::kWarning);
  JudgeCase must;
  must.parameters = Parameters({{"must", std::vector<std::string>{key}}});
  CHECK(ItemOf(Sysctl(world, key, "0", must), key).outcome == Outcome::kCritical);
}

TEST_CASE("os.config.sysctl: a key that kernels have removed is never recommended") {
  CheckWorld world;
  const auto result = Sysctl(world, "net.ipv4.tcp_tw_recycle", "1");
  CHECK(ItemOf(result, "net.ipv4.tcp_tw_recycle").outcome == Outcome::kNotApplicable);
  CHECK(ItemOf(result, "net.ipv4.tcp_tw_recycle").code == "removed_key");
}

TEST_CASE("os.config.sysctl: another product's values are never applied without a baseline") {
  // tcp_retries2=80 suits openGauss and nobody else: nothing is wanted that was not approved.
  CheckWorld world;
  world.files.SetFile("/proc/sys/net/ipv4/tcp_retries2", "15\n");
  const auto result = Inspected(kOsConfigSysctl, &ReadOsConfigSysctl, world);
  CHECK(OverallOutcome(result) == Outcome::kNotApplicable);
  CHECK(result.items.at(0).code == "no_baseline");
}

TEST_CASE(
    "os.config.sysctl: a key that is not here is a finding, an unreadable one is not health") {
  CheckWorld world;
  const std::string key = "kernel.yama.ptrace_scope";
  CHECK(ItemOf(Sysctl(world, key, "1"), key).code == "key_absent");
  world.files.SetFile("/proc/sys/kernel/yama/ptrace_scope", "1\n");
  world.files.Deny("/proc/sys/kernel/yama/ptrace_scope");
  CHECK(ItemOf(Sysctl(world, key, "1"), key).outcome == Outcome::kDenied);
  CHECK(RenderReason(&kOsConfigSysctl, "key_denied", ItemOf(Sysctl(world, key, "1"), key).arguments,
                     Language::kChinese) ==
        "无权读取 kernel.yama.ptrace_scope，需要 CAP_SYS_ADMIN");
  CHECK(ItemOf(Sysctl(world, "../../etc/shadow", "1"), "../../etc/shadow").code == "invalid_key");
}

TEST_CASE("a kernel parameter agrees with exact values, alternatives and bounds") {
  struct Row {
    const char* wanted;
    const char* actual;
    bool agrees;
  };
  for (const Row& row :
       {Row{"1", "1", true}, Row{"1", "2", false},
        Row{"4096 87380 6291456", "4096\t87380\t6291456", true}, Row{">=65535", "65535", true},
        Row{">=65535", "70000", true}, Row{">=65535", "128", false}, Row{"<=60", "30", true},
        Row{"<=60", "61", false}, Row{"1|2", "2", true}, Row{"1|2", "3", false},
        Row{">=1", "abc", false}, Row{"", "", true}, Row{"1", "", false}}) {
    INFO(row.wanted << " and " << row.actual);
    CHECK(SysctlAgrees(row.wanted, row.actual) == row.agrees);
  }
}

TEST_CASE("a key names a file below /proc/sys and nothing else") {
  CHECK(SysctlPath("net.ipv4.ip_forward") == "/proc/sys/net/ipv4/ip_forward");
  CHECK(SysctlPath("net/ipv4/conf/eth0.100/rp_filter") ==
        "/proc/sys/net/ipv4/conf/eth0.100/rp_filter");
  CHECK(SysctlPath("net.ipv4.conf.eth0/100.rp_filter") ==
        "/proc/sys/net/ipv4/conf/eth0.100/rp_filter");
  for (const char* key : {"", "..", "../..", "net/../../x", "a//b", "net/..", "a b", "/etc/passwd/",
                          "kernel/", "//..//etc/passwd", ".//.//./etc"}) {
    INFO(key);
    const auto path = SysctlPath(key);
    CHECK((!path || path->find("..") == std::string::npos));
    if (path) CHECK(path->starts_with("/proc/sys/"));
  }
}

}  // namespace xunjian
