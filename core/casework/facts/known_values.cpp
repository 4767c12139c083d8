// SPDX-License-Identifier: Apache-2.0
#include "core/casework/facts/known_values.hpp"

#include "core/base/words.hpp"
#include "core/policy/moment.hpp"

#include <charconv>

namespace daohu::casework {

namespace {

using policy::AnswerState;
using policy::Known;

AnswerState state_of(entry::NullState state) {
    switch (state) {
        case entry::NullState::unknown: return AnswerState::unknown;
        case entry::NullState::refused: return AnswerState::refused;
        case entry::NullState::blank:
        case entry::NullState::not_asked: break;
    }
    return AnswerState::not_asked;
}

// `read` gives the value as T, or nothing where it is none.
template <class T, class Read>
Known<T> fact(const registry::Entity& entity, std::string_view property, Read read) {
    const registry::Register* known = entity.find(property);
    if (known == nullptr) {
        return {};
    }
    if (known->agreement == registry::Agreement::conflict) {
        return Known<T>::without_answer(AnswerState::disputed);
    }
    const entry::Value& value = known->displayed();
    if (const auto* null = std::get_if<entry::NullState>(&value)) {
        return Known<T>::without_answer(state_of(*null));
    }
    std::optional<T> read_value = read(value);
    return read_value ? Known<T>{std::move(*read_value)} : Known<T>::without_answer(AnswerState::unknown);
}

template <class T>
std::optional<T> if_read(Result<T> read) {
    return read ? std::optional{std::move(*read)} : std::nullopt;
}

// The same for values that are kept as text.
template <class T, class Parse>
Known<T> parsed_fact(const registry::Entity& entity, std::string_view property, Parse parse) {
    return fact<T>(entity, property, [&](const entry::Value& value) {
        const auto* text = std::get_if<std::string>(&value);
        return text == nullptr ? std::nullopt : parse(*text);
    });
}

std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    return problem == std::errc{} && end == text.data() + text.size() ? std::optional{number} : std::nullopt;
}

}  // namespace

std::vector<std::string> words_of(std::string_view text) {
    const std::vector<std::string_view> words = split_words(text);
    return {words.begin(), words.end()};
}

Known<std::string> text_fact(const registry::Entity& entity, std::string_view property) {
    return parsed_fact<std::string>(
        entity, property, [](const std::string& text) { return text.empty() ? std::nullopt : std::optional{text}; });
}

Known<policy::Code> code_fact(const registry::Entity& entity, std::string_view property) {
    return text_fact(entity, property);
}

Known<policy::CodeSet> codes_fact(const registry::Entity& entity, std::string_view property) {
    return parsed_fact<policy::CodeSet>(entity, property,
                                        [](const std::string& text) { return std::optional{words_of(text)}; });
}

Known<policy::YesNo> yes_no_fact(const registry::Entity& entity, std::string_view property) {
    return fact<policy::YesNo>(entity, property, [](const entry::Value& value) -> std::optional<policy::YesNo> {
        const auto* yes = std::get_if<bool>(&value);
        const auto* code = std::get_if<std::string>(&value);
        if ((yes != nullptr && *yes) || (code != nullptr && *code == "yes")) {
            return policy::YesNo::yes;
        }
        const bool is_no = (yes != nullptr && !*yes) || (code != nullptr && *code == "no");
        return is_no ? std::optional{policy::YesNo::no} : std::nullopt;
    });
}

Known<std::int64_t> number_fact(const registry::Entity& entity, std::string_view property) {
    return fact<std::int64_t>(entity, property, [](const entry::Value& value) -> std::optional<std::int64_t> {
        if (const auto* number = std::get_if<std::int64_t>(&value)) {
            return *number;
        }
        const auto* text = std::get_if<std::string>(&value);
        return text == nullptr ? std::nullopt : whole_number(*text);
    });
}

Known<Fen> fen_fact(const registry::Entity& entity, std::string_view property) {
    return fact<Fen>(entity, property, [](const entry::Value& value) -> std::optional<Fen> {
        const auto* number = std::get_if<std::int64_t>(&value);
        return number == nullptr ? std::nullopt : std::optional{Fen{*number}};
    });
}

Known<Date> date_fact(const registry::Entity& entity, std::string_view property) {
    return parsed_fact<Date>(entity, property, [](const std::string& text) { return if_read(Date::parse(text)); });
}

Known<PartialDate> partial_date_fact(const registry::Entity& entity, std::string_view property) {
    return parsed_fact<PartialDate>(entity, property,
                                    [](const std::string& text) { return if_read(PartialDate::parse(text)); });
}

Known<WallTime> moment_fact(const registry::Entity& entity, std::string_view property) {
    return parsed_fact<WallTime>(entity, property,
                                 [](const std::string& text) { return if_read(policy::parse_moment(text)); });
}

Known<std::string> reference_fact(const registry::Entity& entity, std::string_view property) {
    return fact<std::string>(entity, property, [](const entry::Value& value) -> std::optional<std::string> {
        const auto id = entry::referenced_entity(value);
        return id ? std::optional{id->to_string()} : std::nullopt;
    });
}

std::vector<EntityId> references_in(const registry::Entity& entity, std::string_view set) {
    std::vector<EntityId> found;
    const auto elements = entity.sets.find(set);
    if (elements == entity.sets.end()) {
        return found;
    }
    for (const registry::Element& element : elements->second) {
        if (const auto id = entry::referenced_entity(element.added.value)) {
            found.push_back(*id);
        }
    }
    return found;
}

std::vector<std::string> ids_of(const std::vector<EntityId>& entities) {
    std::vector<std::string> ids;
    ids.reserve(entities.size());
    for (const EntityId& entity : entities) {
        ids.push_back(entity.to_string());
    }
    return ids;
}

}  // namespace daohu::casework
