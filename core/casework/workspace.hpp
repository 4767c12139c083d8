// SPDX-License-Identifier: Apache-2.0
#pragma once

// Everything behind the screens while the vault is unlocked: the store with its writing thread, the drafts, the forms.
// Owned by the platform's composition; its functions are for the UI thread. Closing it ends the store thread after its
// last job; the vault must outlive it.

#include "core/base/build_info.hpp"
#include "core/casework/act/filing.hpp"
#include "core/casework/act/visibility.hpp"
#include "core/casework/case_list.hpp"
#include "core/casework/interview.hpp"
#include "core/casework/projectors.hpp"
#include "core/casework/read/context.hpp"
#include "core/registry/store_thread.hpp"
#include "core/vault/vault.hpp"

#include <future>
#include <memory>

namespace daohu::casework {

class ActViews;
struct LikelyHousehold;  // core/casework/read/households.hpp

struct WorkspaceSetup {
    const vault::Vault& vault;
    vault::FileSystem& files;
    const registry::SchemaSet& schemas;
    const FormLibrary& forms;  // made with the pack_table() of `rules`
    CountyRules rules;
    const Clock& clock;
    Entropy& entropy;
    StreamId scope;                      // of the village worked in
    std::string user_name;               // for forms that ask for it
    WallTime build_time = build_date();  // no clock that shows an earlier time is believed
    journal::CountyDevices county = {};  // whose orders to erase are obeyed
    Viewer viewer{};                     // whoever unlocked it, where the county's register of workers does not say
    std::optional<CountyTrust> trust{};  // once enrolled: whose word on readers counts
};

class Workspace {
public:
    // Opens or makes the files, mends what an interrupted finish left behind. The codes of Database::open,
    // Journal::open, Registry::open and DraftStore::open.
    [[nodiscard]] static Result<std::unique_ptr<Workspace>> open(const WorkspaceSetup& setup);
    ~Workspace();
    Workspace(const Workspace&) = delete;
    Workspace& operator=(const Workspace&) = delete;

    [[nodiscard]] const journal::OpeningReport& opening_report() const;
    [[nodiscard]] CaseList& cases();
    [[nodiscard]] const CountyRules& rules() const { return m_setup.rules; }
    // Whose orders and whose word on roles count.
    [[nodiscard]] const journal::CountyDevices& county() const { return m_setup.county; }
    // Who holds the tablet, and his role: what the county had said of it when that was read last.
    [[nodiscard]] const Viewer& viewer() const { return m_viewer; }
    // Reads it anew. Whether it is something else now; after an error it is what it was. The codes of viewer_of.
    Result<bool> read_viewer();
    // For the read models of core/casework/read.
    [[nodiscard]] ReadContext reading();
    // What the screens of notices, referrals, clocks and decisions show (core/casework/act_views.hpp).
    [[nodiscard]] ActViews acts();
    // Both clocks of this tablet now.
    [[nodiscard]] ClockReading clock_reading() const;
    // Of what is sealed as a whole (a complaint) only one's own: it may be about whoever else works on this tablet.
    [[nodiscard]] Result<std::vector<DraftInfo>> drafts();

    // A new interview with the form of this id. `prefills` say what it is opened for (docs/form-attachments.md): of the
    // registers it reads what belongs to the households, persons and records among them.
    // casework_role, casework_no_reader (it is sealed and nobody could open it); not_found, or why the form is broken;
    // form_no_such_node for a prefill the form does not have.
    [[nodiscard]] Result<Interview> start(std::string_view form_id, std::string_view language,
                                          std::vector<form::Prefill> prefills = {});
    // casework_role for somebody else's, until it is taken over.
    [[nodiscard]] Result<Interview> resume(DraftId draft);
    Result<void> discard(DraftId draft);
    // Whether somebody else of this tablet began it; nobody is known of drafts from before that was noted.
    [[nodiscard]] bool is_of_another(const DraftInfo& draft) const;
    // From now on it is the draft of whoever unlocked the tablet, who will sign it. not_found; casework_role for what is
    // sealed as a whole.
    Result<void> take_over(DraftId draft);

    using Saved = std::future<Result<entry::EntryId>>;

    // Families that the one this interview is about to make may be, the likeliest first; none where it makes none or
    // whoever looks may not see it. form_incomplete.
    [[nodiscard]] Result<std::vector<LikelyHousehold>> likely_families(Interview& interview);

    // Makes the interview an entry: signed, saved, folded. The future is ready once the entry is on the disk, or says
    // why it is not; the draft stays until forget_finished(). form_incomplete, the codes of check_act, file_submission,
    // entry::assemble and Recorder::save.
    [[nodiscard]] Result<Saved> finish(Interview& interview);
    // What the conflict screen and the merge screens decide, with a reason that stays on record: saved and folded when the
    // future is ready. What is secret is decided among its readers. The codes of core/casework/act/settlement.hpp;
    // not_found for an entity that is not here.
    [[nodiscard]] Result<Saved> settle(EntityId entity, std::string_view property, entry::Value value,
                                       std::string reason);
    [[nodiscard]] Result<Saved> merge(EntityId one, EntityId other, std::string reason);
    [[nodiscard]] Result<Saved> part(EntityId entity, std::string reason);
    // Removes the drafts that have become entries.
    Result<void> forget_finished();

    // What is sealed to whoever unlocked the tablet, up to date when this returns.
    [[nodiscard]] Result<const SealedRegister*> sealed();

    // For sync and tools: jobs on the thread that writes.
    [[nodiscard]] registry::StoreThread& store_thread();
    // To be handed to jobs of the store thread only.
    [[nodiscard]] registry::Recorder& recorder();

private:
    struct Parts;
    explicit Workspace(const WorkspaceSetup& setup);
    [[nodiscard]] bool is_another_s_secret(const DraftInfo& draft) const;
    [[nodiscard]] form::SessionPorts session_ports() const;
    [[nodiscard]] FilingPlace filing_place() const;
    // On the store's thread; `draft` is noted as finished in the same transaction.
    [[nodiscard]] Saved save(entry::AssembledEntry assembled, std::optional<DraftId> draft);

    WorkspaceSetup m_setup;
    Viewer m_viewer;
    ProjectorSet m_projectors;
    std::unique_ptr<Parts> m_parts;
};

}  // namespace daohu::casework
