// SPDX-License-Identifier: Apache-2.0
#pragma once

// A tablet with journal and registry in a folder of its own.

#include "core/registry/recorder.hpp"
#include "core/registry/registry_reader.hpp"
#include "tests/journal/fixture.hpp"
#include "tests/registry/memory_fold.hpp"

namespace daohu::test {

// Cases by urgency, then by place.
class CaseList final : public registry::Projector {
public:
    explicit CaseList(std::int64_t version = 1) : m_version{version} {}
    [[nodiscard]] std::string_view name() const override { return "cases"; }
    [[nodiscard]] std::int64_t version() const override { return m_version; }
    [[nodiscard]] std::optional<registry::ProjectedRow> project(const registry::Entity& entity) const override {
        if (entity.dataset != "case" || entity.status == registry::EntityStatus::closed) {
            return std::nullopt;
        }
        const std::string place{entity.text("place").value_or("")};
        const std::int64_t rank = entity.text("urgency") == "life_danger" ? 0 : 1;
        return registry::ProjectedRow{{rank, place, std::int64_t{0}}, {std::string{place}, m_version}};
    }

private:
    std::int64_t m_version;
};

// The app while it is open.
struct OpenStore {
    explicit OpenStore(journal::test::Tablet& on, registry::Projectors with = {}, registry::FoldOptions fold = {})
        : tablet{on}, database{on.open_database()}, journal{on.open_journal(database, nullptr)},
          registry{open_registry(database, with, std::move(fold))}, recorder{database, journal, *registry},
          reader{registry::RegistryReader::open(database, asset_schemas()).value()} {}

    static std::unique_ptr<registry::Registry> open_registry(vault::Database& database, registry::Projectors projectors,
                                                             registry::FoldOptions fold) {
        auto opened = registry::Registry::open(database, asset_schemas(), {std::move(fold), projectors});
        INFO((opened ? std::string{} : opened.error().describe()));
        REQUIRE(opened);
        return std::move(*opened);
    }

    entry::SignedEntry save(EntityId subject, std::vector<entry::DraftOperation> operations) {
        entry::EntryDraft draft;
        draft.scope = stream_numbered(1);
        draft.sections = {{subject, std::move(operations), {}}};
        auto saved = recorder.save(entry::assemble(draft, tablet.entropy).value(), tablet.signer.keys());
        INFO((saved ? std::string{} : saved.error().describe()));
        REQUIRE(saved);
        return std::move(*saved);
    }
    registry::ReceivedCount receive(const std::vector<entry::SignedEntry>& entries) {
        std::vector<registry::ReceivedEntry> received;
        for (const entry::SignedEntry& entry : entries) {
            received.push_back({entry, std::nullopt});
        }
        const auto count = recorder.receive(received);
        INFO((count ? std::string{} : count.error().describe()));
        REQUIRE(count);
        return *count;
    }
    registry::Entity entity(EntityId subject) {
        auto found = reader.find(subject);
        INFO((found ? std::string{} : found.error().describe()));
        REQUIRE(found);
        REQUIRE(found->has_value());
        return **found;
    }
    std::vector<registry::StreamState> streams() {
        const auto states = reader.streams();
        REQUIRE(states);
        return *states;
    }
    std::vector<EntityId> search(std::string typed, std::optional<StreamId> stream = {}) {
        const auto result = reader.search({std::move(typed), stream, 50});
        INFO((result ? std::string{} : result.error().describe()));
        REQUIRE(result);
        CHECK(result->count == result->first.size());
        return result->first;
    }

    journal::test::Tablet& tablet;
    vault::Database database;
    journal::Journal journal;
    std::unique_ptr<registry::Registry> registry;
    registry::Recorder recorder;
    registry::RegistryReader reader;
};

}  // namespace daohu::test
