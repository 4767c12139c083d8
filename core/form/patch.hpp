// SPDX-License-Identifier: Apache-2.0
#pragma once

// What one act of filling a form changed, small enough to be saved before the screen shows it. The patches of a
// session, in order, are its draft: Session::restore() makes the session again from them, also with a newer version
// of the form. Values, any thread.
//
// A patch holds what cannot be calculated again: answers, rows, the results of chance and of clocks. Nodes are named
// by path with the positions of their rows at that moment, so that a person or another version can read them.

#include "core/base/bytes.hpp"
#include "core/form/ports.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace daohu::form {

// Why there is no answer (dh:state). `none` is nothing said: the value, or an empty field, speaks for itself.
enum class AnswerState : std::uint8_t { none, unknown, refused, not_asked };
[[nodiscard]] std::string_view to_string(AnswerState state);  // "", "unknown", "refused", "not_asked"
[[nodiscard]] AnswerState answer_state_from(std::string_view text);

enum class EffectKind : std::uint8_t {
    set_value = 1,    // path, value
    set_state = 2,    // path, state
    insert_row = 3,   // path of the row as it is afterwards, row number
    remove_row = 4,   // row number; value is the reason, where one was asked for
    restore_row = 5,  // row number, path of the row as it is afterwards
    seed = 6,         // what a register showed: list, entity, property, value, writes
    link_row = 7,     // row number, list and entity the row stands for
    language = 8,     // value
};

struct Effect {
    EffectKind kind = EffectKind::set_value;
    std::string path;
    std::string value;
    AnswerState state = AnswerState::none;
    std::uint32_t row = 0;  // numbers of rows count up through a session and are never used again
    std::string list;
    std::string entity;
    std::string property;
    std::vector<Bytes> writes;

    friend bool operator==(const Effect&, const Effect&) = default;
};

enum class PatchKind : std::uint8_t {
    open = 1,  // the first of a draft: the empty form with its defaults and seeds
    act = 2,
    undo = 3,  // takes back the last act that stands
    redo = 4,
    note = 5,  // no act of its own: a language, the end of the interview; undo passes over it
};

struct Patch {
    PatchKind kind = PatchKind::act;
    std::string form_id;  // of an `open` patch
    std::string form_version;
    std::string subject;
    Bytes frontier;
    std::vector<Effect> effects;

    [[nodiscard]] bool is_empty() const { return kind == PatchKind::act && effects.empty(); }
    friend bool operator==(const Patch&, const Patch&) = default;
};

// Canonical CBOR; equal patches are equal bytes.
[[nodiscard]] Bytes encode_patch(const Patch& patch);
// form_patch_malformed, or what the CBOR reader found.
[[nodiscard]] Result<Patch> decode_patch(ByteView bytes);

}  // namespace daohu::form
