#include "inspection/outcome_colour.h"

namespace xunjian {

Colour ColourOf(Outcome outcome) {
  switch (outcome) {
    case Outcome::kOk:
      return Colour::kGreen;
    case Outcome::kInfo:
      return Colour::kBlue;
    case Outcome::kWarning:
      return Colour::kYellow;
    case Outcome::kCritical:
      return Colour::kRed;
    case Outcome::kUnknown:
    case Outcome::kDenied:
      return Colour::kMagenta;
    case Outcome::kNotApplicable:
    case Outcome::kSkipped:
      return Colour::kFaint;
  }
  return Colour::kPlain;
}

Colour ColourOf(Risk risk) {
  switch (risk) {
    case Risk::kHigh:
      return Colour::kRed;
    case Risk::kMedium:
    case Risk::kLow:
      return Colour::kYellow;
    case Risk::kHint:
      return Colour::kBlue;
    case Risk::kNone:
      return Colour::kPlain;
  }
  return Colour::kPlain;
}

}  // namespace xunjian
