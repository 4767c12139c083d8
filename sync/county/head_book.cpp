// SPDX-License-Identifier: Apache-2.0
#include "sync/county/head_book.hpp"

#include "core/entry/entry.hpp"

#include <algorithm>
#include <utility>

namespace daohu::county {

namespace {

struct Gap {
    std::uint64_t first = 0;
    std::uint64_t last = 0;
};

Result<std::vector<Gap>> gaps_of(vault::Database& database, const ChainHead& head) {
    auto select = TRY(database.prepare("SELECT first, last FROM declared_gap WHERE device = ?1 AND incarnation = ?2"));
    std::vector<Gap> gaps;
    vault::Cursor row = select.query({head.device, head.incarnation});
    while (TRY(row.next())) {
        gaps.push_back({.first = row.unsigned_integer(0), .last = row.unsigned_integer(1)});
    }
    return gaps;
}

std::size_t missing_sections(const entry::SignedEntry& entry) {
    return static_cast<std::size_t>(std::ranges::count_if(entry.sections(), [](const entry::SectionSlot& section) {
        return std::holds_alternative<entry::Absence>(section);
    }));
}

// Where the walk down a chain stands.
struct Step {
    std::uint64_t sequence = 0;
    std::optional<Hash256> hash;  // nothing where a declared gap has taken it along
};

// Over the gaps that its device has declared, as many as follow each other.
void pass_gaps(const std::vector<Gap>& gaps, Step& step, HeadReport& report) {
    const auto holds = [&step](const Gap& gap) { return gap.first <= step.sequence && step.sequence <= gap.last; };
    for (auto gap = std::ranges::find_if(gaps, holds); step.sequence > 0 && gap != gaps.end();
         gap = std::ranges::find_if(gaps, holds)) {
        report.declared_lost += step.sequence - gap->first + 1;
        step = {.sequence = gap->first - 1, .hash = std::nullopt};
    }
}

}  // namespace

Result<HeadBook> HeadBook::open(const std::filesystem::path& store, const SecretBytes& key) {
    return HeadBook{TRY(vault::Database::open(store, key,
                                              {.access = vault::Access::read_only,
                                               .flushing = vault::Flushing::full,
                                               .cache = vault::CacheSize::mib_2,
                                               .vfs = {}}))};
}

Result<std::vector<ChainHead>> HeadBook::heads() {
    auto select = TRY(m_database.prepare("SELECT device, incarnation, acknowledged, acknowledged_hash FROM chain "
                                         "WHERE acknowledged > 0 ORDER BY device, incarnation"));
    std::vector<ChainHead> heads;
    vault::Cursor row = select.query();
    while (TRY(row.next())) {
        heads.push_back({.device = TRY(row.as<DeviceId>(0)),
                         .incarnation = TRY(row.as<IncarnationId>(1)),
                         .sequence = row.unsigned_integer(2),
                         .hash = TRY(row.as<Hash256>(3))});
    }
    return heads;
}

Result<HeadReport> HeadBook::check(const std::vector<ChainHead>& heads) {
    HeadReport report;
    for (const ChainHead& head : heads) {
        ++report.chains;
        if (auto finding = TRY(walk(head, report))) {
            report.findings.push_back(*finding);
        }
    }
    return report;
}

Result<std::optional<HeadFinding>> HeadBook::walk(const ChainHead& head, HeadReport& report) {
    const std::vector<Gap> gaps = TRY(gaps_of(m_database, head));
    auto select = TRY(m_database.prepare("SELECT sequence, bytes FROM entry WHERE device = ?1 AND incarnation = ?2 "
                                         "AND sequence <= ?3 ORDER BY sequence DESC"));
    vault::Cursor row = select.query({head.device, head.incarnation, head.sequence});
    Step step{.sequence = head.sequence, .hash = head.hash};
    HeadFault fault = HeadFault::missing;
    const auto wrong = [&] {
        return HeadFinding{
            .device = head.device, .incarnation = head.incarnation, .sequence = step.sequence, .fault = fault};
    };
    while (TRY(row.next())) {
        if (row.unsigned_integer(0) < step.sequence && fault == HeadFault::missing) {
            pass_gaps(gaps, step, report);
        }
        if (row.unsigned_integer(0) > step.sequence) {
            continue;  // the other side of a fork, or what came of a declared gap after all
        }
        if (row.unsigned_integer(0) < step.sequence) {
            return wrong();
        }
        const auto entry = entry::SignedEntry::decode(row.blob(1));
        if (!entry) {
            fault = HeadFault::unreadable;
        } else if (entry->id() != entry::EntryId{head.device, head.incarnation, step.sequence} ||
                   (step.hash && entry->hash() != *step.hash)) {
            fault = HeadFault::differs;
        } else {
            ++report.entries;
            report.sections_missing += missing_sections(*entry);
            step = {.sequence = step.sequence - 1, .hash = entry->header().previous};
            fault = HeadFault::missing;
        }
    }
    if (fault == HeadFault::missing) {
        pass_gaps(gaps, step, report);
    }
    return step.sequence == 0 ? std::optional<HeadFinding>{} : wrong();
}

}  // namespace daohu::county
