// SPDX-License-Identifier: Apache-2.0
#pragma once

// The forms of assets/forms as tests look at them, and what is wrong with one in the eyes of datasets and code lists.

#include "core/form/definition.hpp"
#include "core/registry/schema.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace daohu::forms_test {

[[nodiscard]] std::filesystem::path assets();
// Names of the forms, in alphabetical order.
[[nodiscard]] std::vector<std::string> form_names();
[[nodiscard]] std::string text_of(const std::filesystem::path& file);
// Fails the test where the document is no form.
[[nodiscard]] std::unique_ptr<form::Definition> load_form(const std::string& document);
[[nodiscard]] const registry::SchemaSet& schemas();

// Everything the form writes that no dataset has, and every question whose kind is not its property's.
[[nodiscard]] std::vector<std::string> undeclared(const form::Definition& form);
// Every list of choices that is not a code list, or differs from it.
[[nodiscard]] std::vector<std::string> differing_choices(const form::Definition& form);
// Every text that one of the two languages lacks.
[[nodiscard]] std::vector<std::string> untranslated(const form::Definition& form);

}  // namespace daohu::forms_test
