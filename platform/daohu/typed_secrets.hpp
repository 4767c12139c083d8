// SPDX-License-Identifier: Apache-2.0
#pragma once

// What was typed on a screen that sets a passphrase, wiped when it is used or goes. UI thread.

#include "ui/model/secret.hpp"

#include <string>

namespace daohu {

class TypedSecrets {
public:
    TypedSecrets() = default;
    ~TypedSecrets() { wipe(); }
    TypedSecrets(TypedSecrets&& other) noexcept;
    TypedSecrets& operator=(TypedSecrets&&) = delete;

    void take(const model::TypeSecret& typed);
    // Which of them were typed, for the screen.
    void show(model::SecretForm& form) const;
    // The new one was typed twice alike.
    [[nodiscard]] bool agree() const { return m_next == m_again; }
    [[nodiscard]] const std::string& current() const { return m_current; }
    [[nodiscard]] const std::string& next() const { return m_next; }
    void wipe();

private:
    std::string m_current;
    std::string m_next;
    std::string m_again;
};

// Overwrites a text that held something secret.
void wipe_text(std::string& text);

}  // namespace daohu
