// SPDX-License-Identifier: Apache-2.0
#include "core/casework/case_list.hpp"

#include "core/base/words.hpp"
#include "core/casework/case_projector.hpp"
#include "core/casework/read/plan_rows.hpp"
#include "core/casework/read/rows.hpp"

#include <memory>

namespace daohu::casework {

namespace {

constexpr std::size_t kLinesAtOnce = 8;

std::string text_of(const registry::Entity& entity, std::string_view property) {
    return std::string{entity.text(property).value_or(std::string_view{})};
}

std::vector<std::string> codes_of(const registry::Entity& entity, std::string_view property) {
    const std::vector<std::string_view> codes = split_words(entity.text(property).value_or(std::string_view{}));
    return {codes.begin(), codes.end()};
}

}  // namespace

CaseList::CaseList(registry::RegistryReader registry, journal::JournalReader journal, journal::DeliveryMarks marks,
                   DeviceId own)
    : m_registry{std::move(registry)}, m_journal{std::move(journal)}, m_marks{std::move(marks)}, m_own{own} {}

Result<CaseList> CaseList::open(vault::Database& database, const registry::SchemaSet& schemas, DeviceId own) {
    auto registry = TRY(registry::RegistryReader::open(database, schemas));
    auto journal = TRY(journal::JournalReader::open(database));
    auto marks = TRY(journal::DeliveryMarks::open(database));
    return CaseList{std::move(registry), std::move(journal), std::move(marks), own};
}

Result<std::uint64_t> CaseList::acknowledged(IncarnationId incarnation) {
    return TRY(m_marks.delivery(incarnation)).acknowledged;
}

Result<CaseLine> CaseList::line_of(const registry::Entity& entity) {
    CaseLine line;
    line.id = entity.id;
    line.place = text_of(entity, "place");
    line.hardships = codes_of(entity, "hardship_kinds");
    line.urgency = text_of(entity, "urgency");
    line.is_conflicted = !entity.conflicts().empty();
    if (const auto person = TRY(person_of(entity))) {
        line.person_name = text_of(*person, "full_name");
        if (const entry::Value* name = person->displayed("full_name")) {
            if (const auto* state = std::get_if<entry::NullState>(name)) {
                line.no_name = *state;
            }
        }
    }
    if (entity.status_register) {
        const registry::Sibling& first = entity.status_register->siblings.back();
        line.recorded_at = first.by.hlc.time();
        line.recorded_in = first.by.entry;
    }
    line.is_own = line.recorded_in.device == m_own;
    const bool has_receipt =
        !line.is_own || line.recorded_in.sequence <= TRY(acknowledged(line.recorded_in.incarnation));
    line.delivered = has_receipt ? Delivered::uploaded : Delivered::waiting;
    return line;
}

Result<std::vector<CaseLine>> CaseList::lines_of(const std::vector<registry::ListRow>& rows) {
    const auto held = TRY(m_registry.hold());
    std::vector<CaseLine> lines;
    for (const registry::ListRow& row : rows) {
        if (const auto found = TRY(m_registry.find(row.entity))) {
            lines.push_back(TRY(line_of(*found)));
        }
    }
    return lines;
}

Result<std::vector<registry::ListRow>> CaseList::newest_rows(std::string_view typed, std::size_t limit) {
    if (typed.empty()) {
        return m_registry.list(
            {.projector = std::string{CaseProjector::kName}, .first_key = {}, .after = {}, .limit = limit});
    }
    return m_registry.search_rows(
        {.typed = std::string{typed}, .projector = std::string{PersonCaseProjector::kName}, .limit = limit});
}

Result<std::vector<CaseLine>> CaseList::newest(std::size_t limit) { return lines_of(TRY(newest_rows({}, limit))); }

Result<std::vector<CaseLine>> CaseList::unsettled() {
    std::vector<registry::ListRow> open;
    TRY(walk_rows(m_registry, OpenCaseProjector::kName, {}, [&](const registry::ListRow& row) {
        open.push_back(row);
        return Walk::on;
    }));
    return lines_of(open);
}

Result<std::vector<CaseLine>> CaseList::search(std::string_view typed, std::size_t limit) {
    return typed.empty() ? std::vector<CaseLine>{} : lines_of(TRY(newest_rows(typed, limit)));
}

void CaseList::add_newest(std::string typed, std::size_t limit, Portions& portions, std::vector<CaseLine>& lines) {
    auto found = std::make_shared<std::vector<EntityId>>();  // of the portions together
    portions.then([this, typed = std::move(typed), limit, found]() -> Result<void> {
        for (const registry::ListRow& row : TRY(newest_rows(typed, limit))) {
            found->push_back(row.entity);
        }
        return {};
    });
    portions.then(each_of([found] { return *found; },
                          [this, &lines](EntityId id) -> Result<void> {
                              if (const auto known = TRY(m_registry.find(id))) {
                                  lines.push_back(TRY(line_of(*known)));
                              }
                              return {};
                          },
                          kLinesAtOnce));
}

Result<registry::Entity> CaseList::entity(EntityId id) {
    auto found = TRY(m_registry.find(id));
    if (!found) {
        return fail(ErrorCode::not_found, "case");
    }
    return std::move(*found);
}

Result<std::optional<registry::Entity>> CaseList::person_of(const registry::Entity& the_case) {
    const auto person = the_case.reference("person");
    if (!person) {
        return std::optional<registry::Entity>{};
    }
    return m_registry.find(*person);
}

Result<std::size_t> CaseList::waiting() {
    std::size_t count = 0;
    for (const journal::ChainHead& chain : TRY(m_journal.chains())) {
        if (chain.device == m_own) {
            const std::uint64_t known = TRY(acknowledged(chain.incarnation));
            count += chain.last > known ? chain.last - known : 0;
        }
    }
    return count;
}

Result<journal::Contact> CaseList::contact() { return m_marks.contact(); }

Result<std::vector<registry::StreamState>> CaseList::streams() { return m_registry.streams(); }

}  // namespace daohu::casework
