// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the county has published: a form, a dataset, a policy pack, standards. Announced by a `publish` entry of the
// county's own device in the county's stream; the entry's signatures are those of the manifest. The bytes themselves are
// a file of that stream. Any thread.

#include "core/base/hash.hpp"
#include "core/entry/draft.hpp"

#include <array>
#include <cstdint>
#include <string>

namespace daohu::wire {

enum class ArtefactKind : std::uint8_t { form, dataset, pack, standards };
[[nodiscard]] std::string_view to_string(ArtefactKind kind);
// artefact_malformed.
[[nodiscard]] Result<ArtefactKind> artefact_kind_named(std::string_view name);

struct Artefact {
    ArtefactKind kind = ArtefactKind::form;
    std::string id;       // of the form, dataset or pack, as it says itself
    std::string version;  // the same
    std::array<std::uint8_t, 32> sha256{};
    std::uint64_t length = 0;    // bytes, at most kMaxFile
    std::string effective_from;  // "2026-07-01"; empty: at once
    Hash256 address;             // of its bytes: their name on the county's shelf

    friend bool operator==(const Artefact&, const Artefact&) = default;
};

// For whoever looks after tablets: "form routine_visit 7".
[[nodiscard]] std::string describe(const Artefact& artefact);

[[nodiscard]] entry::EntryDraft make_draft(const Artefact& artefact, StreamId county);
// artefact_malformed for an entry that announces nothing, or not in this shape.
[[nodiscard]] Result<Artefact> read_artefact(const entry::SignedEntry& entry);

}  // namespace daohu::wire
