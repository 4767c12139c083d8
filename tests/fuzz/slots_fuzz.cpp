// SPDX-License-Identifier: Apache-2.0
// No bytes make the reader of key slots die, and what it reads is what it would write.

#include "core/base/cbor.hpp"
#include "core/base/hash.hpp"
#include "core/vault/slots.hpp"
#include "tests/fuzz/fuzz_target.hpp"

#include <algorithm>

namespace daohu::fuzz {

namespace {

void try_table(ByteView input) {
    if (const auto table = vault::decode_slot_table(input)) {
        DAOHU_CHECK(std::ranges::equal(encode(*table), input));
        DAOHU_CHECK(table->slots.size() <= vault::kMaxSlots);
        for (const vault::Slot& slot : table->slots) {
            DAOHU_CHECK(table->find(slot.id) != nullptr);
        }
    }
}

}  // namespace

void try_input(ByteView input) {
    try_table(input);
    // Under a hash that fits, which whoever changes the file can make.
    try_table(CborWriter{}.array(2).bytes(input).bytes(hash256(input).bytes()).take());
}

}  // namespace daohu::fuzz
