// SPDX-License-Identifier: Apache-2.0
//
// The functions that give a text.

#include "core/base/bytes.hpp"
#include "core/base/utf8.hpp"
#include "core/form/number_text.hpp"
#include "core/form/xpath/digest.hpp"
#include "core/form/xpath/rounding.hpp"
#include "core/form/xpath/tokens.hpp"
#include "core/form/xpath/walk.hpp"

#include <algorithm>

namespace daohu::form::xpath {

namespace {

constexpr double kMaxUuidCharacters = 1024;

void append_normalized(std::string_view text, std::string& out) {
    bool is_first = true;
    for (std::string_view token = take_token(text); !token.empty(); token = take_token(text)) {
        out.append(is_first ? "" : " ").append(token);
        is_first = false;
    }
}

void append_translated(std::string_view text, std::string_view from, std::string_view to, std::string& out) {
    const std::u32string sought = decode_utf8(from);
    const std::u32string given = decode_utf8(to);
    for (std::size_t at = 0; at < text.size();) {
        const ScalarStep step = scalar_at(text, at);
        const std::size_t place = sought.find(step.scalar);
        if (place == std::u32string::npos) {
            out.append(text.substr(at, step.bytes));
        } else if (place < given.size()) {
            append_utf8(out, given[place]);
        }
        at += step.bytes;
    }
}

// Characters whose number, counted from 1, is at least `from` and below `to`.
void append_characters(std::string_view text, double from, double to, std::string& out) {
    double number = 1;
    for (std::size_t at = 0; at < text.size() && number < to; ++number) {
        const ScalarStep step = scalar_at(text, at);
        if (number >= from && number < to) {
            out.append(text.substr(at, step.bytes));
        }
        at += step.bytes;
    }
}

}  // namespace

std::string_view Evaluator::text_or_context(const Expr& expr, const Focus& focus, std::string& scratch) {
    if (expr.operand_count != 0) {
        return text(argument(expr, 0), focus, scratch);
    }
    return focus.node ? node_text(focus.node, scratch) : std::string_view{};
}

void Evaluator::string_call(const Expr& expr, const Focus& focus, std::string& out) {
    std::string first_scratch;
    std::string second_scratch;
    switch (expr.function) {
        case Function::base64_decode: out += decode_base64(text(argument(expr, 0), focus, first_scratch)); return;
        case Function::choice_name: {
            const std::string_view value = text(argument(expr, 0), focus, first_scratch);
            std::string label;
            m_context.host->choice_name(value, text(argument(expr, 1), focus, second_scratch), m_context.node, label);
            out += label;
            return;
        }
        case Function::coalesce: {
            const ExprId first = resolve(argument(expr, 0), focus);
            const std::string_view value = text(first, focus, first_scratch);
            const bool is_blank = value.empty() || (m_program.at(first).type == ValueType::number && value == "NaN");
            if (is_blank) {
                append_string(argument(expr, 1), focus, out);
            } else {
                out += value;
            }
            return;
        }
        case Function::concat:
        case Function::join: concatenate(expr, focus, out); return;
        case Function::date:
        case Function::date_time:
        case Function::now:
        case Function::today:
            if (const std::optional<MomentMs> when = date_value(expr, focus)) {
                if (expr.function == Function::now) {
                    append_date_time(*when, zone(), out);
                } else {
                    append_moment(*when, zone(), out);
                }
            }
            return;
        case Function::digest: {
            const std::string_view value = text(argument(expr, 0), focus, first_scratch);
            const std::string algorithm{text(argument(expr, 1), focus, second_scratch)};
            const std::string_view encoding =
                expr.operand_count == 3 ? text(argument(expr, 2), focus, second_scratch) : std::string_view{"base64"};
            const std::optional<std::string> made = digest(value, algorithm, encoding);
            if (!made) {
                set_error(expr.offset, ErrorCode::xpath_arguments, "digest() knows no such algorithm or encoding");
                return;
            }
            out += *made;
            return;
        }
        case Function::format_date:
        case Function::format_date_time:
            if (const std::optional<MomentMs> when = moment(argument(expr, 0), focus)) {
                append_formatted(*when, zone(), text(argument(expr, 1), focus, second_scratch),
                                 m_context.host->language(), out);
            }
            return;
        case Function::itext: {
            std::string translated;
            m_context.host->itext(text(argument(expr, 0), focus, first_scratch), translated);
            out += translated;
            return;
        }
        case Function::local_name:
        case Function::name:
        case Function::namespace_uri: node_name(expr, focus, out); return;
        case Function::normalize_space: append_normalized(text_or_context(expr, focus, first_scratch), out); return;
        case Function::once: {
            // A number that is none would be stored as nothing (decision 10), so once() gives nothing.
            const std::string_view own = focus.node ? node_text(focus.node, first_scratch) : std::string_view{};
            const std::size_t start = out.size();
            out += own;
            if (own.empty()) {
                const ExprId value = resolve(argument(expr, 0), focus);
                append_string(value, focus, out);
                if (m_program.at(value).type == ValueType::number && std::string_view{out}.substr(start) == "NaN") {
                    out.resize(start);
                }
            }
            return;
        }
        case Function::pulldata: pull_data(expr, focus, out); return;
        case Function::selected_at: {
            const std::string_view list = text(argument(expr, 0), focus, first_scratch);
            out += token_at(list, argument_number(expr, 1, focus));
            return;
        }
        case Function::string: out += text_or_context(expr, focus, first_scratch); return;
        case Function::substr: substr(expr, focus, out); return;
        case Function::substring: substring(expr, focus, out); return;
        case Function::substring_after:
        case Function::substring_before: {
            const std::string_view value = text(argument(expr, 0), focus, first_scratch);
            const std::string_view sought = text(argument(expr, 1), focus, second_scratch);
            const std::size_t found = value.find(sought);
            if (found != std::string_view::npos) {
                out += expr.function == Function::substring_before ? value.substr(0, found)
                                                                   : value.substr(found + sought.size());
            }
            return;
        }
        case Function::translate: {
            std::string third_scratch;
            const std::string_view value = text(argument(expr, 0), focus, first_scratch);
            const std::string_view from = text(argument(expr, 1), focus, second_scratch);
            append_translated(value, from, text(argument(expr, 2), focus, third_scratch), out);
            return;
        }
        case Function::uuid: make_uuid(expr, focus, out); return;
        default: out += m_context.host->form_version(); return;
    }
}

// concat() and join(): every node of a node-set counts (ODK specification); plain XPath's concat takes the first.
void Evaluator::concatenate(const Expr& expr, const Focus& focus, std::string& out) {
    const bool joins = expr.function == Function::join;
    std::string separator_scratch;
    const std::string separator{joins ? text(argument(expr, 0), focus, separator_scratch) : std::string_view{}};
    bool is_first = true;
    std::string scratch;
    const auto add = [&](std::string_view part) {
        out.append(is_first ? std::string_view{} : std::string_view{separator}).append(part);
        is_first = false;
    };
    for (std::size_t i = joins ? 1 : 0; i < expr.operand_count; ++i) {
        const ExprId value = resolve(argument(expr, i), focus);
        if (m_program.at(value).type == ValueType::node_set && m_program.dialect == Dialect::xforms) {
            for_each(value, focus, [&](NodeRef node) {
                add(node_text(node, scratch));
                return work();
            });
        } else {
            add(text(value, focus, scratch));
        }
    }
}

void Evaluator::gather_texts(const Expr& expr, std::size_t from, const Focus& focus, std::vector<std::string>& out) {
    std::string scratch;
    for (std::size_t i = from; i < expr.operand_count; ++i) {
        const ExprId value = resolve(argument(expr, i), focus);
        if (m_program.at(value).type == ValueType::node_set) {
            for_each(value, focus, [&](NodeRef node) {
                out.emplace_back(node_text(node, scratch));
                return work();
            });
        } else {
            out.emplace_back(text(value, focus, scratch));
        }
    }
}

std::optional<MomentMs> Evaluator::moment(ExprId id, const Focus& focus) {
    const ExprId value = resolve(id, focus);
    const Expr& expr = m_program.at(value);
    if (expr.type == ValueType::number) {
        return moment_of(number(value, focus));
    }
    const bool is_date_call =
        expr.kind == ExprKind::call && (expr.function == Function::date || expr.function == Function::date_time ||
                                        expr.function == Function::now || expr.function == Function::today);
    if (is_date_call) {
        return date_value(expr, focus);
    }
    if (expr.type == ValueType::boolean) {
        return std::nullopt;
    }
    std::string scratch;
    const std::string_view written = text(value, focus, scratch);
    const std::optional<MomentMs> parsed = parse_moment(written, zone(), DateForm::lenient);
    // A node holds text whatever was put there: days stay days.
    return parsed ? parsed : moment_of(parse_number(written));
}

std::optional<MomentMs> Evaluator::date_value(const Expr& expr, const Focus& focus) {
    if (expr.operand_count != 0) {
        return moment(argument(expr, 0), focus);
    }
    const MomentMs now = m_context.host->now_ms();
    return expr.function == Function::now ? now : midnight_before(now, zone());
}

void Evaluator::node_name(const Expr& expr, const Focus& focus, std::string& out) {
    const NodeRef node = expr.operand_count == 0 ? focus.node : first_node(argument(expr, 0), focus);
    if (!node) {
        return;
    }
    const Tree& tree = *node.tree;
    if (expr.function == Function::namespace_uri) {
        out += tree.kind(node.id) == NodeKind::name_space ? std::string_view{} : tree.namespace_uri(node.id);
        return;
    }
    const bool is_prefixed = expr.function == Function::name && tree.kind(node.id) != NodeKind::name_space;
    if (is_prefixed && !tree.prefix(node.id).empty()) {
        out.append(tree.prefix(node.id)).push_back(':');
    }
    out += tree.local_name(node.id);
}

// XPath 1.0, section 4.2: both numbers are rounded, and positions count from 1.
void Evaluator::substring(const Expr& expr, const Focus& focus, std::string& out) {
    std::string scratch;
    const std::string_view value = text(argument(expr, 0), focus, scratch);
    const double from = round_half_up(argument_number(expr, 1, focus));
    const double to = expr.operand_count == 3 ? from + round_half_up(argument_number(expr, 2, focus))
                                              : std::numeric_limits<double>::infinity();
    if (!std::isnan(from) && !std::isnan(to)) {
        append_characters(value, from, to, out);
    }
}

// From the start up to before the end, counted from 0; a negative number counts from the text's end.
void Evaluator::substr(const Expr& expr, const Focus& focus, std::string& out) {
    std::string scratch;
    const std::string_view value = text(argument(expr, 0), focus, scratch);
    const auto length = static_cast<double>(count_scalars(value));
    const auto place = [length](double number) {
        const double whole = std::isnan(number) ? 0 : std::trunc(number);
        return whole < 0 ? std::fmax(0, length + whole) : whole;
    };
    const double start = place(argument_number(expr, 1, focus));
    const double end = expr.operand_count == 3 ? place(argument_number(expr, 2, focus)) : length;
    append_characters(value, start + 1, end + 1, out);
}

// Without an argument a random UUID (RFC 4122, version 4), with one that many random letters and digits.
void Evaluator::make_uuid(const Expr& expr, const Focus& focus, std::string& out) {
    Entropy& entropy = m_context.host->entropy();
    if (expr.operand_count == 0) {
        std::array<std::uint8_t, 16> bytes{};
        entropy.fill(bytes);
        bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0FU) | 0x40U);
        bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3FU) | 0x80U);
        std::string digits = to_hex(bytes);
        for (const std::size_t dash : {8U, 13U, 18U, 23U}) {
            digits.insert(dash, 1, '-');
        }
        out += digits;
        return;
    }
    const double length = argument_number(expr, 0, focus);
    if (!(length >= 0 && length <= kMaxUuidCharacters)) {
        set_error(expr.offset, ErrorCode::xpath_arguments, "uuid() of no such length");
        return;
    }
    constexpr std::string_view kCharacters = "0123456789abcdefghijklmnopqrstuvwxyz";
    constexpr unsigned kFair = 256 / kCharacters.size() * kCharacters.size();  // above it some would be likelier
    for (double made = 0; made + 1 <= length;) {
        std::array<std::uint8_t, 1> byte{};
        entropy.fill(byte);
        if (byte[0] < kFair) {
            out += kCharacters[byte[0] % kCharacters.size()];
            ++made;
        }
    }
}

// instance(id)/root/item[column = value]/wanted, the first of them.
void Evaluator::pull_data(const Expr& expr, const Focus& focus, std::string& out) {
    std::string scratch;
    const std::string_view id = text(argument(expr, 0), focus, scratch);
    const NodeRef list = m_context.host->find_instance(id);
    if (!list) {
        set_error(expr.offset, ErrorCode::xpath_unknown_instance, id);
        return;
    }
    const NameId wanted = m_program.names->find({}, text(argument(expr, 1), focus, scratch));
    const NameId column = m_program.names->find({}, text(argument(expr, 2), focus, scratch));
    const NodeId root = list.tree->find_child(list.id, m_program.root_name);
    if (wanted == NameId::none || column == NameId::none || root == NodeId::none) {
        return;
    }
    const std::string_view value = text(argument(expr, 3), focus, scratch);
    for (const NodeId row : list.tree->find_rows(root, m_program.item_name, column, value)) {
        const NodeId found = list.tree->find_child(row, wanted);
        if (found != NodeId::none) {
            std::string joined;
            out += list.tree->string_value(found, joined);
            return;
        }
    }
}

}  // namespace daohu::form::xpath
