#include "cli/followed_silence.h"

#include <algorithm>

namespace xunjian {

// The collector's clock may be ahead of ours.
void FollowedSilence::Seen(const SeriesColumns& page, Timestamp now) {
  for (std::size_t i = 0; i < page.size(); ++i) {
    Heard& heard = heard_[page.ShapeOf(i).skeleton().assignment];
    heard.observed = std::max(heard.observed, page.ViewOf(i).observed_at);
    heard.at = std::max(heard.at, std::min(page.row(i).received_at, now));
  }
}

std::vector<FollowedSilence::News> FollowedSilence::Came(const SeriesColumns& page, Timestamp now) {
  std::vector<News> news;
  for (std::size_t i = 0; i < page.size(); ++i) {
    const std::string& assignment = page.ShapeOf(i).skeleton().assignment;
    const Timestamp observed = page.ViewOf(i).observed_at;
    Heard& heard = heard_[assignment];
    if (std::exchange(heard.silent, false)) news.push_back({assignment, heard.observed, observed});
    heard.observed = std::max(heard.observed, observed);
    heard.at = now;
  }
  return news;
}

std::vector<FollowedSilence::News> FollowedSilence::Look(Duration step, Timestamp now) {
  std::vector<News> news;
  for (auto& [assignment, heard] : heard_) {
    if (heard.silent || !IsSilence(now - heard.at, step)) continue;
    heard.silent = true;
    news.push_back({assignment, heard.observed, std::nullopt});
  }
  return news;
}

}  // namespace xunjian
