// SPDX-License-Identifier: Apache-2.0
#include "core/form/patch.hpp"

#include "core/base/cbor.hpp"
#include "core/base/utf8.hpp"

#include <fmt/format.h>

namespace daohu::form {

namespace {

// An opening patch carries the seeds of every row; acts are a few hundred bytes.
constexpr CborLimits kPatchLimits{.bytes = 16U * 1024 * 1024, .items = 1024U * 1024, .depth = 8};
constexpr std::uint64_t kFormat = 1;

void write_writes(CborWriter& out, const std::vector<Bytes>& writes) {
    out.array(writes.size());
    for (const Bytes& write : writes) {
        out.bytes(write);
    }
}

// A calculation may have made bytes that are no text (base64-decode); the draft must be written all the same.
void write_text(CborWriter& out, std::string_view text) {
    if (is_valid_utf8(text)) {
        out.text(text);
    } else {
        out.text(encode_utf8(decode_utf8(text)));
    }
}

void write_effect(CborWriter& out, const Effect& effect) {
    const auto begin = [&](std::size_t fields) {
        out.array(fields + 1).unsigned_integer(static_cast<std::uint64_t>(effect.kind));
    };
    switch (effect.kind) {
        case EffectKind::set_value: begin(2), out.text(effect.path), write_text(out, effect.value); break;
        case EffectKind::set_state: begin(2), out.text(effect.path).text(to_string(effect.state)); break;
        case EffectKind::insert_row: begin(2), out.text(effect.path).unsigned_integer(effect.row); break;
        case EffectKind::remove_row: begin(2), out.unsigned_integer(effect.row).text(effect.value); break;
        case EffectKind::restore_row: begin(2), out.unsigned_integer(effect.row).text(effect.path); break;
        case EffectKind::seed:
            begin(5), out.text(effect.list).text(effect.entity).text(effect.property).text(effect.value);
            write_writes(out, effect.writes);
            break;
        case EffectKind::link_row:
            begin(3), out.unsigned_integer(effect.row).text(effect.list).text(effect.entity);
            break;
        case EffectKind::language: begin(1), out.text(effect.value); break;
    }
}

Result<std::string> read_text(CborReader& in) { return std::string{TRY(in.text())}; }

Result<std::uint32_t> read_row(CborReader& in) {
    const std::uint64_t row = TRY(in.unsigned_integer());
    if (row > UINT32_MAX) {
        return fail(ErrorCode::form_patch_malformed, "a row number out of range");
    }
    return static_cast<std::uint32_t>(row);
}

Result<std::vector<Bytes>> read_writes(CborReader& in) {
    std::vector<Bytes> writes(TRY(in.array()));
    for (Bytes& write : writes) {
        const ByteView bytes = TRY(in.bytes());
        write.assign(bytes.begin(), bytes.end());
    }
    return writes;
}

[[nodiscard]] std::size_t field_count(EffectKind kind) {
    switch (kind) {
        case EffectKind::seed: return 5;
        case EffectKind::link_row: return 3;
        case EffectKind::language: return 1;
        default: return 2;
    }
}

Result<Effect> read_effect(CborReader& in) {
    const std::size_t size = TRY(in.array());
    const std::uint64_t kind = size == 0 ? 0 : TRY(in.unsigned_integer());
    if (kind < static_cast<std::uint64_t>(EffectKind::set_value) ||
        kind > static_cast<std::uint64_t>(EffectKind::language)) {
        return fail(ErrorCode::form_patch_malformed, fmt::format("effect of unknown kind {}", kind));
    }
    Effect effect;
    effect.kind = static_cast<EffectKind>(kind);
    if (size != field_count(effect.kind) + 1) {
        return fail(ErrorCode::form_patch_malformed, fmt::format("effect of kind {} with {} fields", kind, size));
    }
    switch (effect.kind) {
        case EffectKind::set_value:
            effect.path = TRY(read_text(in));
            effect.value = TRY(read_text(in));
            break;
        case EffectKind::set_state:
            effect.path = TRY(read_text(in));
            effect.state = answer_state_from(TRY(in.text()));
            break;
        case EffectKind::insert_row:
            effect.path = TRY(read_text(in));
            effect.row = TRY(read_row(in));
            break;
        case EffectKind::remove_row:
            effect.row = TRY(read_row(in));
            effect.value = TRY(read_text(in));
            break;
        case EffectKind::restore_row:
            effect.row = TRY(read_row(in));
            effect.path = TRY(read_text(in));
            break;
        case EffectKind::seed:
            effect.list = TRY(read_text(in));
            effect.entity = TRY(read_text(in));
            effect.property = TRY(read_text(in));
            effect.value = TRY(read_text(in));
            effect.writes = TRY(read_writes(in));
            break;
        case EffectKind::link_row:
            effect.row = TRY(read_row(in));
            effect.list = TRY(read_text(in));
            effect.entity = TRY(read_text(in));
            break;
        case EffectKind::language: effect.value = TRY(read_text(in)); break;
    }
    return effect;
}

}  // namespace

std::string_view to_string(AnswerState state) {
    switch (state) {
        case AnswerState::none: return "";
        case AnswerState::unknown: return "unknown";
        case AnswerState::refused: return "refused";
        case AnswerState::not_asked: return "not_asked";
    }
    return "";
}

AnswerState answer_state_from(std::string_view text) {
    for (const AnswerState state : {AnswerState::unknown, AnswerState::refused, AnswerState::not_asked}) {
        if (text == to_string(state)) {
            return state;
        }
    }
    return AnswerState::none;
}

Bytes encode_patch(const Patch& patch) {
    CborWriter out;
    out.array(7).unsigned_integer(kFormat).unsigned_integer(static_cast<std::uint64_t>(patch.kind));
    out.text(patch.form_id).text(patch.form_version).text(patch.subject).bytes(patch.frontier);
    out.array(patch.effects.size());
    for (const Effect& effect : patch.effects) {
        write_effect(out, effect);
    }
    return out.take();
}

Result<Patch> decode_patch(ByteView bytes) {
    CborReader in{bytes, kPatchLimits};
    TRY(in.array_of(7));
    if (const std::uint64_t format = TRY(in.unsigned_integer()); format != kFormat) {
        return fail(ErrorCode::form_patch_malformed, fmt::format("format {}", format));
    }
    const std::uint64_t kind = TRY(in.unsigned_integer());
    if (kind < static_cast<std::uint64_t>(PatchKind::open) || kind > static_cast<std::uint64_t>(PatchKind::note)) {
        return fail(ErrorCode::form_patch_malformed, fmt::format("patch of unknown kind {}", kind));
    }
    Patch patch;
    patch.kind = static_cast<PatchKind>(kind);
    patch.form_id = TRY(read_text(in));
    patch.form_version = TRY(read_text(in));
    patch.subject = TRY(read_text(in));
    const ByteView frontier = TRY(in.bytes());
    patch.frontier.assign(frontier.begin(), frontier.end());
    const std::size_t count = TRY(in.array());
    patch.effects.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        patch.effects.push_back(TRY(read_effect(in)));
    }
    TRY(in.finish());
    return patch;
}

}  // namespace daohu::form
