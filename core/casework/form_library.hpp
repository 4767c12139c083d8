// SPDX-License-Identifier: Apache-2.0
#pragma once

// The forms this tablet has, each loaded when it is first asked for. A form that cannot be loaded says why and does not
// keep the others away. Owned by the workspace; one thread.

#include "core/base/hash.hpp"
#include "core/form/definition.hpp"

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace daohu::casework {

struct LibraryForm {
    Hash256 hash;  // of the document
    std::unique_ptr<form::Definition> definition;
};

class FormLibrary {
public:
    // Lists the *.xml of the folder; a form is called like its file. Files a form asks for lie beside it (pack.csv), or
    // in a folder named like it ("visit-media"); a list called like a dataset of the folder `datasets` next to `folder`
    // is that register. `rules`, the county's pack_table(), stands in for pack.csv unless it is empty. io_failed where
    // the folder cannot be read.
    [[nodiscard]] static Result<FormLibrary> load(const std::filesystem::path& folder, std::string rules = {});

    // A published form with the files that it asks for, in place of the one here of that id, unless that one is as new.
    // Registers and the county's rules are found as for the others. After an error the form that is here stays:
    // not_found without the document "<id>.xml", form_structure where that has another id, and the codes of a form that
    // is broken.
    Result<void> replace(std::string_view id, const std::map<std::string, Bytes>& files);

    // By its id. not_found; the error of a form that is there and broken; form_structure where its id is not its file's
    // name.
    [[nodiscard]] Result<const LibraryForm*> find(std::string_view id) const;

    // In alphabetical order.
    [[nodiscard]] std::vector<std::string> ids() const;

private:
    struct Shelf {
        std::filesystem::path file;
        std::optional<LibraryForm> form;  // once it was asked for
    };

    std::filesystem::path m_folder;
    std::string m_rules;
    mutable std::map<std::string, Shelf, std::less<>> m_forms;
};

}  // namespace daohu::casework
