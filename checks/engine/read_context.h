#pragma once

#include <string_view>

#include "base/clock.h"
#include "base/file_system.h"
#include "base/process_runner.h"
#include "checks/api/check_type.h"

namespace xunjian {

class ChronySource;     // checks/engine/chrony_client.h
class KernelClock;      // checks/engine/kernel_clock.h
class PluginAllowList;  // checks/engine/plugin_allow_list.h

// The world as a read sees it; everything outlives the call.
struct ReadContext {
  const FileSystem& files;
  const Clock& clock;
  ProcessRunner& processes;
  const KernelClock& kernel_clock;
  const PluginAllowList& plugins;
  // What was approved for this assignment; null: nothing. It says where to look, never how to
  // judge.
  const Baseline* baseline = nullptr;
  Duration timeout = std::chrono::seconds(10);  // the read returns by then
  const ChronySource* chrony = nullptr;         // null: there is none to ask
};

// Touches the world, judges nothing. A source that cannot be read is a NotRead, never an empty
// observation.
using ReadFunction = Reading (*)(const ReadContext& context, const Parameters& parameters);

// One line of a family's table of reads.
struct CheckRead {
  std::string_view id;
  ReadFunction read = nullptr;
};

}  // namespace xunjian
