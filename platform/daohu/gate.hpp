// SPDX-License-Identifier: Apache-2.0
#pragma once

// What stands before an open tablet: who works on it, the passphrase, help with one that is sealed, mending of one whose
// files are damaged; before the first one, its making. Owned by the app; UI thread, while what takes long runs on a worker.

#include "platform/daohu/new_tablet.hpp"
#include "platform/daohu/store_mending.hpp"
#include "platform/daohu/tablet.hpp"
#include "platform/daohu/vault_help.hpp"
#include "ui/kit/kit.hpp"
#include "ui/model/unlock.hpp"

#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <string>

namespace daohu {

class Gate {
public:
    // All outlive the gate.
    struct Parts {
        Machine& machine;
        const Assets& assets;
        Words& words;
        std::filesystem::path folder;
        std::optional<CountyAddress> county;
        std::function<void()> wake;  // any thread
    };
    // `unsent`: finished records without a receipt, as far as the app knew when it closed.
    Gate(Parts parts, int unsent);

    // The files of this vault are damaged, as its open tablet found: it is closed for mending.
    void mend(std::unique_ptr<vault::Vault> vault);
    // Makes an invented village instead, and opens it by these rules, which outlive it.
    void practise(const Assets& assets);
    // Shows the way in. The tablet, once it is open.
    [[nodiscard]] std::unique_ptr<Tablet> draw(kit::Kit& kit);
    [[nodiscard]] bool is_busy() const;
    // There was no tablet in the folder, and now there is.
    [[nodiscard]] bool has_made_tablet() const { return m_has_made_tablet; }

private:
    // What a worker came to: the tablet, or why there is none.
    struct Opened {
        Result<std::unique_ptr<Tablet>> tablet;
        std::unique_ptr<vault::Vault> vault{};  // where only its files are at fault
    };
    [[nodiscard]] static Opened open_tablet(const Parts& parts, const Assets& assets,
                                            std::unique_ptr<vault::Vault> vault);

    void read_people();
    void unlock(std::string passphrase);
    void open(std::unique_ptr<vault::Vault> vault);
    [[nodiscard]] std::unique_ptr<Tablet> collect();
    void show_failure(const Error& error);

    Parts m_parts;
    model::UnlockState m_state;
    bool m_has_made_tablet = false;
    std::optional<NewTablet> m_new;
    std::optional<VaultHelp> m_help;
    std::optional<StoreMending> m_mending;
    std::future<Opened> m_opening;
};

}  // namespace daohu
