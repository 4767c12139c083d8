// SPDX-License-Identifier: Apache-2.0
#include "platform/daohu/typed_secrets.hpp"

#include "core/base/secret.hpp"

#include <utility>

namespace daohu {

void wipe_text(std::string& text) {
    text.resize(text.capacity());  // a text that was moved away or shortened leaves characters behind
    wipe({reinterpret_cast<std::uint8_t*>(text.data()), text.size()});
    text.clear();
}

TypedSecrets::TypedSecrets(TypedSecrets&& other) noexcept
    : m_current{std::move(other.m_current)}, m_next{std::move(other.m_next)}, m_again{std::move(other.m_again)} {
    other.wipe();
}

void TypedSecrets::take(const model::TypeSecret& typed) {
    std::string& field = typed.field == model::SecretField::current ? m_current
                         : typed.field == model::SecretField::next  ? m_next
                                                                    : m_again;
    wipe_text(field);
    field = typed.text;
}

void TypedSecrets::show(model::SecretForm& form) const {
    form.has_current = !m_current.empty();
    form.has_next = !m_next.empty();
    form.has_again = !m_again.empty();
}

void TypedSecrets::wipe() {
    wipe_text(m_current);
    wipe_text(m_next);
    wipe_text(m_again);
}

}  // namespace daohu
