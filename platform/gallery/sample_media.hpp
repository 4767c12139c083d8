// SPDX-License-Identifier: Apache-2.0
#pragma once

// Invented states of the camera's page. UI thread.

#include "platform/gallery/sample_states.hpp"
#include "ui/model/viewfinder.hpp"

namespace daohu::gallery {

[[nodiscard]] model::ViewfinderState viewfinder(Words& words, Sample sample);

}  // namespace daohu::gallery
