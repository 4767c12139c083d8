// SPDX-License-Identifier: Apache-2.0
#include "core/form/body.hpp"

#include <algorithm>

namespace daohu::form {

bool BodyElement::has_appearance(std::string_view token) const {
    return std::find(appearance.begin(), appearance.end(), token) != appearance.end();
}

}  // namespace daohu::form
