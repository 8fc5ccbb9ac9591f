#include <catch2/catch.hpp>

#include "checks/network/judges.h"
#include "checks/network/reads.h"
#include "tests/support/check_world.h"

namespace xunjian {
namespace {

constexpr char kNet[] = "/sys/class/net/";

void AddInterface(CheckWorld& world, const std::string& name, bool carrier, int changes = 1,
                  const std::string& kind = "device") {
  const std::string folder = kNet + name;
  world.files.SetFile(folder + "/flags", "0x1003\n");
  world.files.SetFile(folder + "/operstate", carrier ? "up\n" : "down\n");
  world.files.SetFile(folder + "/carrier", carrier ? "1\n" : "0\n");
  world.files.SetFile(folder + "/carrier_changes", std::to_string(changes) + "\n");
  world.files.SetFile(folder + "/uevent", kind == "vlan" ? "DEVTYPE=vlan\nINTERFACE=x\n" : "");
  if (kind == "device" || kind == "bonding") world.files.SetFolder(folder + "/" + kind);
}

CheckResult Link(CheckWorld& world, const JudgeCase& more = {}) {
  return Inspected(kNetStateLink, &ReadNetStateLink, world, more);
}

Observation Observed(CheckWorld& world) { return *ReadNetStateLink(world.Context(), {}); }

Baseline Wants(const std::string& interface) {
  return Baseline{{{interface, {"up", "class web"}}}};
}

// A machine whose eth1 is unplugged between two reads of it.
class Unplugged final : public FileSystem {
 public:
  explicit Unplugged(const FileSystem& files) : files_(files) {}

  Result<std::string> Read(const std::string& path, std::size_t limit) const override {
    if (path == "/sys/class/net/eth1/uevent") gone_ = true;
    return IsGone(path) ? files_.Read("/gone", limit) : files_.Read(path, limit);
  }
  Result<std::vector<std::string>> List(const std::string& path) const override {
    return files_.List(path);
  }
  Result<FileStatus> Status(const std::string& path) const override {
    // The folder "device" was seen before.
    if (path == "/sys/class/net/eth1/device") return files_.Status(path);
    return files_.Status(IsGone(path) ? "/gone" : path);
  }
  Result<std::string> ReadLink(const std::string& path) const override {
    return files_.ReadLink(path);
  }
  Result<SpaceUsage> Space(const std::string& path) const override { return files_.Space(path); }

 private:
  bool IsGone(const std::string& path) const {
    return gone_ && path.starts_with("/sys/class/net/eth1");
  }

  const FileSystem& files_;
  mutable bool gone_ = false;
};

}  // namespace

TEST_CASE("net.state.link: an interface that goes while it is read spoils no other") {
  CheckWorld world;
  AddInterface(world, "eth0", true);
  AddInterface(world, "eth1", true);
  const Unplugged files(world.files);
  const ReadContext seen = world.Context();
  const ReadContext context{files, seen.clock, seen.processes, seen.kernel_clock, seen.plugins};
  const Reading reading = ReadNetStateLink(context, {});
  REQUIRE(reading.has_value());
  REQUIRE(reading->items.size() == 1);
  CHECK(reading->items[0].item == "eth0");
}

TEST_CASE("net.state.link: docker, veth and tap come and go without a finding") {
  CheckWorld world;
  AddInterface(world, "eth0", true);
  AddInterface(world, "docker0", false, 40, "");
  AddInterface(world, "veth12ab", false, 9, "");
  AddInterface(world, "tap0", false, 9, "");
  const CheckResult result = Link(world);
  REQUIRE(result.items.size() == 1);
  CHECK(ItemOf(result, "eth0").outcome == Outcome::kOk);
}

TEST_CASE("net.state.link: bonds and VLANs count like physical interfaces") {
  CheckWorld world;
  AddInterface(world, "bond0", true, 1, "bonding");
  AddInterface(world, "eth0.100", true, 1, "vlan");
  CHECK(Link(world).items.size() == 2);
}

TEST_CASE("net.state.link: an interface of the baseline that is down is critical") {
  CheckWorld world;
  AddInterface(world, "eth0", false);
  JudgeCase with;
  with.baseline = Wants("eth0");
  world.baseline = with.baseline;
  const CheckResult result = Link(world, with);
  CHECK(ItemOf(result, "eth0").outcome == Outcome::kCritical);
  CHECK(ItemOf(result, "eth0").code == "link_down");
}

TEST_CASE("net.state.link: an interface of the baseline that is not there is critical") {
  CheckWorld world;
  AddInterface(world, "eth0", true);
  JudgeCase with;
  with.baseline = Wants("eth1");
  world.baseline = with.baseline;
  CHECK(ItemOf(Link(world, with), "eth1").code == "link_missing");
}

TEST_CASE("net.state.link: a baseline may name an interface that no rule would choose") {
  CheckWorld world;
  AddInterface(world, "tap0", true, 1, "");
  JudgeCase with;
  with.baseline = Wants("tap0");
  world.baseline = with.baseline;
  CHECK(ItemOf(Link(world, with), "tap0").outcome == Outcome::kOk);
}

TEST_CASE("net.state.link: without a baseline a link that was up is missed until it is up again") {
  CheckWorld up;
  AddInterface(up, "eth0", true);
  CheckWorld down;
  AddInterface(down, "eth0", false);
  JudgeCase after_up;
  after_up.before = Observed(up);
  CHECK(ItemOf(Link(down, after_up), "eth0").code == "link_went_down");
  JudgeCase still_down;
  still_down.before = Observed(down);
  still_down.previous = {{"eth0", Outcome::kCritical}};
  CHECK(ItemOf(Link(down, still_down), "eth0").outcome == Outcome::kCritical);
  CHECK(ItemOf(Link(up, still_down), "eth0").outcome == Outcome::kOk);
}

TEST_CASE("net.state.link: without a baseline an interface that vanished is critical") {
  CheckWorld both;
  AddInterface(both, "eth0", true);
  AddInterface(both, "eth1", true);
  CheckWorld one;
  AddInterface(one, "eth0", true);
  JudgeCase with;
  with.before = Observed(both);
  CHECK(ItemOf(Link(one, with), "eth1").outcome == Outcome::kCritical);
}

TEST_CASE("net.state.link: a port that never had a cable is no finding") {
  CheckWorld world;
  AddInterface(world, "eth1", false);
  CHECK(ItemOf(Link(world), "eth1").outcome == Outcome::kInfo);
}

TEST_CASE("net.state.link: carrier lost and back between two runs is a flap") {
  struct Row {
    int before;
    int now;
    Outcome outcome;
  };
  for (const Row& row : {Row{3, 3, Outcome::kOk}, Row{3, 4, Outcome::kOk},
                         Row{3, 5, Outcome::kWarning}, Row{9, 2, Outcome::kOk}}) {
    CheckWorld earlier;
    AddInterface(earlier, "eth0", true, row.before);
    CheckWorld now;
    AddInterface(now, "eth0", true, row.now);
    JudgeCase with;
    with.before = Observed(earlier);
    INFO(row.before << " then " << row.now);
    CHECK(ItemOf(Link(now, with), "eth0").outcome == row.outcome);
  }
}

TEST_CASE("net.state.link: only virtual interfaces is not applicable, no sysfs is unknown") {
  CheckWorld container;
  AddInterface(container, "lo", true, 0, "");
  CHECK(OverallOutcome(Link(container)) == Outcome::kNotApplicable);
  CheckWorld empty;
  CHECK(OverallOutcome(Link(empty)) == Outcome::kUnknown);
}

}  // namespace xunjian
