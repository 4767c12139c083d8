// SPDX-License-Identifier: Apache-2.0
#include "core/casework/read/statistics.hpp"

#include <memory>

namespace daohu::casework {

Result<FigureState> figure_state(const ReadContext& context) {
    const journal::Contact contact = TRY(context.marks.contact());
    if (!contact.last_success) {
        return FigureState::local;
    }
    const std::uint64_t waiting = TRY(context.waiting());
    return waiting == 0 ? FigureState::confirmed : FigureState::local;
}

void add_township_statistics(const ReadContext& context, const TownshipQuestion& question, Portions& portions,
                             TownshipStatistics& statistics) {
    auto facts = std::make_shared<policy::Facts>();  // of the portions together
    add_township_facts(context, question, portions, *facts);
    portions.then([context, on = question.to, facts, &statistics]() -> Result<void> {
        const policy::Pack* pack = TRY(context.rules.on(on));
        statistics.outcomes = policy::assess(*pack, context.rules.standards, std::move(*facts), on).outcomes;
        statistics.state = TRY(figure_state(context));
        const journal::Contact contact = TRY(context.marks.contact());
        statistics.data_as_of = contact.last_success;
        return {};
    });
}

Result<TownshipStatistics> township_statistics(const ReadContext& context, const TownshipQuestion& question) {
    TRY(context.rules.on(question.to));
    TownshipStatistics statistics;
    Portions portions;
    add_township_statistics(context, question, portions, statistics);
    TRY(portions.read_all());
    return statistics;
}

std::optional<std::int64_t> exported_count(std::int64_t persons) {
    return persons >= kSmallestCell ? std::optional{persons} : std::nullopt;
}

std::optional<std::int64_t> shown_count(std::int64_t persons, Role reader) {
    return may_see(reader, Sight::small_cells) ? std::optional{persons} : exported_count(persons);
}

}  // namespace daohu::casework
