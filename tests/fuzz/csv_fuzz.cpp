// SPDX-License-Identifier: Apache-2.0
// Whatever the bytes, a list becomes a tree or is refused, and can be looked up.

#include "core/form/load/instance_reader.hpp"
#include "tests/fuzz/fuzz_target.hpp"

namespace daohu::fuzz {

void try_input(ByteView input) {
    form::NameTable names;
    const auto tree = form::read_csv_tree(std::string{as_text(input)}, names);
    if (tree) {
        const form::NameId item = names.intern({}, "item");
        (void)(*tree)->find_rows((*tree)->root_element(), item, names.intern({}, "name"), "x");
    }
}

}  // namespace daohu::fuzz
