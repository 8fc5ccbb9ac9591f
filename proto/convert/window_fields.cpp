#include "proto/convert/result_fields.h"

namespace xunjian {

void Put(const Sample& from, v1::Sample& to) {
  to.set_at_ns(ToNanoseconds(from.at));
  to.set_uptime_ns(from.uptime.count());
  to.set_boot_id(from.boot_id);
  PutAll(from.observation.items, *to.mutable_observation()->mutable_items());
  to.mutable_observation()->set_complete(from.observation.complete);
}

void Put(const Window& from, v1::Window& to) {
  PutAll(from.samples, *to.mutable_samples());
  if (from.last_run) Put(*from.last_run, *to.mutable_last_run());
  to.set_short_window(from.short_window);
}

Sample Take(const v1::Sample& from, FieldCheck& check) {
  return {.at = check.Time("sample.at_ns", from.at_ns()),
          .uptime = check.Span("sample.uptime_ns", from.uptime_ns()),
          .boot_id = check.OptionalName("sample.boot_id", from.boot_id()),
          .observation = {.items = TakeAll(from.observation().items(), "observation.items",
                                           limits::kResultItems, check),
                          .complete = from.observation().complete()}};
}

Window Take(const v1::Window& from, FieldCheck& check) {
  Window window;
  window.samples = TakeAll(from.samples(), "window.samples", limits::kWindowSamples, check);
  if (from.has_last_run()) window.last_run = Take(from.last_run(), check);
  window.short_window = from.short_window();
  return window;
}

}  // namespace xunjian
