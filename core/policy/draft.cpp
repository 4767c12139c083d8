// SPDX-License-Identifier: Apache-2.0
#include "core/policy/draft.hpp"

#include "core/policy/moment.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace daohu::policy {
namespace {

void add_once(std::vector<std::string>& list, std::string_view word) {
    if (std::ranges::find(list, word) == list.end()) {
        list.emplace_back(word);
    }
}

}  // namespace

std::string describe(const std::string& value) { return value; }
std::string describe(std::int64_t value) { return std::to_string(value); }
std::string describe(Fen value) { return value.to_yuan(); }
std::string describe(Date value) { return value.to_string(); }
std::string describe(const PartialDate& value) { return value.to_string(); }
std::string describe(WallTime value) { return to_text(value); }
std::string describe(YesNo value) { return value == YesNo::yes ? "yes" : "no"; }
std::string describe(const std::vector<std::string>& value) { return fmt::format("{}", fmt::join(value, ", ")); }

Draft::Draft(const Question& question, std::string_view rule, std::string_view formula, std::string subject)
    : m_question{question} {
    m_outcome.rule = rule;
    m_outcome.formula = formula;
    m_outcome.subject = std::move(subject);
    m_outcome.pack = question.pack.id;
    m_outcome.pack_version = question.pack.version;
}

const Parameter& Draft::cite(ParameterId id) {
    const Parameter& found = raw(id);
    const std::string name = id.to_string();
    if (std::ranges::find(m_outcome.citations, name, &Citation::parameter) != m_outcome.citations.end()) {
        return found;
    }
    const Document& document = m_question.pack.document(found.pack, found.document);
    m_outcome.citations.push_back(Citation{found.pack, document.number, document.title, found.clause, name});
    if (!found.is_in_force(m_question.on)) {
        m_not_stated = true;
        remark("parameter_not_in_force");
    }
    for (const Modality word : found.modality) {
        add_once(m_outcome.modality, policy::name(word));
    }
    if (found.implied) {
        remark("implied");
    }
    return found;
}

std::string Draft::reading(std::string_view switch_id) {
    const Switch* found = m_question.pack.find_switch(switch_id);
    if (found == nullptr) {
        return {};
    }
    if (!found->value.empty()) {
        const Document& document = m_question.pack.document(m_question.pack.id, found->document);
        m_outcome.citations.push_back(
            Citation{m_question.pack.id, document.number, document.title, found->clause, std::string{switch_id}});
        return found->value;
    }
    if (found->assumed) {
        if (const auto* code = std::get_if<CodeValue>(&found->assumed->value)) {
            assume(found->assumed->ambiguity);
            return code->code;
        }
    }
    return {};
}

const Fen* Draft::standard(std::string_view kind) {
    std::string_view place = m_question.pack.division;
    if (m_question.standards.has_within(kind, place)) {
        const std::string* township =
            need(m_question.facts.household.township_code, "household.township_code", AskWhom::township);
        if (township == nullptr) {
            return nullptr;
        }
        place = *township;
    }
    const StandardRow* row = m_question.standards.find(kind, place, m_question.on);
    const Fen* amount = row == nullptr ? nullptr : std::get_if<Fen>(&row->figure);
    if (amount == nullptr) {
        miss(fmt::format("standard:{}", kind), AnswerState::not_asked, AskWhom::county);
        return nullptr;
    }
    const bool stale = Standards::is_stale(*row, m_question.on);
    const StandardUse use{row->kind,     amount->to_yuan(), row->effective_from.to_string(),
                          row->document, row->table,        stale};
    if (std::ranges::find(m_outcome.standards, use) == m_outcome.standards.end()) {
        m_outcome.standards.push_back(use);
    }
    if (stale) {
        assume("stale_standard");
        remark("standard_may_be_out_of_date");
    }
    return amount;
}

void Draft::note_input(std::string_view path, std::string value) {
    InputUse use{std::string{path}, std::move(value)};
    if (std::ranges::find(m_outcome.inputs, use) == m_outcome.inputs.end()) {
        m_outcome.inputs.push_back(std::move(use));
    }
}

