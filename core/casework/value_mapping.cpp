// SPDX-License-Identifier: Apache-2.0
#include "core/casework/value_mapping.hpp"

#include "core/base/money.hpp"
#include "core/vault/attachments.hpp"

#include <fmt/format.h>

#include <charconv>

namespace daohu::casework {

namespace {

using form::AnswerKind;
using registry::PropertyType;

// Only the spelling that the number itself would be written in, so that the text comes back the same.
std::optional<std::int64_t> usual_integer(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || std::to_string(number) != text) {
        return std::nullopt;
    }
    return number;
}

std::optional<entry::NullState> null_state(AnswerKind kind) {
    switch (kind) {
        case AnswerKind::blank: return entry::NullState::blank;
        case AnswerKind::unknown: return entry::NullState::unknown;
        case AnswerKind::refused: return entry::NullState::refused;
        case AnswerKind::not_asked: return entry::NullState::not_asked;
        default: return std::nullopt;
    }
}

Failure not_a_value(const registry::PropertySchema& property, std::string_view type) {
    return fail(ErrorCode::casework_value, fmt::format("the answer for {} is no {}", property.name, type));
}

Result<entry::Value> boolean_value(const std::string& text, const registry::PropertySchema& property) {
    if (text == "true" || text == "1") {
        return entry::Value{true};
    }
    if (text == "false" || text == "0") {
        return entry::Value{false};
    }
    return not_a_value(property, "yes or no");
}

Result<entry::Value> reference_value(const std::string& text, const registry::PropertySchema& property) {
    const auto id = EntityId::parse(text);
    if (!id) {
        return not_a_value(property, "reference");
    }
    return entry::reference_to(*id);
}

Result<entry::Value> integer_value(const std::string& text, const registry::PropertySchema& property) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) {
        return not_a_value(property, "whole number");
    }
    return entry::Value{number};
}

// The answer to a question for a file is its manifest in hexadecimal digits; the name of one that is nowhere stays text.
entry::Value file_value(const std::string& text) {
    Bytes manifest = from_hex(text).value_or(Bytes{});
    return vault::decode_manifest(manifest) ? entry::Value{std::move(manifest)} : entry::Value{text};
}

}  // namespace

entry::Value value_of_answer(const form::SectionValue& answer) {
    if (const auto state = null_state(answer.kind)) {
        return *state;
    }
    if (answer.kind == AnswerKind::integer) {
        if (const auto number = usual_integer(answer.text)) {
            return *number;
        }
    }
    return answer.kind == AnswerKind::attachment ? file_value(answer.text) : entry::Value{answer.text};
}

Result<entry::Value> value_of_property(const form::SectionValue& answer, const registry::PropertySchema& property) {
    if (const auto state = null_state(answer.kind)) {
        return entry::Value{*state};
    }
    switch (property.type) {
        case PropertyType::integer: return integer_value(answer.text, property);
        case PropertyType::fen: {
            const auto amount = Fen::parse_yuan(answer.text);
            if (!amount) {
                return not_a_value(property, "amount");
            }
            return entry::Value{amount->value()};
        }
        case PropertyType::boolean: return boolean_value(answer.text, property);
        case PropertyType::reference: return reference_value(answer.text, property);
        case PropertyType::attachment: return file_value(answer.text);
        default: return entry::Value{answer.text};
    }
}

form::SectionValue answer_of_value(std::string path, const entry::Value& value) {
    struct Visitor {
        form::SectionValue answer;

        void operator()(entry::NullState state) {
            switch (state) {
                case entry::NullState::blank: answer.kind = AnswerKind::blank; break;
                case entry::NullState::unknown: answer.kind = AnswerKind::unknown; break;
                case entry::NullState::refused: answer.kind = AnswerKind::refused; break;
                case entry::NullState::not_asked: answer.kind = AnswerKind::not_asked; break;
            }
        }
        void operator()(const std::string& text) {
            answer.kind = AnswerKind::text;
            answer.text = text;
        }
        void operator()(std::int64_t number) {
            answer.kind = AnswerKind::integer;
            answer.text = std::to_string(number);
        }
        void operator()(bool yes) {
            answer.kind = AnswerKind::boolean;
            answer.text = yes ? "true" : "false";
        }
        void operator()(const Bytes& bytes) {
            answer.kind = AnswerKind::attachment;
            answer.text = to_hex(bytes);
        }
    };
    Visitor visitor{{.path = std::move(path), .kind = AnswerKind::blank, .text = {}}};
    std::visit(visitor, value);
    return std::move(visitor.answer);
}

}  // namespace daohu::casework
