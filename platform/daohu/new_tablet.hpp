// SPDX-License-Identifier: Apache-2.0
#pragma once

// A folder in which there is no tablet yet: whoever works on it first chooses a passphrase, and the tablet is made. UI
// thread, while keys are derived on a worker.

#include "platform/daohu/tablet.hpp"
#include "platform/daohu/typed_secrets.hpp"
#include "ui/kit/kit.hpp"
#include "ui/model/new_tablet.hpp"

#include <filesystem>
#include <future>
#include <memory>
#include <string_view>

namespace daohu {

// Nothing was ever written down here, and a tablet may be made. What a cut left of one that was being made is nothing.
[[nodiscard]] bool is_without_tablet(Machine& machine, const std::filesystem::path& folder);

// A vault for whoever works on the tablet first. After a cut it is there whole or not at all. The codes of Vault::create.
// Takes as long as Argon2id does; any thread.
[[nodiscard]] Result<vault::Vault> make_vault(Machine& machine, const std::filesystem::path& folder,
                                              std::string_view passphrase);

class NewTablet {
public:
    // All outlive it.
    NewTablet(Machine& machine, Words& words, std::filesystem::path folder);

    // The vault, once it is made.
    [[nodiscard]] std::unique_ptr<vault::Vault> draw(kit::Kit& kit);
    [[nodiscard]] bool is_busy() const { return m_work.valid(); }

private:
    void keep();
    void refuse(std::string sentence);
    [[nodiscard]] std::unique_ptr<vault::Vault> collect();

    Machine& m_machine;
    Words& m_words;
    std::filesystem::path m_folder;
    model::NewTabletState m_state;
    TypedSecrets m_typed;
    std::future<Result<std::unique_ptr<vault::Vault>>> m_work;
};

}  // namespace daohu
