#pragma once

#include <span>
#include <string>

#include "checks/api/assignment.h"
#include "checks/api/check_type.h"

namespace xunjian {

// A fingerprint (first 16 hex digits of a SHA-256 over a canonical text) of what results are judged
// with: check ids, thresholds in force, parameters, baselines. Equal fingerprints judge equally.
std::string RulerOf(const CheckType& check, const Assignment& assignment);
std::string RulerOf(std::span<const CheckType* const> checks);  // the built-in defaults

}  // namespace xunjian
