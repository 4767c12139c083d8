// SPDX-License-Identifier: Apache-2.0
//
// What the county's document says, as cards: searched by words, read one by one with their clause.

#include "platform/daohu/pages/lines_page.hpp"
#include "platform/daohu/pages/make_page.hpp"

#include <utility>

namespace daohu {

namespace {

constexpr std::size_t kMostCards = 200;

class CardsPage final : public LinesPage {
public:
    CardsPage(const PageParts& parts, std::string card) : LinesPage{parts}, m_card{std::move(card)} {}

private:
    Result<void> read(model::LineListState& state) override {
        const policy::Pack* pack = TRY(m_parts.tablet.workspace().rules().on(today()));
        state.groups.clear();
        const policy::Card* const card = m_card.empty() ? nullptr : pack->find_card(m_card);
        if (card != nullptr) {
            show(*card, state);
        } else {
            list(*pack, state);
        }
        return {};
    }

    void show(const policy::Card& card, model::LineListState& state) const {
        state.title = in_words(card.title);
        state.subtitle = card.scope ? in_words(*card.scope) : std::string{};
        state.empty = in_words(card.body);
        state.remark = vocabulary().facts({card.document, card.clause});
    }

    void list(const policy::Pack& pack, model::LineListState& state) const {
        state.title = vocabulary().say("cards.title");
        state.subtitle = in_words(pack.label);
        state.empty = vocabulary().say("cards.none");
        state.search = state.search.value_or("");
        model::ListedGroup found;
        for (const policy::Card* card : pack.search_cards(*state.search, kMostCards)) {
            found.lines.push_back({.id = card->id,
                                   .title = in_words(card->title),
                                   .detail = vocabulary().facts({card->document, card->clause}),
                                   .chip = {},
                                   .note = {}});
        }
        if (!found.lines.empty()) {
            state.groups.push_back(std::move(found));
        }
    }

    void open(const std::string& id) override { m_parts.guide.go({PlaceKind::cards, EntityId{}, id}); }

    [[nodiscard]] const std::string& in_words(const policy::Label& label) const {
        return m_parts.words.language() == "en" ? label.en : label.zh;
    }

    std::string m_card;  // empty: all of them
};

}  // namespace

std::unique_ptr<Page> make_cards_page(const PageParts& parts, std::string card) {
    return std::make_unique<CardsPage>(parts, std::move(card));
}

}  // namespace daohu
