// SPDX-License-Identifier: Apache-2.0
#pragma once

// What one person at the office may not do alone: erasing somebody, taking records out of the county, saying who may read
// what is sealed. One asks, another approves; both stay on record. On a connection of its own to the county's store; one thread at a time.

#include "core/base/clock.hpp"
#include "core/vault/database.hpp"
#include "sync/county/office.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace daohu::county {

enum class ApprovalKind : std::uint8_t { erase = 1, export_entries = 2, export_register = 3, audience = 4 };
[[nodiscard]] std::string_view to_string(ApprovalKind kind);

struct ApprovalRequest {
    ApprovalKind kind = ApprovalKind::erase;
    std::string what;    // the subject's id, or what is to be taken out; nothing personal
    std::string reason;  // for whoever approves, and for whoever asks later
    std::string asked_by;
};

struct Approval {
    std::int64_t number = 0;
    ApprovalRequest request;
    WallTime asked_at;
    std::optional<std::string> approved_by;
    std::optional<WallTime> approved_at;
    std::optional<std::string> outcome;  // nothing while it is not carried out
};

class Approvals {
public:
    // The codes of Database::open.
    [[nodiscard]] static Result<std::unique_ptr<Approvals>> open(const std::filesystem::path& store,
                                                                 const SecretBytes& key);

    // Its number. person_unknown; invalid_argument without a reason.
    [[nodiscard]] Result<std::int64_t> ask(const ApprovalRequest& request, WallTime now);
    // Noted before anything is done. The same person may approve again what was cut short before it was carried out.
    //
    // not_found; person_unknown; second_person_needed when the person asked himself, or is no director; invalid_argument
    // when it was carried out already.
    [[nodiscard]] Result<Approval> approve(std::int64_t number, std::string_view person, WallTime now);
    // Numbers, never names.
    Result<void> note_outcome(std::int64_t number, std::string_view outcome);
    [[nodiscard]] Result<std::vector<Approval>> list();

private:
    explicit Approvals(vault::Database database) : m_database{std::move(database)} {}

    [[nodiscard]] Result<Role> role_of(std::string_view person);
    [[nodiscard]] Result<Approval> find(std::int64_t number);

    vault::Database m_database;
};

}  // namespace daohu::county
