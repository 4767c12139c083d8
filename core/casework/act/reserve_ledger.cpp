// SPDX-License-Identifier: Apache-2.0
#include "core/casework/act/reserve_ledger.hpp"

#include <algorithm>
#include <tuple>

namespace daohu::casework {

namespace {

std::optional<ReserveKind> kind_of(std::string_view code) {
    if (code == "opening") {
        return ReserveKind::opening;
    }
    if (code == "in") {
        return ReserveKind::in;
    }
    return code == "out" ? std::optional{ReserveKind::out} : std::nullopt;
}

bool is_disputed(const registry::Entity& entity) {
    const auto conflicts = entity.conflicts();
    return std::ranges::any_of(conflicts, [](const std::string& property) { return property != "note"; });
}

// Nothing where the line cannot be counted.
std::optional<ReserveLine> line_of(const registry::Entity& entity) {
    const auto kind = kind_of(entity.text("kind").value_or(""));
    const auto amount = entity.number("amount");
    const auto day = Date::parse(entity.text("booked_on").value_or(""));
    if (!kind || !amount || *amount < 0 || !day || is_disputed(entity)) {
        return std::nullopt;
    }
    return ReserveLine{.id = entity.id,
                       .kind = *kind,
                       .amount = Fen{*amount},
                       .booked_on = *day,
                       .first_aid = entity.reference("first_aid")};
}

Result<void> count(ReserveBook& book, const ReserveLine& line, std::size_t& openings) {
    switch (line.kind) {
        case ReserveKind::opening:
            ++openings;
            book.opening = line.amount;
            break;
        case ReserveKind::in: book.in = TRY(book.in.plus(line.amount)); break;
        case ReserveKind::out: book.out = TRY(book.out.plus(line.amount)); break;
    }
    return {};
}

}  // namespace

Result<ReserveBook> reserve_book(std::span<const registry::Entity> entities, std::string_view township, int year,
                                 LedgerKnown known) {
    ReserveBook book;
    book.known = known;
    std::size_t openings = 0;
    for (const registry::Entity& entity : entities) {
        if (entity.dataset != "reserve_entry" || entity.text("township") != township ||
            entity.status == registry::EntityStatus::closed) {
            continue;
        }
        const auto line = line_of(entity);
        if (!line) {
            book.unreadable.push_back(entity.id);
        } else if (line->booked_on.year() == year) {
            TRY(count(book, *line, openings));
            book.lines.push_back(*line);
        }
    }
    std::ranges::sort(book.lines, {}, [](const ReserveLine& line) { return std::tuple{line.booked_on, line.id}; });
    std::ranges::sort(book.unreadable);
    if (openings != 1) {
        book.opening.reset();
    }
    if (known == LedgerKnown::whole && book.opening && book.unreadable.empty()) {
        const Fen with_income = TRY(book.opening->plus(book.in));
        book.balance = TRY(with_income.minus(book.out));
    }
    return book;
}

policy::ReserveLedger reserve_facts(const ReserveBook& book) {
    policy::ReserveLedger facts;
    if (!book.balance) {
        return facts;
    }
    facts.opening = *book.opening;
    facts.in = std::vector{book.in};
    facts.out = std::vector{book.out};
    return facts;
}

}  // namespace daohu::casework
