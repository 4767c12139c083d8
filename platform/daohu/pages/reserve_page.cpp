// SPDX-License-Identifier: Apache-2.0
//
// The township's reserve for urgent aid, as far as its lines are here. A balance is shown by whoever has all of them.

#include "core/casework/act_views.hpp"
#include "core/casework/open_entities.hpp"
#include "platform/daohu/pages/lines_page.hpp"
#include "platform/daohu/pages/make_page.hpp"

#include <utility>

namespace daohu {

namespace {

using casework::LedgerKnown;
using casework::ReserveBook;
using casework::ReserveKind;
using casework::ReserveLine;

class ReservePage final : public LinesPage {
public:
    using LinesPage::LinesPage;

private:
    Result<void> read(model::LineListState& state) override {
        casework::Workspace& workspace = m_parts.tablet.workspace();
        TRY(workspace.sealed());
        const ReserveBook book = TRY(workspace.acts().reserve(TRY(township()), today().year()));
        state.title = vocabulary().say("reserve.title");
        state.subtitle = summary(book);
        state.empty = vocabulary().say("reserve.none");
        state.remark = book.unreadable.empty()
                           ? std::string{}
                           : vocabulary().say("reserve.unreadable",
                                              {{"count", static_cast<std::int64_t>(book.unreadable.size())}});
        state.groups.clear();
        model::ListedGroup lines;
        for (auto line = book.lines.rbegin(); line != book.lines.rend(); ++line) {
            lines.lines.push_back(row_of(*line));
        }
        if (!lines.lines.empty()) {
            state.groups.push_back(std::move(lines));
        }
        return {};
    }

    void open(const std::string& id) override { go(PlaceKind::record, id); }

    // Where nobody has said in which township the tablet works, that of the lines that are here.
    [[nodiscard]] Result<std::string> township() const {
        registry::RegistryReader& registry = m_parts.tablet.workspace().reading().registry;
        std::string own = township_of(m_parts);
        if (own.empty()) {
            TRY(casework::walk_open(registry, "reserve_entry", [&own](const registry::Entity& entry) -> Result<void> {
                own = own.empty() ? casework::text_or_empty(entry, "township") : own;
                return {};
            }));
        }
        return own;
    }

    [[nodiscard]] std::string money(Fen amount) const {
        return std::string{m_parts.words.money(amount.value()).view()};
    }

    [[nodiscard]] std::string summary(const ReserveBook& book) const {
        const model::Vocabulary words = vocabulary();
        const std::string spent = money(book.out);
        const bool is_whole = book.known == LedgerKnown::whole;
        const std::string out = is_whole ? words.say("reserve.out", {{"amount", FixedText{spent}}})
                                         : words.say("reserve.out_at_least", {{"amount", FixedText{spent}}});
        if (!book.balance) {
            return words.facts({out, words.say("reserve.balance_unknown")});
        }
        const std::string left = money(*book.balance);
        return words.facts({out, words.say("reserve.balance", {{"amount", FixedText{left}}})});
    }

    [[nodiscard]] model::ListedLine row_of(const ReserveLine& line) const {
        const std::string date{m_parts.words.full_date(std::chrono::year_month_day{line.booked_on.days()}).view()};
        return {.id = line.id.to_string(),
                .title = money(line.amount),
                .detail = vocabulary().say(key_of(line.kind)),
                .chip = {},
                .note = date};
    }

    [[nodiscard]] static TextKey key_of(ReserveKind kind) {
        switch (kind) {
            case ReserveKind::opening: return "reserve.kind.opening";
            case ReserveKind::in: return "reserve.kind.in";
            case ReserveKind::out: break;
        }
        return "reserve.kind.out";
    }
};

}  // namespace

std::unique_ptr<Page> make_reserve_page(const PageParts& parts) { return std::make_unique<ReservePage>(parts); }

}  // namespace daohu
