// SPDX-License-Identifier: Apache-2.0
#pragma once

// The file of a household: who belongs to it, and everything recorded about it and them, each value with who wrote it,
// when, in which entry, and whether the county has it. On the reading connection's thread.

#include "core/casework/act/visibility.hpp"
#include "core/casework/facts/household_records.hpp"
#include "core/casework/read/context.hpp"
#include "core/registry/history.hpp"

namespace daohu::casework {

struct DossierValue {
    std::string property;
    entry::Value value;  // as displayed
    registry::DataClass data_class = registry::DataClass::none;
    registry::Agreement agreement = registry::Agreement::single;
    PublicKey author;
    WallTime written_at;  // by the author's clock
    entry::EntryId entry;
    Confirmed confirmed = Confirmed::own;
};

struct DossierRecord {
    EntityId id;
    std::string dataset;
    WallTime recorded_at;
    std::vector<DossierValue> values;  // those with a value or a reason for none, in the order of the dataset
    bool needs_newer_app = false;
    bool is_forked = false;
};

struct Dossier {
    std::optional<DossierRecord> household;  // nothing for a person without one
    std::vector<DossierRecord> members;
    std::vector<DossierRecord> records;  // by dataset in alphabetical order, then the oldest first
    std::optional<WallTime> data_as_of;

    // Those of one dataset.
    [[nodiscard]] std::vector<const DossierRecord*> of(std::string_view dataset) const;
};

// What the viewer may not see is not in it. not_found.
[[nodiscard]] Result<Dossier> dossier_of(const ReadContext& context, EntityId subject, const Viewer& viewer);

// Everything ever written about one record of it, replaced values included, in order of time; nothing where the viewer
// may not see the record.
[[nodiscard]] Result<std::vector<registry::HistoryItem>> history_of(const ReadContext& context, EntityId record,
                                                                    const Viewer& viewer);

// Aid of this year, of the family and of each person: what is held, and first aid that was given in money. `is_complete`
// only where the county's part is here: otherwise what is not listed is unknown, not nothing.
struct AidHistoryOfYear {
    struct Line {
        EntityId record;
        std::string programme;                // code; of first aid temp_aid
        std::vector<EntityId> beneficiaries;  // empty: the family
        std::optional<Fen> amount;
        std::optional<Date> given_on;
        bool is_running = false;  // paid again and again
        bool is_first_aid = false;
        Confirmed confirmed = Confirmed::own;
    };
    std::vector<Line> lines;
    bool is_complete = false;

    // Of single payments of a programme (empty: of any) that were given this year. Nothing where the history is not
    // complete, a payment has no amount, or one was made to several persons: nobody knows the share of one of them. What
    // the family received counts for it, not for one of its people.
    [[nodiscard]] std::optional<Fen> total(std::string_view programme = {}) const;
    [[nodiscard]] std::optional<Fen> total_of(EntityId person, std::string_view programme = {}) const;
};
[[nodiscard]] Result<AidHistoryOfYear> aid_history(const ReadContext& context, EntityId household, Date today);

}  // namespace daohu::casework
