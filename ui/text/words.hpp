// SPDX-License-Identifier: Apache-2.0
#pragma once

// A language at work: sentences with their placeholders filled, numbers, money, dates. One thread, usually the UI's.
//
// What the functions return lives until next_frame(); the memory is kept and used again, so that a frame which shows
// what the last one showed allocates nothing.

#include "core/base/error.hpp"
#include "ui/text/catalogue.hpp"
#include "ui/text/moment.hpp"
#include "ui/text/text.hpp"

#include <chrono>
#include <cstdint>
#include <deque>
#include <initializer_list>
#include <string>

namespace daohu {

class Words {
public:
    // The catalogue outlives this.
    explicit Words(const Catalogue& catalogue) : m_catalogue{&catalogue} {}

    // The sentence behind `key`. A missing sentence shows its key, a placeholder without a value its name.
    [[nodiscard]] Translated tr(TextKey key, std::initializer_list<TextArg> args = {});
    // What a person reads about an error: never its detail.
    [[nodiscard]] Translated message(const Error& error);

    // 12345 -> "12,345"
    [[nodiscard]] Translated number(std::int64_t value);
    // Digits as a form keeps them, grouped where they are a plain number: "1234.5" -> "1,234.5"; others unchanged.
    [[nodiscard]] Translated digits(std::string_view value);
    // 123450 -> "1,234.50 元"
    [[nodiscard]] Translated money(std::int64_t fen);
    // "11-22 周日"
    [[nodiscard]] Translated short_date(std::chrono::year_month_day date);
    // "2026-11-22"
    [[nodiscard]] Translated full_date(std::chrono::year_month_day date);
    // "10:42"
    [[nodiscard]] Translated time(const Moment& moment);
    // The time alone on the day of `today`, the date before it on any other.
    [[nodiscard]] Translated moment(const Moment& moment, std::chrono::year_month_day today);
    // 1 MB is 1,000,000 bytes, as on the tablet's box: "0 MB", "12 MB", "1.4 GB"
    [[nodiscard]] Translated size(std::uint64_t bytes);
    // Joined by the middle dot that separates facts on one line; empty ones are left out.
    [[nodiscard]] Translated facts(std::initializer_list<Text> parts);

    // Forgets what was returned. Called once a frame, before anything is drawn.
    void next_frame() { m_used = 0; }

    [[nodiscard]] std::string_view language() const { return m_catalogue->language(); }
    // Another language, from the next call on.
    void use(const Catalogue& catalogue) { m_catalogue = &catalogue; }

private:
    [[nodiscard]] std::string& scratch();

    const Catalogue* m_catalogue;
    std::deque<std::string> m_scratch;  // a deque: what was handed out stays where it is
    std::size_t m_used = 0;
};

}  // namespace daohu
