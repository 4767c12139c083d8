// SPDX-License-Identifier: Apache-2.0
#pragma once

// The forms this tablet has, each loaded when it is first asked for. A form that cannot be loaded is listed with its
// reason and does not keep the others away. Owned by the workspace; one thread.

#include "core/base/hash.hpp"
#include "core/form/definition.hpp"

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace daohu::casework {

struct LibraryForm {
    Hash256 hash;  // of the document
    std::unique_ptr<form::Definition> definition;
};

struct BrokenForm {
    std::string file;
    Error error;  // the detail names question, line and column
};

class FormLibrary {
public:
    // Reads every *.xml of the folder; files a form asks for lie in a folder named like it, "visit-media". io_failed
    // where the folder cannot be read.
    [[nodiscard]] static Result<FormLibrary> load(const std::filesystem::path& folder);

    // By its id. not_found; the error of a form that is there and broken.
    [[nodiscard]] Result<const LibraryForm*> find(std::string_view id) const;
    [[nodiscard]] const std::vector<BrokenForm>& broken() const { return m_broken; }

private:
    std::map<std::string, LibraryForm, std::less<>> m_forms;
    std::vector<BrokenForm> m_broken;
};

}  // namespace daohu::casework
