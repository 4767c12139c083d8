// SPDX-License-Identifier: Apache-2.0
#pragma once

// What was recorded, as lists: everything of one kind (the visits, the housing checks, a county's own ledger), and what
// this tablet wrote. Nothing secret is in either. On the reading connection's thread.

#include "core/casework/act/visibility.hpp"
#include "core/casework/read/dossier.hpp"
#include "core/casework/read/portions.hpp"

namespace daohu::casework {

// Records by dataset, the newest first: everything but families, people and what is a part of another record.
class RecordProjector final : public registry::Projector {
public:
    static constexpr std::string_view kName = "records";
    enum Column : std::size_t { household, person, is_conflicted, column_count };

    [[nodiscard]] std::string_view name() const override { return kName; }
    [[nodiscard]] std::int64_t version() const override { return 1; }
    [[nodiscard]] std::optional<registry::ProjectedRow> project(const registry::Entity& entity) const override;
};

struct RecordLine {
    EntityId id;
    std::string dataset;
    WallTime recorded_at;  // by the clock of whoever wrote it
    PublicKey author;
    std::optional<EntityId> household;
    std::optional<EntityId> person;
    std::string name;   // of the person, or of the household's head; empty where unknown
    std::string title;  // the record's own first text or code that is not sensitive, as it is kept; may be empty
    Confirmed confirmed = Confirmed::own;
    bool is_conflicted = false;
    bool is_closed = false;
};

struct RecordsQuestion {
    std::string dataset;
    std::optional<registry::RowPosition> after{};
    std::size_t limit = 50;
};

struct RecordPage {
    std::vector<RecordLine> lines;
    std::optional<registry::RowPosition> next;  // nothing: there is no further line
};
// What belongs to a hidden case is not in it. Empty for a dataset that nobody wrote.
[[nodiscard]] Result<RecordPage> records_of(const ReadContext& context, const RecordsQuestion& question,
                                            const Viewer& viewer);

// How many there are of a dataset, counted up to `most`, and when the newest was written.
struct RecordCount {
    std::size_t count = 0;
    bool is_more = false;
    std::optional<WallTime> newest;
};
// In portions; `count` outlives them.
[[nodiscard]] Portions::Reading record_count(const ReadContext& context, std::string dataset, std::size_t most,
                                             const Viewer& viewer, RecordCount& count);

// An entry that this tablet wrote. What is sealed is not among them.
struct OwnAct {
    entry::EntryId entry;
    std::string form;  // its id; empty where no form made it
    WallTime written_at;
    PublicKey author;
    std::vector<EntityId> subjects;
    Confirmed confirmed = Confirmed::own;
};
// The newest first. Where several people use the tablet, of one of them if `author` is given.
[[nodiscard]] Result<std::vector<OwnAct>> own_acts(const ReadContext& context, std::size_t limit,
                                                   const std::optional<PublicKey>& author = {});
// The same of any tablet whose entries are here.
[[nodiscard]] Result<std::vector<OwnAct>> acts_of_tablet(const ReadContext& context, DeviceId device, std::size_t limit,
                                                         const std::optional<PublicKey>& author = {});

}  // namespace daohu::casework
