// SPDX-License-Identifier: Apache-2.0
#pragma once

// A person at the keyboard, played by the test. UI thread.

#include "core/ports/text_entry.hpp"

#include <string_view>
#include <utility>

namespace daohu {

class FakeTextEntry final : public TextEntry {
public:
    Result<void> begin(TextRequest request) override {
        if (m_request) {
            return fail(ErrorCode::port_busy, "text entry");
        }
        m_request = std::move(request);
        return {};
    }
    [[nodiscard]] bool is_open() const override { return m_request.has_value(); }
    [[nodiscard]] std::optional<TextOutcome> poll() override { return std::exchange(m_outcome, std::nullopt); }
    void cancel() override {
        if (m_request) {
            finish(std::nullopt);
        }
    }

    void commit() override {
        if (m_request) {
            finish(m_request->kind == TextKind::secret ? std::nullopt : std::optional{m_request->text});
        }
    }

    // The person types this and confirms. Ignored when no sheet is open.
    void type(std::string_view text) {
        if (m_request) {
            finish(accept_text(text, m_request->kind, m_request->limit));
        }
    }
    // What was asked for; null when no sheet is open.
    [[nodiscard]] const TextRequest* request() const { return m_request ? &*m_request : nullptr; }

private:
    void finish(std::optional<std::string> text) {
        m_outcome = TextOutcome{std::move(m_request->owner), std::move(text)};
        m_request.reset();
    }

    std::optional<TextRequest> m_request;
    std::optional<TextOutcome> m_outcome;
};

}  // namespace daohu
