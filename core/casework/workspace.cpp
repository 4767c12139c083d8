// SPDX-License-Identifier: Apache-2.0
#include "core/casework/workspace.hpp"

#include "core/base/beijing_time.hpp"
#include "core/casework/act/checks.hpp"
#include "core/casework/facts/form_focus.hpp"
#include "core/casework/finished_drafts.hpp"
#include "core/casework/register_source.hpp"
#include "core/form/submission.hpp"
#include "core/journal/mirror_keeper.hpp"
#include "core/vault/reserve.hpp"

namespace daohu::casework {

// In the order in which they are made; taken down the other way round.
struct Workspace::Parts {
    vault::Database writing;
    journal::Mirror mirror;
    vault::Reserve reserve;
    std::optional<journal::MirrorKeeper> mirror_keeper;
    std::optional<journal::Journal> journal;
    std::unique_ptr<registry::Registry> registry;
    std::optional<registry::Recorder> recorder;
    std::optional<vault::Database> reading;
    std::optional<registry::RegistryReader> reader;
    std::optional<journal::DeliveryMarks> marks;
    std::optional<journal::JournalReader> reading_journal;
    std::optional<CaseList> cases;
    std::optional<SealedRegister> sealed;
    std::optional<RegisterSource> registers;
    std::optional<DraftStore> drafts;
    std::unique_ptr<registry::StoreThread> thread;
};

Workspace::Workspace(const WorkspaceSetup& setup) : m_setup{setup} {}

Workspace::~Workspace() = default;

Result<std::unique_ptr<Workspace>> Workspace::open(const WorkspaceSetup& setup) {
    std::unique_ptr<Workspace> workspace{new Workspace{setup}};
    const vault::Vault& vault = setup.vault;
    auto mirror = TRY(journal::Mirror::open(setup.files, vault.folder() / "mirror", vault.data_key(), setup.entropy));
    auto writing = TRY(vault.open_database(vault::VaultFile::store));
    auto parts =
        std::make_unique<Parts>(std::move(writing), std::move(mirror), vault::Reserve{setup.files, vault.folder()});

    parts->journal.emplace(TRY(
        journal::Journal::open(parts->writing, &parts->mirror, setup.clock, setup.entropy,
                               {.device = vault.device(), .build_time = setup.build_time, .county = setup.county})));
    parts->mirror_keeper.emplace(parts->mirror);
    parts->reserve.keep().ignore("without it a full disk is only noticed sooner");
    registry::RegistryOptions options;
    options.projectors = workspace->m_projectors.all();
    parts->registry = TRY(registry::Registry::open(parts->writing, setup.schemas, std::move(options)));
    if (parts->journal->opening_report().dropped_again > 0) {
        TRY(parts->registry->rebuild({}));
        TRY(parts->journal->finish_dropping());
    }
    parts->recorder.emplace(parts->writing, *parts->journal, *parts->registry);
    TRY(make_finished_drafts_table(parts->writing));

    parts->reading.emplace(TRY(vault.open_database(
        vault::VaultFile::store, {.access = vault::Access::read_only, .cache = vault::CacheSize::mib_8, .vfs = {}})));
    parts->reader.emplace(TRY(registry::RegistryReader::open(*parts->reading, setup.schemas)));
    parts->marks.emplace(TRY(journal::DeliveryMarks::open(*parts->reading)));
    parts->reading_journal.emplace(TRY(journal::JournalReader::open(*parts->reading)));
    parts->cases.emplace(TRY(CaseList::open(*parts->reading, setup.schemas, vault.device())));
    BoxKey own_key = TRY(box_key_of(vault.author_key()));
    parts->sealed.emplace(TRY(SealedRegister::open(*parts->reading, setup.schemas, std::move(own_key))));
    parts->registers.emplace(TRY(RegisterSource::open(*parts->reading, setup.schemas, &*parts->sealed)));
    parts->drafts.emplace(TRY(DraftStore::open(vault.database_path(vault::VaultFile::drafts), vault.data_key(),
                                               {.cache = vault::CacheSize::mib_2, .vfs = {}})));
    parts->thread = std::make_unique<registry::StoreThread>(*parts->recorder);
    workspace->m_parts = std::move(parts);
    TRY(workspace->forget_finished());
    return workspace;
}

const journal::OpeningReport& Workspace::opening_report() const { return m_parts->journal->opening_report(); }

CaseList& Workspace::cases() { return *m_parts->cases; }

ReadContext Workspace::reading() {
    return {.registry = *m_parts->reader,
            .marks = *m_parts->marks,
            .schemas = m_setup.schemas,
            .rules = m_setup.rules,
            .own = m_setup.vault.device(),
            .journal = *m_parts->reading_journal};
}

Result<std::vector<DraftInfo>> Workspace::drafts() { return m_parts->drafts->list(); }

form::SessionPorts Workspace::session_ports() const {
    form::SessionPorts ports;
    ports.clock = &m_setup.clock;
    ports.entropy = &m_setup.entropy;
    ports.entities = &*m_parts->registers;
    ports.device_id = m_setup.vault.device().to_string();
    ports.user_name = m_setup.user_name;
    return ports;
}

FilingPlace Workspace::filing_place() const {
    return {.schemas = m_setup.schemas,
            .registry = *m_parts->reader,
            .sealed = &*m_parts->sealed,
            .trust = m_setup.trust,
            .village = m_setup.scope,
            .county = m_setup.county_stream};
}

Result<const SealedRegister*> Workspace::sealed() {
    TRY(m_parts->sealed->catch_up());
    return &*m_parts->sealed;
}

Result<Interview> Workspace::start(std::string_view form_id, std::string_view language,
                                   std::vector<form::Prefill> prefills) {
    if (!may_fill_in(m_setup.viewer.role, form_id)) {
        return fail(ErrorCode::casework_role, std::string{form_id});
    }
    const LibraryForm* form = TRY(m_setup.forms.find(form_id));
    if (const std::string& audience = form->definition->sections().front().seal; !audience.empty()) {
        TRY(check_readers(filing_place(), audience));
    }
    TRY(m_parts->sealed->catch_up());
    form::OpenRequest request;
    request.language = language;
    request.frontier = focus_of(prefills);
    request.prefills = std::move(prefills);
    return Interview::start(*form, session_ports(), *m_parts->drafts, request);
}

Result<Interview> Workspace::resume(DraftId draft) {
    const DraftInfo info = TRY(m_parts->drafts->info(draft));
    const LibraryForm* form = TRY(m_setup.forms.find(info.form_id));
    return Interview::resume(*form, session_ports(), *m_parts->drafts, draft);
}

Result<void> Workspace::discard(DraftId draft) { return m_parts->drafts->remove(draft); }

Result<std::future<Result<entry::EntryId>>> Workspace::finish(Interview& interview) {
    TRY(interview.finish());
    const form::Submission submission = TRY(form::make_submission(interview.session()));
    TRY(m_parts->sealed->catch_up());
    const WallTime now = m_setup.clock.wall_now();
    const auto pack = m_setup.rules.on(beijing_date(now));
    TRY(check_act(submission, {.registry = *m_parts->reader, .pack = pack ? *pack : nullptr, .now = now}));
    const entry::EntryDraft draft = TRY(
        file_submission(submission, filing_place(), interview.info().form_hash,
                        {.wall = now, .monotonic = m_setup.clock.monotonic_now(), .boot = m_setup.clock.boot_id()}));
    entry::AssembledEntry assembled = TRY(entry::assemble(draft, m_setup.entropy));
    const vault::Vault* vault = &m_setup.vault;
    return m_parts->thread->call(
        registry::JobUrgency::person,
        [vault, reserve = &m_parts->reserve, draft_id = interview.info().id,
         assembled = std::move(assembled)](registry::Recorder& recorder) -> Result<entry::EntryId> {
            const auto save = [&] {
                return recorder.save(
                    assembled, {.author = vault->author_key(), .device = vault->device_key()},
                    [&](vault::Transaction& transaction) { return note_finished_draft(transaction, draft_id); });
            };
            Result<entry::SignedEntry> saved = save();
            if (!saved && saved.error().code == ErrorCode::disk_full && reserve->release().value_or(false)) {
                saved = save();
            }
            return saved ? Result<entry::EntryId>{saved->id()} : Result<entry::EntryId>{fail(saved.error())};
        });
}

Result<void> Workspace::forget_finished() {
    const std::vector<DraftId> finished = TRY(finished_drafts(*m_parts->reading));
    if (finished.empty()) {
        return {};
    }
    for (const DraftId draft : finished) {
        TRY(m_parts->drafts->remove(draft));
    }
    // What stays after a failure is tried again the next time.
    m_parts->thread->post(registry::JobUrgency::background, [finished](registry::Recorder& recorder) {
        forget_finished_drafts(recorder.database(), finished).ignore("tried again when the workspace opens");
    });
    return {};
}

registry::StoreThread& Workspace::store_thread() { return *m_parts->thread; }

registry::Recorder& Workspace::recorder() { return *m_parts->recorder; }

}  // namespace daohu::casework
