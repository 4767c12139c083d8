// SPDX-License-Identifier: Apache-2.0
#pragma once

// A signature as a small picture: black strokes on white paper. Any thread.

#include "core/base/bytes.hpp"
#include "ui/model/question.hpp"

#include <span>

namespace daohu {

// PNG, 800 dots wide. invalid_argument without a stroke; picture_failed.
[[nodiscard]] Result<Bytes> signature_picture(std::span<const model::Stroke> strokes);

}  // namespace daohu
