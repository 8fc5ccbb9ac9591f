#include "proto/rpc/acceptor.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <map>
#include <thread>

#include "base/unique_fd.h"
#include "proto/rpc/hello_wait.h"
#include "proto/rpc/listen_socket.h"
#include "proto/rpc/live_connections.h"

namespace xunjian {
namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

constexpr auto kBackOff = std::chrono::milliseconds(100);
constexpr auto kBetweenSweeps = std::chrono::milliseconds(500);
constexpr auto kBetweenLooks = std::chrono::seconds(5);
constexpr auto kBetweenLines = std::chrono::seconds(60);  // of the log, about refusals
constexpr rlim_t kKeptDescriptors = 256;                  // for files, database, outgoing calls

std::size_t WithinProcessLimit(std::size_t connections) {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return connections;
  const rlim_t free = limit.rlim_cur > 2 * kKeptDescriptors ? limit.rlim_cur - kKeptDescriptors
                                                            : limit.rlim_cur / 2;
  return std::min<std::size_t>(connections, free);
}

bool OutOfDescriptors(const boost::system::error_code& error) {
  return error.category() == asio::error::get_system_category() &&
         (error.value() == EMFILE || error.value() == ENFILE || error.value() == ENOBUFS ||
          error.value() == ENOMEM);
}

UniqueFd OpenReserve() { return UniqueFd(::open("/dev/null", O_RDONLY | O_CLOEXEC)); }

}  // namespace

class Acceptor::Loop {
 public:
  Loop(const AcceptorLimits& limits, Logger& logger) : limits_(limits), logger_(logger) {
    limits_.connections = WithinProcessLimit(limits.connections);
  }
  ~Loop() {
    context_.stop();
    if (thread_.joinable()) thread_.join();
  }

  Result<void> Listen(const std::string& address) {
    auto listening = ListenOn(context_, address);
    if (listening.has_error()) return listening.error();
    acceptor_ = std::move(*listening);
    return Ok();
  }

  int port() const { return acceptor_.local_endpoint().port(); }
  AcceptorFigures figures() const { return counted_.Read(); }

  void Start(Deliver deliver) {
    deliver_ = std::move(deliver);
    Accept();
    LookAgain();
    thread_ = std::thread([this] { context_.run(); });
  }

 private:
  void Accept() {
    acceptor_.async_accept([this](boost::system::error_code error, tcp::socket socket) {
      if (error == asio::error::operation_aborted) return;
      if (error) return BackOff(error);
      Admit(std::move(socket));
      Accept();
    });
  }

  void BackOff(const boost::system::error_code& error) {
    if (OutOfDescriptors(error)) {
      counted_.out_of_descriptors.Add();
      LogRefusal("out of descriptors");
      CloseOneFromReserve();
    }
    timer_.expires_after(kBackOff);
    timer_.async_wait([this](boost::system::error_code) { Accept(); });
  }

  // The caller in front gets an end instead of a wait, and the queue behind it moves.
  void CloseOneFromReserve() {
    reserve_.Reset();
    const UniqueFd refused(::accept4(acceptor_.native_handle(), nullptr, nullptr, SOCK_CLOEXEC));
    reserve_ = OpenReserve();
  }

  void Admit(tcp::socket socket) {
    boost::system::error_code error;
    const std::string host = socket.remote_endpoint(error).address().to_string();
    if (error) return;  // gone again
    if (TooManyWait(host)) {
      counted_.too_many_handshakes.Add();
      return LogRefusal("too many unfinished handshakes");
    }
    if (IsFull(host)) Sweep();
    if (IsFull(host)) {
      (IsFull() ? counted_.too_many : counted_.too_many_of_address).Add();
      return LogRefusal("too many connections");
    }
    counted_.waiting.Set(++waiting_);
    ++waiting_of_[host];
    const auto wait = std::make_shared<HelloWait>(
        std::move(socket),
        [this, host](std::optional<tcp::socket> accepted) { HandOn(host, std::move(accepted)); });
    wait->Start(limits_.hello_deadline);
  }

