// SPDX-License-Identifier: Apache-2.0
#include "core/casework/act/secrecy.hpp"

#include "core/casework/act/audience_directory.hpp"
#include "core/casework/act/changes.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace daohu::casework {

namespace {

constexpr std::string_view kCase = "case";
constexpr std::string_view kInformant = "informant";
constexpr std::array<std::string_view, 4> kSafetyRecipients{"police", "township_government", "township_window",
                                                            "civil_affairs"};

// By the same rule as is_safety_case: violence and a child at risk are secret until somebody says no.
bool makes_safety_case(const WrittenChange& written) {
    const std::string_view mode = written.text("safety_mode");
    if (mode == "yes" || mode == "no") {
        return mode == "yes";
    }
    return written.names("hardship_kinds", "violence") || written.names("hardship_kinds", "child_risk");
}

// What a change is about, and what it names.
std::vector<NamedEntity> named_in(const WrittenChange& written, const registry::SchemaSet& schemas) {
    std::vector<NamedEntity> named;
    if (const auto subject = written.subject()) {
        named.push_back({*subject, written.change.dataset});
    }
    for (const form::PropertyWrite& write : written.change.writes) {
        const registry::PropertySchema* schema = schemas.find_property(written.change.dataset, write.property);
        if (schema != nullptr && schema->type == registry::PropertyType::reference) {
            for (const EntityId id : written.references(write.property)) {
                named.push_back({id, schema->dataset});
            }
        }
    }
    return named;
}

Result<void> look_at(const WrittenChange& written, const registry::SchemaSet& schemas,
                     const SafetyCaseOf& safety_case_of, Secrecy& secrecy) {
    if (const auto subject = written.subject();
        subject && written.change.dataset == kCase && makes_safety_case(written)) {
        secrecy.safety_case = subject;
    }
    for (const NamedEntity& named : named_in(written, schemas)) {
        if (!secrecy.safety_case) {
            secrecy.safety_case = TRY(safety_case_of(named));
        }
    }
    if (const auto target = written.reference("target"); target && written.change.dataset == "complaint") {
        secrecy.except = target;
    }
    return {};
}

// What is written to a property, with its answer, as a sealed section about the same entity; nothing where it says nothing.
std::optional<form::Section> take_out(form::Section& section, form::Change& change, std::string_view property) {
    const auto write = std::ranges::find(change.writes, property, &form::PropertyWrite::property);
    if (write == change.writes.end() || section.values[write->value].text.empty()) {
        return std::nullopt;
    }
    const std::size_t taken = write->value;
    form::Section sealed{
        .path = section.path,
        .subject_kind = section.subject_kind,
        .subject_id = change.entity.empty() ? section.subject_id : change.entity,
        .seal = std::string{kInformantsAudience},
        .values = {section.values[taken]},
        .changes = {{.kind = form::ChangeKind::update,
                     .dataset = change.dataset,
                     .entity = change.entity,
                     .label = {},
                     .reason = {},
                     .writes = {{.property = write->property, .value = 0, .shown = {}, .replaces = write->replaces}}}}};
    change.writes.erase(write);
    section.values.erase(section.values.begin() + static_cast<std::ptrdiff_t>(taken));
    for (form::Change& other : section.changes) {
        for (form::PropertyWrite& rest : other.writes) {
            rest.value -= rest.value > taken ? 1 : 0;
        }
    }
    return sealed;
}

// The body that a referral of this entry goes to.
Result<void> check_recipients(const form::Submission& submission) {
    for (const WrittenChange& referral : changes_of(submission, "referral")) {
        if (referral.find("body") != nullptr) {
            TRY(check_safety_recipient(referral.text("body")));
        }
    }
    return {};
}

}  // namespace

Result<Secrecy> secrecy_of(const form::Submission& submission, const registry::SchemaSet& schemas,
                           const SafetyCaseOf& safety_case_of) {
    Secrecy secrecy;
    for (const form::Section& section : submission.sections) {
        if (!section.seal.empty() &&
            std::ranges::find(secrecy.form_audiences, section.seal) == secrecy.form_audiences.end()) {
            secrecy.form_audiences.push_back(section.seal);
        }
    }
    for (const WrittenChange& written : changes_of(submission)) {
        TRY(look_at(written, schemas, safety_case_of, secrecy));
    }
    if (!submission.sections.empty()) {
        secrecy.audience = submission.sections.front().seal;
    }
    if (secrecy.safety_case) {
        secrecy.audience = kSafetyAudience;
        TRY(check_recipients(submission));
    }
    return secrecy;
}

void seal_signs_of_harm(form::Submission& submission) {
    for (form::Section& section : submission.sections) {
        for (const form::Change& change : section.changes) {
            const WrittenChange written{section, change};
            const std::string_view signs = written.text("safety_signs");
            if (change.dataset == "child" && !signs.empty() && signs != "none" && section.seal.empty()) {
                section.seal = kSafetyAudience;
                break;
            }
        }
    }
}

void seal_informant(form::Submission& submission) {
    std::vector<form::Section> sealed;
    for (form::Section& section : submission.sections) {
        if (!section.seal.empty()) {
            continue;
        }
        for (form::Change& change : section.changes) {
            if (change.dataset == kCase) {
                if (auto taken = take_out(section, change, kInformant)) {
                    sealed.push_back(std::move(*taken));
                }
            }
        }
    }
    std::ranges::move(sealed, std::back_inserter(submission.sections));
}

Result<void> check_safety_recipient(std::string_view body) {
    if (std::ranges::find(kSafetyRecipients, body) == kSafetyRecipients.end()) {
        return fail(ErrorCode::casework_safety_recipient, std::string{body});
    }
    return {};
}

}  // namespace daohu::casework
