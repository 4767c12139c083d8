// SPDX-License-Identifier: Apache-2.0
#pragma once

// The life of an entity, write by write. Plain values; any thread.

#include "core/registry/facts.hpp"

namespace daohu::registry {

// One write in the life of an entity, whether it still holds or not.
struct HistoryItem {
    EntityId subject;  // the member of the entity it was written about
    entry::WriteId write;
    Provenance by;
    entry::OperationCode operation = entry::OperationCode::record;
    std::string dataset;
    std::string property;  // empty: the operation itself
    entry::Value value;
    std::vector<entry::WriteId> replaces;
    bool is_replaced = false;
};

}  // namespace daohu::registry
