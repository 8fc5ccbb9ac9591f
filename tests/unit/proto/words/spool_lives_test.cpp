#include "proto/words/spool_lives.h"

#include <catch2/catch.hpp>

namespace xunjian {
namespace {

SpoolLives Three() {
  SpoolLives lives(5);
  lives.Begin(6, 4);
  lives.Begin(7, 9);
  return lives;
}

TEST_CASE("a number is of the life that had begun last") {
  const SpoolLives lives = Three();
  CHECK(lives.IdOf(1) == 5);
  CHECK(lives.IdOf(3) == 5);
  CHECK(lives.IdOf(4) == 6);
  CHECK(lives.IdOf(8) == 6);
  CHECK(lives.IdOf(9) == 7);
  CHECK(lives.IdOf(~0ULL) == 7);
  CHECK(lives.newest() == 7);
  CHECK(lives.former() == std::vector<std::uint64_t>{5, 6});
}

TEST_CASE("a life's numbers reach to the next one's first") {
  const SpoolLives lives = Three();
  CHECK(lives.NumbersOf(5) == SeqRange{1, 3});
  CHECK(lives.NumbersOf(6) == SeqRange{4, 8});
  CHECK(lives.NumbersOf(7) == SeqRange{9, ~0ULL});
  CHECK(lives.NumbersOf(8) == SeqRange{1, 0});
  CHECK(SpoolLives().NumbersOf(0) == SeqRange{1, 0});
}

TEST_CASE("a life that gave nothing vanishes when the next one begins") {
  SpoolLives lives = Three();
  lives.Begin(8, 9);
  CHECK(lives.former() == std::vector<std::uint64_t>{5, 6});
  lives.Begin(9, 4);
  CHECK(lives.former() == std::vector<std::uint64_t>{5});
  CHECK(lives.IdOf(9) == 9);
}

TEST_CASE("lives whose numbers are all gone are forgotten, but never the newest") {
  struct Row {
    std::uint64_t through;
    std::vector<std::uint64_t> former;
  };
  for (const Row& row :
       {Row{0, {5, 6}}, Row{2, {5, 6}}, Row{3, {6}}, Row{7, {6}}, Row{8, {}}, Row{~0ULL - 1, {}}}) {
    SpoolLives lives = Three();
    lives.Forget(row.through);
    CAPTURE(row.through);
    CHECK(lives.former() == row.former);
    CHECK(lives.newest() == 7);
  }
}

}  // namespace
}  // namespace xunjian
