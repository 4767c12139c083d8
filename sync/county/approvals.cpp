// SPDX-License-Identifier: Apache-2.0
#include "sync/county/approvals.hpp"

#include "core/vault/transaction.hpp"
#include "sync/county/sqlcipher_schema.hpp"

#include <algorithm>
#include <utility>

namespace daohu::county {

namespace {

using vault::Transaction;

std::int64_t milliseconds(WallTime time) { return time.time_since_epoch().count(); }
WallTime time_of(std::int64_t milliseconds) { return WallTime{std::chrono::milliseconds{milliseconds}}; }

}  // namespace

std::string_view to_string(ApprovalKind kind) {
    switch (kind) {
        case ApprovalKind::erase: return "erase";
        case ApprovalKind::export_entries: return "export-entries";
        case ApprovalKind::export_register: return "export-register";
        case ApprovalKind::audience: return "audience";
    }
    return "";
}

Result<std::unique_ptr<Approvals>> Approvals::open(const std::filesystem::path& store, const SecretBytes& key) {
    auto database = TRY(vault::Database::open(store, key,
                                              {.access = vault::Access::read_write,
                                               .flushing = vault::Flushing::full,
                                               .cache = vault::CacheSize::mib_2,
                                               .vfs = {}}));
    TRY(vault::migrate(database, kStoreSchema));
    return std::unique_ptr<Approvals>{new Approvals{std::move(database)}};
}

Result<Role> Approvals::role_of(std::string_view person) {
    auto select = TRY(m_database.prepare("SELECT role FROM person WHERE name = ?1"));
    vault::Cursor row = select.query({person});
    if (!TRY(row.next())) {
        return fail(ErrorCode::person_unknown);
    }
    return static_cast<Role>(row.integer(0));
}

Result<std::int64_t> Approvals::ask(const ApprovalRequest& request, WallTime now) {
    TRY(role_of(request.asked_by));
    if (request.reason.empty()) {
        return fail(ErrorCode::invalid_argument, "a reason is needed");
    }
    Transaction transaction = TRY(Transaction::begin(m_database));
    auto insert = TRY(m_database.prepare("INSERT INTO approval(kind, what, reason, asked_by, asked_at) "
                                         "VALUES (?1, ?2, ?3, ?4, ?5) RETURNING number"));
    std::int64_t number = 0;
    {
        vault::Cursor row = insert.query({static_cast<std::int32_t>(request.kind), request.what, request.reason,
                                          request.asked_by, milliseconds(now)});
        TRY(row.next());
        number = row.integer(0);
    }
    TRY(transaction.commit());
    return number;
}

Result<std::vector<Approval>> Approvals::list() {
    auto select = TRY(m_database.prepare("SELECT number, kind, what, reason, asked_by, asked_at, approved_by, "
                                         "approved_at, outcome FROM approval ORDER BY number"));
    std::vector<Approval> approvals;
    vault::Cursor row = select.query();
    while (TRY(row.next())) {
        Approval approval{.number = row.integer(0),
                          .request = {.kind = static_cast<ApprovalKind>(row.integer(1)),
                                      .what = std::string{row.text(2)},
                                      .reason = std::string{row.text(3)},
                                      .asked_by = std::string{row.text(4)}},
                          .asked_at = time_of(row.integer(5)),
                          .approved_by = {},
                          .approved_at = {},
                          .outcome = {}};
        if (!row.is_null(6)) {
            approval.approved_by = std::string{row.text(6)};
            approval.approved_at = time_of(row.integer(7));
        }
        if (!row.is_null(8)) {
            approval.outcome = std::string{row.text(8)};
        }
        approvals.push_back(std::move(approval));
    }
    return approvals;
}

Result<Approval> Approvals::find(std::int64_t number) {
    std::vector<Approval> approvals = TRY(list());
    const auto found = std::ranges::find(approvals, number, &Approval::number);
    if (found == approvals.end()) {
        return fail(ErrorCode::not_found, "nothing of this number was asked for");
    }
    return std::move(*found);
}

Result<Approval> Approvals::approve(std::int64_t number, std::string_view person, WallTime now) {
    const Role role = TRY(role_of(person));
    const Approval asked = TRY(find(number));
    if (asked.outcome) {
        return fail(ErrorCode::invalid_argument, "it was carried out already");
    }
    if (asked.request.asked_by == person || (asked.approved_by && asked.approved_by != person)) {
        return fail(ErrorCode::second_person_needed, "who asked does not approve");
    }
    if (role != Role::director) {
        return fail(ErrorCode::second_person_needed, "a director has to approve");
    }
    Transaction transaction = TRY(Transaction::begin(m_database));
    auto update = TRY(m_database.prepare("UPDATE approval SET approved_by = ?2, approved_at = ?3 WHERE number = ?1"));
    TRY(update.run({number, person, milliseconds(now)}));
    TRY(transaction.commit());
    return find(number);
}

Result<void> Approvals::note_outcome(std::int64_t number, std::string_view outcome) {
    Transaction transaction = TRY(Transaction::begin(m_database));
    auto update = TRY(m_database.prepare("UPDATE approval SET outcome = ?2 WHERE number = ?1"));
    TRY(update.run({number, outcome}));
    return transaction.commit();
}

}  // namespace daohu::county
