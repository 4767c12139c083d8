// SPDX-License-Identifier: Apache-2.0
//
// The functions that give true or false.

#include "core/form/xpath/geo.hpp"
#include "core/form/xpath/tokens.hpp"
#include "core/form/xpath/walk.hpp"

#include <algorithm>

namespace daohu::form::xpath {

namespace {

char to_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// "en" is spoken where xml:lang says "en" or "en-GB", in either case (XPath 1.0, section 4.3).
bool is_language(std::string_view spoken, std::string_view asked) {
    return spoken.size() >= asked.size() && (spoken.size() == asked.size() || spoken[asked.size()] == '-') &&
           std::ranges::equal(spoken.substr(0, asked.size()), asked, {}, to_lower, to_lower);
}

}  // namespace

bool Evaluator::boolean_call(const Expr& expr, const Focus& focus) {
    std::string first_scratch;
    std::string second_scratch;
    switch (expr.function) {
        case Function::boolean: return boolean(argument(expr, 0), focus);
        case Function::boolean_from_string: {
            const std::string_view value = text(argument(expr, 0), focus, first_scratch);
            return value == "true" || value == "1";
        }
        case Function::checklist:
        case Function::weighted_checklist: {
            const double least = argument_number(expr, 0, focus);
            const double most = argument_number(expr, 1, focus);
            const double total = checklist_total(expr, focus, expr.function == Function::weighted_checklist);
            return (least == -1 || total >= least) && (most == -1 || total <= most);
        }
        case Function::contains: {
            const std::string_view value = text(argument(expr, 0), focus, first_scratch);
            return value.find(text(argument(expr, 1), focus, second_scratch)) != std::string_view::npos;
        }
        case Function::ends_with: {
            const std::string_view value = text(argument(expr, 0), focus, first_scratch);
            return value.ends_with(text(argument(expr, 1), focus, second_scratch));
        }
        case Function::geofence: {
            const std::string point{text(argument(expr, 0), focus, first_scratch)};
            const std::string shape{text(argument(expr, 1), focus, second_scratch)};
            const std::vector<GeoPoint> points = parse_points(std::span{&point, 1});
            return points.size() == 1 && is_inside(points[0], parse_points(std::span{&shape, 1}));
        }
        case Function::lang: {
            const std::string_view asked = text(argument(expr, 0), focus, first_scratch);
            const Tree& tree = *focus.node.tree;
            for (NodeId node = focus.node.id; node != NodeId::none; node = tree.parent(node)) {
                const NodeId spoken = tree.find_attribute(node, m_program.lang_attribute);
                if (spoken != NodeId::none) {
                    return is_language(tree.value(spoken), asked);
                }
            }
            return false;
        }
        case Function::not_: return !boolean(argument(expr, 0), focus);
        case Function::regex: return matches_pattern(expr, focus);
        case Function::selected: {
            const std::string_view list = text(argument(expr, 0), focus, first_scratch);
            return has_token(list, text(argument(expr, 1), focus, second_scratch));
        }
        case Function::starts_with: {
            const std::string_view value = text(argument(expr, 0), focus, first_scratch);
            return value.starts_with(text(argument(expr, 1), focus, second_scratch));
        }
        default: return expr.function == Function::true_;
    }
}

bool Evaluator::matches_pattern(const Expr& expr, const Focus& focus) {
    std::string scratch;
    if (expr.item != 0) {
        return m_program.patterns[expr.item - 1].matches(text(argument(expr, 0), focus, scratch));
    }
    std::string pattern_scratch;
    const Result<Pattern> pattern = Pattern::compile(text(argument(expr, 1), focus, pattern_scratch));
    if (!pattern) {
        set_error(expr.offset, pattern.error().code, pattern.error().detail);
        return false;
    }
    return pattern->matches(text(argument(expr, 0), focus, scratch));
}

}  // namespace daohu::form::xpath