  void HandOn(const std::string& host, std::optional<tcp::socket> accepted) {
    counted_.waiting.Set(--waiting_);
    if (--waiting_of_[host] == 0) waiting_of_.erase(host);
    if (!accepted) return counted_.no_hello.Add();
    boost::system::error_code error;
    accepted->set_option(tcp::no_delay(true), error);
    accepted->non_blocking(true, error);
    const int descriptor = accepted->release(error);
    if (error) return;
    ::fcntl(descriptor, F_SETFD, FD_CLOEXEC);
    live_.Add(descriptor, host);
    counted_.accepted.Add();
    counted_.open.Set(live_.size());
    deliver_(descriptor);
  }

  // One address may hold half of the places, so that it cannot keep all others out.
  bool TooManyWait(const std::string& host) const {
    const auto of_host = waiting_of_.find(host);
    const std::size_t share = std::max<std::size_t>(1, limits_.waiting_for_hello / 2);
    return waiting_ >= limits_.waiting_for_hello ||
           (of_host != waiting_of_.end() && of_host->second >= share);
  }

  bool IsFull() const { return live_.size() + waiting_ >= limits_.connections; }
  bool IsFull(const std::string& host) const {
    return IsFull() || live_.CountOf(host) >= limits_.connections_per_address;
  }

  void Sweep() {
    const auto now = std::chrono::steady_clock::now();
    if (now - last_sweep_ < kBetweenSweeps) return;
    last_sweep_ = now;
    live_.Sweep();
    counted_.open.Set(live_.size());
  }

  // Nobody says when a connection ends: whoever asks how many there are wants to know it all the
  // same.
  void LookAgain() {
    look_.expires_after(kBetweenLooks);
    look_.async_wait([this](boost::system::error_code error) {
      if (error) return;
      Sweep();
      LookAgain();
    });
  }

  void LogRefusal(std::string_view why) {
    ++refused_;
    const auto now = std::chrono::steady_clock::now();
    if (last_line_ && now - *last_line_ < kBetweenLines) return;
    last_line_ = now;
    logger_.Warning("connections refused",
                    {{"why", why}, {"count", refused_}, {"open", live_.size()}});
    refused_ = 0;
  }

  AcceptorLimits limits_;
  Logger& logger_;
  Deliver deliver_;
  UniqueFd reserve_ = OpenReserve();
  asio::io_context context_{1};
  tcp::acceptor acceptor_{context_};
  asio::steady_timer timer_{context_};
  asio::steady_timer look_{context_};
  LiveConnections live_;
  AcceptorCounters counted_;
  std::size_t waiting_ = 0;
  std::map<std::string, std::size_t> waiting_of_;  // by address
  std::size_t refused_ = 0;                        // since the last line about them
  std::chrono::steady_clock::time_point last_sweep_;
  std::optional<std::chrono::steady_clock::time_point> last_line_;
  std::thread thread_;
};

Acceptor::Acceptor(std::unique_ptr<Loop> loop) : loop_(std::move(loop)) {}
Acceptor::~Acceptor() = default;

Result<std::unique_ptr<Acceptor>> Acceptor::Listen(const std::string& address,
                                                   const AcceptorLimits& limits, Logger& logger) {
  auto loop = std::make_unique<Loop>(limits, logger);
  if (const auto listening = loop->Listen(address); listening.has_error()) {
    return listening.error();
  }
  return std::unique_ptr<Acceptor>(new Acceptor(std::move(loop)));
}

int Acceptor::port() const { return loop_->port(); }
AcceptorFigures Acceptor::figures() const { return loop_->figures(); }
void Acceptor::Start(Deliver deliver) { loop_->Start(std::move(deliver)); }

}  // namespace xunjian
