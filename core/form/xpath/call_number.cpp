// SPDX-License-Identifier: Apache-2.0
//
// The functions that give a number.

#include "core/form/number_text.hpp"
#include "core/form/xpath/geo.hpp"
#include "core/form/xpath/rounding.hpp"
#include "core/form/xpath/tokens.hpp"
#include "core/form/xpath/walk.hpp"

#include "core/base/utf8.hpp"

#include <numbers>

namespace daohu::form::xpath {

namespace {

bool is_blank(std::string_view text) { return trim_spaces(text).empty(); }

// The functions of one number that libm has under the same name.
double mathematical(Function function, double x) {
    switch (function) {
        case Function::abs: return std::fabs(x);
        case Function::acos: return std::acos(x);
        case Function::asin: return std::asin(x);
        case Function::atan: return std::atan(x);
        case Function::ceiling: return std::ceil(x);
        case Function::cos: return std::cos(x);
        case Function::exp: return std::exp(x);
        case Function::exp10: return std::pow(10.0, x);
        case Function::floor: return std::floor(x);
        case Function::int_: return std::trunc(x);
        case Function::log: return std::log(x);
        case Function::log10: return std::log10(x);
        case Function::sin: return std::sin(x);
        case Function::sqrt: return std::sqrt(x);
        default: return std::tan(x);
    }
}

}  // namespace

double Evaluator::number_call(const Expr& expr, const Focus& focus) {
    switch (expr.function) {
        case Function::atan2:
        case Function::pow: {
            const double first = argument_number(expr, 0, focus);
            const double second = argument_number(expr, 1, focus);
            return expr.function == Function::pow ? std::pow(first, second) : std::atan2(first, second);
        }
        case Function::count:
        case Function::count_non_empty: return count(expr, focus);
        case Function::count_selected: {
            std::string scratch;
            return static_cast<double>(count_tokens(text(argument(expr, 0), focus, scratch)));
        }
        case Function::decimal_date_time: {
            const std::optional<MomentMs> when = moment(argument(expr, 0), focus);
            return when ? days_of(*when) : kNotANumber;
        }
        case Function::decimal_time: {
            std::string scratch;
            return fraction_of_day(text(argument(expr, 0), focus, scratch), zone());
        }
        case Function::area:
        case Function::distance: return geographic(expr, focus);
        case Function::last: return focus.size;
        case Function::max:
        case Function::min: return extreme(expr, focus);
        case Function::number:
            return expr.operand_count == 0 ? (focus.node ? node_number(focus.node) : kNotANumber)
                                           : argument_number(expr, 0, focus);
        case Function::pi: return std::numbers::pi;
        case Function::position: {
            if (expr.operand_count == 0) {
                return focus.position;
            }
            const NodeRef node = first_node(argument(expr, 0), focus);
            return node ? node.tree->ordinal(node.id) : kNotANumber;
        }
        case Function::random: return random_fraction();
        case Function::round: return rounded(expr, focus);
        case Function::string_length: {
            std::string scratch;
            return static_cast<double>(count_scalars(text_or_context(expr, focus, scratch)));
        }
        case Function::sum: return sum(expr, focus);
        default: return mathematical(expr.function, argument_number(expr, 0, focus));
    }
}

double Evaluator::sum(const Expr& expr, const Focus& focus) {
    const bool skips_blanks = m_program.dialect == Dialect::xforms;
    double total = 0;
    std::string scratch;
    for_each(argument(expr, 0), focus, [&](NodeRef node) {
        const double value = node_number(node);
        if (!std::isnan(value)) {
            total += value;
            return true;
        }
        if (!skips_blanks || !is_blank(node_text(node, scratch))) {
            total = kNotANumber;
        }
        return !std::isnan(total);
    });
    return total;
}

double Evaluator::extreme(const Expr& expr, const Focus& focus) {
    const bool wants_greatest = expr.function == Function::max;
    double found = kNotANumber;
    bool is_number = true;
    std::string scratch;
    const auto take = [&](double value, std::string_view written) {
        if (!std::isnan(value)) {
            found = wants_greatest ? std::fmax(found, value) : std::fmin(found, value);
        } else if (!is_blank(written)) {
            is_number = false;
        }
        return is_number;
    };
    for (const Operand& operand : m_program.operands_of(expr)) {
        const ExprId value = resolve(operand.expr, focus);
        const ValueType type = m_program.at(value).type;
        if (type == ValueType::node_set) {
            for_each(value, focus, [&](NodeRef node) {
                const double read = node_number(node);
                return take(read, std::isnan(read) ? node_text(node, scratch) : std::string_view{});
            });
        } else if (type == ValueType::string) {
            const std::string_view written = text(value, focus, scratch);
            take(text_to_number(written), written);
        } else {
            take(number(value, focus), "NaN");
        }
    }
    return is_number ? found : kNotANumber;
}

double Evaluator::count(const Expr& expr, const Focus& focus) {
    const bool wants_text = expr.function == Function::count_non_empty;
    double total = 0;
    for_each(argument(expr, 0), focus, [&](NodeRef node) {
        total += wants_text && node.tree->is_blank(node.id) ? 0 : 1;
        return true;
    });
    return total;
}

double Evaluator::rounded(const Expr& expr, const Focus& focus) {
    const double value = argument_number(expr, 0, focus);
    return expr.operand_count == 1 ? round_half_up(value) : round_to_places(value, argument_number(expr, 1, focus));
}

// Points come as one text ("lat lon; lat lon"), as nodes of one point each, or as several arguments.
double Evaluator::geographic(const Expr& expr, const Focus& focus) {
    std::vector<std::string> texts;
    gather_texts(expr, 0, focus, texts);
    const std::vector<GeoPoint> points = parse_points(texts);
    return expr.function == Function::area ? area_of(points) : length_of(points);
}

std::vector<double> Evaluator::numbers_of(ExprId id, const Focus& focus) {
    std::vector<double> values;
    const ExprId value = resolve(id, focus);
    if (m_program.at(value).type == ValueType::node_set) {
        for_each(value, focus, [&](NodeRef node) {
            values.push_back(node_number(node));
            return work();
        });
    } else {
        values.push_back(number(value, focus));
    }
    return values;
}

// Which answers of a checklist are ticked: a node that is not blank, a value that is true.
std::vector<bool> Evaluator::ticks_of(ExprId id, const Focus& focus) {
    std::vector<bool> ticks;
    const ExprId value = resolve(id, focus);
    if (m_program.at(value).type == ValueType::node_set) {
        for_each(value, focus, [&](NodeRef node) {
            ticks.push_back(!node.tree->is_blank(node.id));
            return work();
        });
    } else {
        ticks.push_back(boolean(value, focus));
    }
    return ticks;
}

// How many answers are ticked, or the sum of the weights that stand beside the ticked ones.
double Evaluator::checklist_total(const Expr& expr, const Focus& focus, bool weighted) {
    double total = 0;
    for (std::size_t i = 2; i < expr.operand_count; i += weighted ? 2 : 1) {
        const std::vector<bool> ticks = ticks_of(argument(expr, i), focus);
        const std::vector<double> weights = weighted ? numbers_of(argument(expr, i + 1), focus) : std::vector<double>{};
        for (std::size_t k = 0; k < ticks.size() && (!weighted || k < weights.size()); ++k) {
            if (ticks[k]) {
                total += weighted ? weights[k] : 1;
            }
        }
    }
    return total;
}

double Evaluator::random_fraction() {
    std::array<std::uint8_t, 8> bytes{};
    m_context.host->entropy().fill(bytes);
    std::uint64_t bits = 0;
    for (const std::uint8_t byte : bytes) {
        bits = (bits << 8U) | byte;
    }
    constexpr int kMantissaBits = 53;
    return std::ldexp(static_cast<double>(bits >> (64 - kMantissaBits)), -kMantissaBits);
}

}  // namespace daohu::form::xpath
