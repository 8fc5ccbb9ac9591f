#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <catch2/catch.hpp>
#include <thread>

#include "base/unique_fd.h"
#include "checks/api/reasons.h"
#include "checks/engine/chrony_client.h"
#include "checks/os/judges.h"
#include "checks/os/reads.h"
#include "tests/support/check_world.h"

namespace xunjian {
namespace {

constexpr std::uint32_t kSequence = 7;

// A reply of chrony 4.3: stratum 3, leap normal, 0.25 s off, root dispersion 0.5 s.
std::array<std::uint8_t, 104> ChronyReply() {
  std::array<std::uint8_t, 104> reply{};
  reply[0] = 6;
  reply[1] = 2;
  reply[5] = 33;
  reply[7] = 5;
  reply[19] = kSequence;
  reply[53] = 3;
  reply[68] = 0x00;  // exponent 0, coefficient 2^23: 0.25
  reply[69] = 0x80;
  reply[96] = 0x02;  // exponent 1, coefficient 2^23: 0.5
  reply[97] = 0x80;
  return reply;
}

const ItemResult& First(const CheckResult& result) { return result.items.at(0); }

CheckResult TimeSync(CheckWorld& world, const JudgeCase& more = {}) {
  return Inspected(kOsStateTimeSync, &ReadOsStateTimeSync, world, more);
}

Observation Synchronised(double offset, double stratum) {
  return {{{"",
            {{"synchronised", 1, "count"},
             {"max_error_seconds", 0.01, "seconds"},
             {"offset_seconds", offset, "seconds"},
             {"stratum", stratum, "count"}},
            {}}},
          true};
}

}  // namespace

TEST_CASE("os.state.time_sync: a clock that nothing keeps right is critical from 16 s of error") {
  for (const auto& [error, outcome] :
       {std::pair{15.9, Outcome::kWarning}, std::pair{16.0, Outcome::kCritical}}) {
    CheckWorld world;
    world.kernel_clock.Set(KernelClockReading{false, error, 0});
    CHECK(First(TimeSync(world)).outcome == outcome);
    CHECK(First(TimeSync(world)).code == "unsynchronised");
  }
}

TEST_CASE("os.state.time_sync: freshly booted has a grace") {
  CheckWorld world;
  world.kernel_clock.Set(KernelClockReading{false, 16, 0});
  JudgeCase booted;
  booted.uptime = std::chrono::minutes(5);
  CHECK(First(TimeSync(world, booted)).outcome == Outcome::kInfo);
  booted.parameters = Parameters({{"grace", std::int64_t{60}}});
  CHECK(First(TimeSync(world, booted)).outcome == Outcome::kCritical);
}

TEST_CASE("os.state.time_sync: the grace covers an offset that is still being slewed") {
  JudgeCase booted;
  booted.uptime = std::chrono::minutes(2);
  const ItemResult settling = First(Judged(kOsStateTimeSync, Synchronised(0.3, 3), booted));
  CHECK(settling.outcome == Outcome::kInfo);
  CHECK(settling.code == "just_booted");
  CHECK(RenderReason(&kOsStateTimeSync, settling.code, settling.arguments, Language::kEnglish) ==
        "the clock is still settling; the host booted 2 min ago");
  CHECK(First(Judged(kOsStateTimeSync, Synchronised(0.01, 3), booted)).outcome == Outcome::kOk);
  CHECK(First(Judged(kOsStateTimeSync, Synchronised(0.3, 3))).outcome == Outcome::kWarning);
}

TEST_CASE("os.state.time_sync: pods and containerd's containers are containers, too") {
  const std::string overlay = "600 500 0:60 / / rw - overlay overlay rw,lowerdir=";
  struct Row {
    const char* says;
    const char* file;
    std::string layers;
    Outcome outcome;
    std::string kind;
  };
  for (const Row& row :
       {Row{"a pod", "/var/run/secrets/kubernetes.io/serviceaccount/token", "/l/A",
            Outcome::kNotApplicable, "kubernetes"},
        Row{"containerd", "/etc/hosts",
            "/var/lib/containerd/io.containerd.snapshotter.v1.overlayfs/snapshots/1/fs",
            Outcome::kNotApplicable, "containerd"},
        Row{"a live system", "/etc/hosts", "/run/live/rootfs", Outcome::kCritical, ""}}) {
    INFO(row.says);
    CheckWorld world;
    world.files.SetFile(row.file, "");
    world.files.SetFile("/proc/self/mountinfo", overlay + row.layers + "\n");
    world.kernel_clock.Set(KernelClockReading{false, 16, 0});
    const ItemResult clock = First(TimeSync(world));
    CHECK(clock.outcome == row.outcome);
    const std::string* kind = clock.observed.FindAttribute("container");
    CHECK((kind == nullptr ? "" : *kind) == row.kind);
  }
}

TEST_CASE("os.state.time_sync: what chrony says counts beside the kernel's word") {
  CheckWorld world;  // its kernel calls the clock synchronised
  const ItemResult silent = First(TimeSync(world));
  CHECK(silent.outcome == Outcome::kOk);
  CHECK(RenderReason(&kOsStateTimeSync, silent.code, silent.arguments, Language::kEnglish) ==
        "the clock is synchronised; how far it is off is not known, for no chronyd answers here");
  ChronyTracking tracking;
  tracking.stratum = 3;
  tracking.synchronised = true;
  tracking.correction_seconds = -0.25;
  world.chrony.Set(tracking);
  CHECK(First(TimeSync(world)).outcome == Outcome::kWarning);
  CHECK(*First(TimeSync(world)).observed.Find("offset_seconds") == 0.25);
  tracking.correction_seconds = 0.001;
  world.chrony.Set(tracking);
  CHECK(First(TimeSync(world)).outcome == Outcome::kOk);
  tracking.synchronised = false;
  world.chrony.Set(tracking);
  CHECK(First(TimeSync(world)).code == "unsynchronised");
  CHECK(*First(TimeSync(world)).observed.Find("synchronised") == 0);
}

TEST_CASE("os.state.time_sync: a container shows the host's clock and says so") {
  CheckWorld world;
  world.files.SetFile("/.dockerenv", "");
  world.kernel_clock.Set(KernelClockReading{false, 16, 0});
  CHECK(First(TimeSync(world)).outcome == Outcome::kNotApplicable);
  CHECK(First(TimeSync(world)).code == "container_clock");
  world.kernel_clock.Set(KernelClockReading{true, 0.001, 0});
  CHECK(First(TimeSync(world)).outcome == Outcome::kOk);
}

TEST_CASE("os.state.time_sync: the offset is chrony's, the kernel's is no evidence") {
  struct Row {
    double offset;
    double stratum;
    Outcome outcome;
  };
  for (const Row& row : {Row{0.01, 3, Outcome::kOk}, Row{0.05, 3, Outcome::kWarning},
                         Row{0.5, 3, Outcome::kCritical}, Row{0.01, 10, Outcome::kWarning}}) {
    INFO(row.offset << " stratum " << row.stratum);
    CHECK(First(Judged(kOsStateTimeSync, Synchronised(row.offset, row.stratum))).outcome ==
          row.outcome);
  }
}

TEST_CASE("os.state.time_sync: an unreadable kernel clock is unknown") {
  CheckWorld world;
  world.kernel_clock.Set(MakeError(ErrorCode::kInternal, {"broken", "坏"}));
  CHECK(First(TimeSync(world)).outcome == Outcome::kUnknown);
}

TEST_CASE("a tracking reply of chrony is understood, and nothing else") {
  const auto reply = ChronyReply();
  const auto tracking = ParseChronyTracking(reply, kSequence);
  REQUIRE(tracking);
  CHECK(tracking->stratum == 3);
  CHECK(tracking->synchronised);
  CHECK(tracking->correction_seconds == Approx(0.25));
  CHECK(tracking->root_dispersion_seconds == Approx(0.5));
  auto lost = reply;
  lost[55] = 3;  // leap status: not synchronised
  CHECK_FALSE(ParseChronyTracking(lost, kSequence)->synchronised);
  CHECK_FALSE(ParseChronyTracking(reply, kSequence + 1));
  CHECK_FALSE(ParseChronyTracking(std::span(reply).first(103), kSequence));
  for (const std::size_t at : {std::size_t{0}, std::size_t{1}, std::size_t{7}, std::size_t{9}}) {
    auto other = reply;
    other[at] = 99;
    CHECK_FALSE(ParseChronyTracking(other, kSequence));
  }
}

TEST_CASE("chrony is asked over UDP, and its absence is no error") {
  const UniqueFd server(socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  REQUIRE(bind(server.get(), generic, size) == 0);
  REQUIRE(getsockname(server.get(), generic, &size) == 0);
  std::thread chronyd([&] {
    std::array<std::uint8_t, 512> request{};
    sockaddr_in from{};
    socklen_t from_size = sizeof from;
    auto* sender = reinterpret_cast<sockaddr*>(&from);
    recvfrom(server.get(), request.data(), request.size(), 0, sender, &from_size);
    auto reply = ChronyReply();
    std::copy(request.begin() + 8, request.begin() + 12, reply.begin() + 16);
    sendto(server.get(), reply.data(), reply.size(), 0, sender, from_size);
  });
  const SystemClock clock;
  const auto tracking = AskChrony(std::chrono::seconds(5), clock, ntohs(address.sin_port));
  chronyd.join();
  REQUIRE(tracking);
  CHECK(tracking->stratum == 3);
  CHECK_FALSE(AskChrony(std::chrono::milliseconds(50), clock, 1));
}

}  // namespace xunjian
