// SPDX-License-Identifier: Apache-2.0
#include "core/casework/read/statistics.hpp"

namespace daohu::casework {

Result<FigureState> figure_state(const ReadContext& context) {
    const journal::Contact contact = TRY(context.marks.contact());
    if (!contact.last_success) {
        return FigureState::local;
    }
    const std::uint64_t waiting = TRY(context.waiting());
    return waiting == 0 ? FigureState::confirmed : FigureState::local;
}

Result<TownshipStatistics> township_statistics(const ReadContext& context, const TownshipQuestion& question) {
    const policy::Pack* pack = TRY(context.rules.on(question.to));
    policy::Facts facts = TRY(township_facts(context, question));
    TownshipStatistics statistics;
    statistics.outcomes = policy::assess(*pack, context.rules.standards, std::move(facts), question.to).outcomes;
    statistics.state = TRY(figure_state(context));
    const journal::Contact contact = TRY(context.marks.contact());
    statistics.data_as_of = contact.last_success;
    return statistics;
}

std::optional<std::int64_t> exported_count(std::int64_t persons) {
    return persons >= kSmallestCell ? std::optional{persons} : std::nullopt;
}

std::optional<std::int64_t> shown_count(std::int64_t persons, Role reader) {
    return may_see(reader, Sight::small_cells) ? std::optional{persons} : exported_count(persons);
}

}  // namespace daohu::casework