void Draft::miss(std::string_view path, AnswerState state, AskWhom ask) {
    if (std::ranges::find(m_outcome.missing, path, &Missing::fact) == m_outcome.missing.end()) {
        m_outcome.missing.push_back(Missing{std::string{path}, state, ask});
    }
}

void Draft::dispute(std::string_view path) {
    m_disputed = true;
    note_input(path, "disputed");
}

Truth Draft::settle(Truth truth) {
    m_open = m_open || truth == Truth::boundary;
    return truth;
}

void Draft::assume(std::string_view ambiguity) { add_once(m_outcome.assumptions, ambiguity); }

void Draft::leave_open(std::string_view word) {
    m_open = true;
    add_once(m_outcome.open_words, word);
}

void Draft::remark(std::string_view code) { add_once(m_outcome.remarks, code); }

void Draft::add_reading(std::string id, Figure figure) {
    m_outcome.readings.push_back(Reading{std::move(id), std::move(figure)});
}

void Draft::fail_arithmetic(const Error& error) {
    m_disputed = true;
    remark(policy::name(FaultKind::implausible));
    note_input("arithmetic", std::string{daohu::name(error.code)});
}

void Draft::mark_not_stated(std::string_view remark_code) {
    m_not_stated = true;
    remark(remark_code);
}

void Draft::cite_document() {
    m_not_stated = true;
    const Document& document = m_question.pack.documents.front();
    m_outcome.citations.push_back(Citation{m_question.pack.id, document.number, document.title, {}, {}});
}

void Draft::cite_clause(std::string_view owner, std::string_view document_id, std::string_view clause) {
    const Document& document = m_question.pack.document(owner, document_id);
    m_outcome.citations.push_back(
        Citation{std::string{owner}, document.number, document.title, std::string{clause}, {}});
}

void Draft::also_ask(std::string_view path, AnswerState state, AskWhom ask) {
    m_outcome.also_ask.push_back(Missing{std::string{path}, state, ask});
}

Outcome Draft::finish(Figure figure) && {
    if (m_outcome.citations.empty()) {
        const bool not_stated = m_not_stated;
        cite_document();  // what asks for facts names the document that it asks for
        m_not_stated = not_stated;
    }
    if (m_not_stated) {
        m_outcome.status = Status::not_stated;
    } else if (m_disputed) {
        m_outcome.status = Status::disputed;
    } else if (!m_outcome.missing.empty()) {
        m_outcome.status = Status::missing_input;
    } else if (m_open) {
        m_outcome.status = Status::boundary;
        m_outcome.figure = std::move(figure);
    } else {
        m_outcome.status = m_outcome.assumptions.empty() ? Status::exact : Status::assumed;
        m_outcome.figure = std::move(figure);
    }
    if (m_not_stated || m_disputed || (m_outcome.status == Status::missing_input && !m_keeps_readings)) {
        m_outcome.readings.clear();
    }
    if (m_not_stated) {
        m_outcome.missing.clear();
        m_outcome.assumptions.clear();
    }
    return std::move(m_outcome);
}

Outcome Draft::settled_no(Figure figure) && {
    for (Missing& gap : m_outcome.missing) {
        m_outcome.also_ask.push_back(std::move(gap));
    }
    m_outcome.missing.clear();
    m_outcome.open_words.clear();
    m_open = false;
    return std::move(*this).finish(std::move(figure));
}

Outcome Draft::not_applying() && {
    m_outcome.applies = Truth::no;
    m_outcome.readings.clear();
    m_outcome.missing.clear();
    m_outcome.open_words.clear();
    m_outcome.status = m_outcome.assumptions.empty() ? Status::exact : Status::assumed;
    if (m_disputed) {
        m_outcome.status = Status::disputed;
        m_outcome.applies = Truth::unknown;
    }
    return std::move(m_outcome);
}

}  // namespace daohu::policy
