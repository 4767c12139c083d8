// SPDX-License-Identifier: Apache-2.0
#pragma once

// Writes an instance as the XML document Collect sends: relevant nodes only, templates never, the form's namespaces on
// the root. The same tree always gives the same bytes. Any thread that may read the tree.

#include "core/form/definition.hpp"

namespace daohu::form {

// `tree` is a primary instance of the form: its nodes are tagged with the form's schema.
[[nodiscard]] std::string instance_xml(const Definition& form, const Tree& tree);

}  // namespace daohu::form
