#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cli/listing.h"
#include "cli/surroundings.h"

namespace xunjian {

// Options that stand before or after the words of any command.
struct GlobalOptions {
  std::string dir;        // of a collector: its unix socket is dir/run/operator.sock
  std::string collector;  // "host:port"
  std::string identity;   // folder of a credential
};

// One command under way.
class CommandContext {
 public:
  CommandContext(Surroundings& surroundings, const GlobalOptions& options)
      : surroundings_(surroundings), options_(options) {}

  Surroundings& world() { return surroundings_; }
  Language language() const { return surroundings_.console.language; }
  std::string Say(Text text) const { return std::string(text.In(language())); }

  // Connected at the first call; kInvalidArgument when the global options contradict each other.
  Result<OperatorApi*> Collector();

  // Rows on stdout in the form asked for.
  void Print(const Listing& listing, ListingFormat format);
  void Print(std::string_view data);  // stdout
  // The same without the line of headings: rows that follow others.
  void PrintMore(const Listing& listing, ListingFormat format);
  void Tell(const Message& message);  // stderr, one line
  // Asks the person at the terminal for a yes; nullopt when nobody is there.
  std::optional<bool> Confirm(const Message& question);
  // To a file (mode 0644) when `path` is not empty, otherwise to stdout.
  Result<void> Deliver(std::string_view data, const std::string& path);

 private:
  Surroundings& surroundings_;
  const GlobalOptions& options_;
  OperatorApi* collector_ = nullptr;
};

// The client side of the operator API sends no actor: the credential says who asks.
inline const Actor kNoActor{};

}  // namespace xunjian
