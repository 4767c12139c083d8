// SPDX-License-Identifier: Apache-2.0
#include "core/entry/write_id.hpp"

namespace daohu::entry {

std::string EntryId::to_string() const {
    return device.to_string() + '/' + incarnation.to_string() + '/' + std::to_string(sequence);
}

std::string WriteId::to_string() const { return entry.to_string() + '#' + std::to_string(index); }

}  // namespace daohu::entry
