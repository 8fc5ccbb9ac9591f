#pragma once

#include "collector/decide/model.h"

namespace xunjian {

// The rows that a store would load of this model.
Changes StoredRowsOf(const Model& model);

// The model that a new process grows from them: what lives as long as a process is gone.
Model GrownAnew(const Model& model);

}  // namespace xunjian
