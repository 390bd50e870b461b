// SPDX-License-Identifier: Apache-2.0
// Adam (Kingma and Ba 2015) with clipping by the global norm; rows of the two tables that had no
// gradient in a step are left alone, moments too.
#pragma once

#include <vector>

#include "train_parser/net.h"

namespace dragoman::train {

class Adam {
 public:
  explicit Adam(std::vector<Param*> params) : params_(std::move(params)) {}
  void Step(Net& net, float rate);

 private:
  void Update(Param& p, size_t begin, size_t end, float rate, float clip);
  std::vector<Param*> params_;
  double power1_ = 1, power2_ = 1;
};

}  // namespace dragoman::train
