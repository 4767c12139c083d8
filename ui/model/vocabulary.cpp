// SPDX-License-Identifier: Apache-2.0
#include "ui/model/vocabulary.hpp"

#include "core/policy/code_facts.hpp"
#include "core/policy/moment.hpp"
#include "ui/model/token_list.hpp"

#include <algorithm>
#include <array>

namespace daohu::model {

using registry::PropertySchema;
using registry::PropertyType;

namespace {

TextKey key_of(entry::NullState state) {
    switch (state) {
        case entry::NullState::unknown: return "no_answer.unknown";
        case entry::NullState::refused: return "no_answer.refused";
        case entry::NullState::not_asked: return "no_answer.not_asked";
        case entry::NullState::blank: break;
    }
    return "review.no_answer";
}

// "review[0].last_at", as the rules call a fact.
struct FactName {
    std::string_view group;  // "review"
    std::string_view field;  // "last_at"
};

FactName fact_name(std::string_view name) {
    const std::size_t dot = name.rfind('.');
    if (dot == std::string_view::npos) {
        return {{}, name.substr(0, name.find('['))};
    }
    const std::string_view field = name.substr(dot + 1);
    return {name.substr(0, name.find_first_of("[.")), field.substr(0, field.find('['))};
}

// Most facts are kept under the name that rules call them by; those of a member are a person's.
const PropertySchema* property_of(const registry::SchemaSet& schemas, const FactName& fact) {
    const std::string_view dataset = fact.group == "member"      ? "person"
                                     : fact.group == "discovery" ? "case"
                                                                 : fact.group;
    if (const PropertySchema* const own = schemas.find_property(dataset, fact.field)) {
        return own;
    }
    for (const auto& [name, other] : schemas.datasets()) {
        if (const PropertySchema* const property = other.find(fact.field)) {
            return property;
        }
    }
    return nullptr;
}

struct FactWord {
    std::string_view field;
    TextKey words;
};
constexpr std::array kFacts{
    FactWord{"able_bodied", "fact.able_bodied"},
    FactWord{"accident_or_special_cause", "fact.accident_or_special_cause"},
    FactWord{"aid_held_synced", "fact.aid_held_synced"},
    FactWord{"aid_spending_last_year", "fact.aid_spending_last_year"},
    FactWord{"aided_last_year", "fact.aided_last_year"},
    FactWord{"basis", "fact.basis"},
    FactWord{"check_report_conclusive", "fact.check_report_conclusive"},
    FactWord{"county_year_round_recipients", "fact.county_year_round_recipients"},
    FactWord{"date", "fact.date"},
    FactWord{"declared_work_cost", "fact.declared_work_cost"},
    FactWord{"dibao_recipients", "fact.dibao_recipients"},
    FactWord{"difficult_household", "fact.difficult_household"},
    FactWord{"dispute_known", "fact.dispute_known"},
    FactWord{"first_aid_at", "fact.first_aid_at"},
    FactWord{"first_month", "fact.first_month"},
    FactWord{"formerly_registered_poor", "fact.formerly_registered_poor"},
    FactWord{"gross_amount", "fact.gross_amount"},
    FactWord{"housing_checked_on", "fact.housing_checked_on"},
    FactWord{"in_policy_scope", "fact.in_policy_scope"},
    FactWord{"is_child", "fact.is_child"},
    FactWord{"last_at", "fact.last_at"},
    FactWord{"last_sweep_on", "fact.last_sweep_on"},
    FactWord{"major_dispute", "fact.major_dispute"},
    FactWord{"member", "fact.member"},
    FactWord{"member_id", "fact.member_id"},
    FactWord{"months", "fact.months"},
    FactWord{"no_family_support", "fact.no_family_support"},
    FactWord{"non_local", "fact.non_local"},
    FactWord{"outcome_proposal", "fact.outcome_proposal"},
    FactWord{"persons", "fact.persons"},
    FactWord{"persons_aided", "fact.persons_aided"},
    FactWord{"queryable_online", "fact.queryable_online"},
    FactWord{"reported_at", "fact.reported_at"},
    FactWord{"settlement_kind", "fact.settlement_kind"},
    FactWord{"student", "fact.student"},
    FactWord{"township_code", "fact.township_code"},
    FactWord{"township_population", "fact.township_population"},
    FactWord{"township_year_round_recipients", "fact.township_year_round_recipients"},
    FactWord{"village_population", "fact.village_population"},
    FactWord{"village_recipients", "fact.village_recipients"},
    FactWord{"working_here", "fact.working_here"},
};
static_assert(std::ranges::is_sorted(kFacts, {}, &FactWord::field));

}  // namespace

const std::string& Vocabulary::of(const registry::Label& label) const {
    return m_words->language() == "en" ? label.en : label.zh;
}

std::string Vocabulary::say(TextKey key, std::initializer_list<TextArg> args) const {
    return std::string{m_words->tr(key, args).view()};
}

std::string Vocabulary::code(std::string_view code, std::string_view list) const {
    const registry::CodeList* codes = m_schemas->find_codes(list);
    const registry::Code* found = codes == nullptr ? nullptr : codes->find(code);
    return found == nullptr ? std::string{code} : of(found->label);
}

std::string Vocabulary::codes(std::string_view codes, std::string_view list) const {
    std::vector<std::string> parts;
    for (const std::string_view one : tokens_of(codes)) {
        parts.push_back(code(one, list));
    }
    return joined(parts);
}

std::string Vocabulary::joined(const std::vector<std::string>& parts) const {
    std::string text;
    for (const std::string& part : parts) {
        if (!text.empty()) {
            text += m_words->tr("list.separator").view();
        }
        text += part;
    }
    return text;
}

std::string Vocabulary::facts(std::initializer_list<std::string_view> parts) const {
    std::string text;
    for (const std::string_view part : parts) {
        if (!text.empty() && !part.empty()) {
            text += m_words->tr("punctuation.between_facts").view();
        }
        text += part;
    }
    return text;
}

std::string Vocabulary::value(const entry::Value& value, const PropertySchema& property) const {
    struct Visitor {
        const Vocabulary& words;
        const PropertySchema& property;

        std::string operator()(entry::NullState state) const { return words.say(key_of(state)); }
        std::string operator()(const std::string& text) const {
            switch (property.type) {
                case PropertyType::code: return words.code(text, property.codes);
                case PropertyType::codes: return words.codes(text, property.codes);
                case PropertyType::time: return words.time(text);
                default: return text;
            }
        }
        std::string operator()(std::int64_t number) const {
            const bool is_money = property.type == PropertyType::fen;
            return std::string{(is_money ? words.words().money(number) : words.words().number(number)).view()};
        }
        std::string operator()(bool yes) const { return yes ? words.say("value.yes") : words.say("value.no"); }
        std::string operator()(const Bytes&) const { return words.say("value.attached"); }
    };
    return std::visit(Visitor{*this, property}, value);
}

std::string Vocabulary::value(const entry::Value& value, std::string_view dataset, std::string_view property) const {
    static const PropertySchema kPlain{};
    const PropertySchema* const schema = m_schemas->find_property(dataset, property);
    return this->value(value, schema == nullptr ? kPlain : *schema);
}

std::string Vocabulary::fact(std::string_view name) const {
    const FactName fact = fact_name(name);
    if (const PropertySchema* const property = property_of(*m_schemas, fact)) {
        return of(property->label);
    }
    const auto* const known = std::ranges::lower_bound(kFacts, fact.field, {}, &FactWord::field);
    if (known != kFacts.end() && known->field == fact.field) {
        return say(known->words);
    }
    // A list by itself: how many of them there are.
    const registry::DatasetSchema* const list = m_schemas->find_dataset(name);
    return list == nullptr ? std::string{name} : say("fact.count_of", {{"what", FixedText{of(list->label)}}});
}

std::string Vocabulary::fact_value(std::string_view name, std::string_view value) const {
    if (const std::string_view list = policy::code_list_of(name); !list.empty()) {
        return codes(value, list);
    }
    const PropertySchema* const property = property_of(*m_schemas, fact_name(name));
    return property != nullptr && !property->codes.empty() ? codes(value, property->codes) : code(value, "yes_no");
}

std::string Vocabulary::time(std::string_view spelling) const {
    const auto time = policy::parse_moment(spelling);
    return time ? std::string{m_words->moment(moment_of(*time), {}).view()} : std::string{spelling};
}

std::string Vocabulary::dataset(std::string_view name) const {
    const registry::DatasetSchema* found = m_schemas->find_dataset(name);
    return found == nullptr ? std::string{name} : of(found->label);
}

}  // namespace daohu::model
