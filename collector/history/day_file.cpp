#include "day_file.h"

namespace xunjian {

std::shared_ptr<const DayFile::Parts> DayFile::parts() const {
  const std::scoped_lock lock(mutex_);
  return parts_;
}

void DayFile::Remember(std::shared_ptr<const Parts> parts) const {
  const std::scoped_lock lock(mutex_);
  parts_ = std::move(parts);
}

std::shared_ptr<const DayFile::Entries> DayFile::rebuilt(std::uint64_t begin) const {
  const std::scoped_lock lock(mutex_);
  const auto found = rebuilt_.find(begin);
  return found == rebuilt_.end() ? nullptr : found->second;
}

void DayFile::Remember(std::uint64_t begin, std::shared_ptr<const Entries> entries) const {
  const std::scoped_lock lock(mutex_);
  rebuilt_[begin] = std::move(entries);
}

}  // namespace xunjian
