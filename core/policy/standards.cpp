// SPDX-License-Identifier: Apache-2.0
#include "core/policy/standards.hpp"

#include "core/base/division_code.hpp"
#include "core/policy/json_value.hpp"
#include "core/policy/pack_fields.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

namespace daohu::policy {
namespace {

constexpr std::string_view kFile = "standards";
constexpr std::string_view kAnywhere = "any";

struct KindOfFigure {
    std::string_view kind;
    std::string_view figure;
};
constexpr std::array<KindOfFigure, 20> kKinds{KindOfFigure{"dibao_urban_month", "amount"},
                                              {"dibao_rural_month", "amount"},
                                              {"tekun_urban_month", "amount"},
                                              {"tekun_rural_month", "amount"},
                                              {"tekun_care_full_month", "amount"},
                                              {"tekun_care_semi_month", "amount"},
                                              {"tekun_care_self_month", "amount"},
                                              {"min_wage_month", "amount"},
                                              {"disability_living_subsidy", "amount"},
                                              {"severe_disability_care_subsidy", "amount"},
                                              {"orphan_standard", "amount"},
                                              {"premium_subsidy_dibao", "amount"},
                                              {"old_age_allowance", "amount"},
                                              {"consumption_urban_year", "amount"},
                                              {"consumption_rural_year", "amount"},
                                              {"township_population", "count"},
                                              {"year_round_recipients", "count"},
                                              {"dibao_recipients", "count"},
                                              {"price_subsidy_notice", "text"},
                                              {"critical_illness_list", "text"}};

using StandardFigure = std::variant<Fen, std::int64_t, std::string>;

std::optional<StandardFigure> check_plausible(Fen amount, ObjectReader& object) {
    if (amount > Fen{} && amount <= Standards::kMostPlausible) {
        return amount;
    }
    object.sink().add(FaultKind::implausible, object.path("amount"),
                      fmt::format("more than nothing, and at most {} yuan", Standards::kMostPlausible.to_yuan()));
    return std::nullopt;
}

std::optional<StandardFigure> read_figure(ObjectReader& object, std::string_view figure) {
    const JsonValue* json = object.need(figure);
    if (json == nullptr) {
        return std::nullopt;
    }
    if (figure == "text" && json->is_text()) {
        return json->text;
    }
    if (json->kind == JsonValue::Kind::integer && json->integer >= 0 && figure != "text") {
        if (figure == "amount") {
            return check_plausible(Fen{json->integer}, object);
        }
        return json->integer;
    }
    if (figure == "amount" && json->is_text()) {
        if (const auto amount = Fen::parse_yuan(json->text); amount && *amount >= Fen{}) {
            return check_plausible(*amount, object);
        }
    }
    object.sink().add(FaultKind::bad_value, object.path(figure),
                      figure == "amount" ? "yuan as text (\"700.00\") or fen as a whole number" : "not such a figure");
    return std::nullopt;
}

// The digits that count, or "any".
std::optional<std::string> read_division(ObjectReader& object) {
    const auto text = object.needed_text("division");
    if (!text || *text == kAnywhere) {
        return text;
    }
    const auto code = DivisionCode::parse(*text);
    if (!code) {
        object.sink().add(FaultKind::bad_value, object.path("division"), "a division code, or \"any\" in samples");
        return std::nullopt;
    }
    return std::string{code->prefix()};
}

std::optional<StandardRow> read_row(const JsonValue& json, std::string where, const std::string& table,
                                    FaultSink& sink) {
    ObjectReader object{json, std::move(where), sink};
    const auto kind = object.needed_text("kind");
    const auto figure = kind ? find_standard_figure(*kind) : std::nullopt;
    if (kind && !figure) {
        sink.add(FaultKind::unknown_code, object.path("kind"), *kind);
    }
    const auto division = read_division(object);
    object.need("effective_from");
    const auto from = read_date(object, "effective_from");
    const auto to = read_date(object, "effective_to");
    const auto value = figure ? read_figure(object, *figure) : std::nullopt;
    const auto publisher = object.needed_text("publisher");
    const auto document = object.needed_text("document");
    const auto received_at = read_date(object, "received_at");
    const auto signature = object.text("signature");
    if (from && to && *to < *from) {
        sink.add(FaultKind::bad_value, object.path("effective_to"), "before effective_from");
        return std::nullopt;
    }
    if (!kind || !division || !from || !value || !publisher || !document) {
        return std::nullopt;
    }
    return StandardRow{*kind,      *division, *from, to,          *value,
                       *publisher, *document, table, received_at, signature.value_or("")};
}

auto order(const StandardRow& row) { return std::tie(row.kind, row.division, row.effective_from); }

auto source(const StandardRow& row) { return std::tie(row.figure, row.publisher, row.document); }

std::string describe(const StandardRow& row) {
    return fmt::format("{} {} {}", row.kind, row.division, row.effective_from.to_string());
}

// Takes what a later copy of the same row adds to it. Nothing when the two differ: the name of the difference.
std::string_view join_row(StandardRow& known, const StandardRow& row) {
    if (known.figure != row.figure) {
        return "two rows for the same kind, place and day";
    }
    if (source(known) != source(row)) {
        return "the same figure with another publisher or document";
    }
    if (known.effective_to && row.effective_to && *known.effective_to != *row.effective_to) {
        return "two last days";
    }
    const bool other_receipt = known.received_at && row.received_at && *known.received_at != *row.received_at;
    const bool other_signature = !known.signature.empty() && !row.signature.empty() && known.signature != row.signature;
    if (other_receipt || other_signature) {
        return "two days of receipt or signatures";
    }
    known.effective_to = known.effective_to ? known.effective_to : row.effective_to;
    known.received_at = known.received_at ? known.received_at : row.received_at;
    known.signature = known.signature.empty() ? row.signature : known.signature;
    return {};
}

void add_conflict(Faults& faults, const StandardRow& row, std::string_view difference) {
    faults.push_back(Fault{FaultKind::conflicting_rows, std::string{kFile}, describe(row), std::string{difference}});
}

nlohmann::ordered_json to_json_figure(const StandardRow& row) {
    if (const auto* amount = std::get_if<Fen>(&row.figure)) {
        return amount->to_yuan();
    }
    if (const auto* count = std::get_if<std::int64_t>(&row.figure)) {
        return *count;
    }
    return std::get<std::string>(row.figure);
}

}  // namespace

std::optional<std::string_view> find_standard_figure(std::string_view kind) {
    const auto found = std::ranges::find(kKinds, kind, &KindOfFigure::kind);
    return found == kKinds.end() ? std::nullopt : std::optional{found->figure};
}

std::optional<Standards> Standards::read(std::string_view json, Faults& faults) {
    const std::size_t before = faults.size();
    const auto document = parse_json(json, kFile, faults);
    if (!document) {
        return std::nullopt;
    }
    Standards made;
    {
        FaultSink sink{std::string{kFile}, faults};
        ObjectReader object{*document, {}, sink};
        read_head(object, "standards");
        made.m_id = object.needed_text("id").value_or("");
        object.need("rows");
        for_each_item(object, "rows", [&](const JsonValue& item, std::string where) {
            if (auto row = read_row(item, std::move(where), made.m_id, sink)) {
                made.m_rows.push_back(std::move(*row));
            }
        });
    }
    std::ranges::stable_sort(made.m_rows, [](const auto& a, const auto& b) { return order(a) < order(b); });
    if (!made.check_conflicts(faults) || faults.size() != before) {
        return std::nullopt;
    }
    return made;
}

std::optional<Standards> Standards::merge(Standards a, const Standards& b, Faults& faults) {
    const std::size_t before = faults.size();
    if (a.m_id.empty()) {
        a.m_id = b.m_id;
    }
    std::vector<StandardRow> fresh;
    for (const StandardRow& row : b.m_rows) {
        const auto known =
            std::ranges::find_if(a.m_rows, [&](const StandardRow& other) { return order(other) == order(row); });
        if (known == a.m_rows.end()) {
            fresh.push_back(row);
        } else if (const std::string_view difference = join_row(*known, row); !difference.empty()) {
            add_conflict(faults, row, difference);
        }
    }
    if (faults.size() != before) {
        return std::nullopt;
    }
    a.m_rows.insert(a.m_rows.end(), fresh.begin(), fresh.end());
    std::ranges::stable_sort(a.m_rows, [](const auto& x, const auto& y) { return order(x) < order(y); });
    return a;
}

bool Standards::check_conflicts(Faults& faults) const {
    bool sound = true;
    for (std::size_t index = 1; index < m_rows.size(); ++index) {
        if (order(m_rows[index - 1]) == order(m_rows[index])) {
            add_conflict(faults, m_rows[index], "two rows for the same kind, place and day");
            sound = false;
        }
    }
    return sound;
}

const StandardRow* Standards::find(std::string_view kind, std::string_view division, Date day) const {
    const auto nearness = [](const StandardRow& row) { return row.division == kAnywhere ? 0 : row.division.size(); };
    const auto is_over = [&](const StandardRow& row) { return row.effective_to && *row.effective_to < day; };
    const StandardRow* best = nullptr;
    const StandardRow* last = nullptr;  // of one division, which stand together in the order of their days
    const auto settle = [&] {
        if (last != nullptr && !is_over(*last) && (best == nullptr || nearness(*last) > nearness(*best))) {
            best = last;
        }
        last = nullptr;
    };
    const auto of_kind =
        std::ranges::equal_range(m_rows, kind, {}, [](const StandardRow& row) { return std::string_view{row.kind}; });
    for (const StandardRow& row : of_kind) {
        const bool here = row.division == kAnywhere || division.starts_with(row.division);
        if (!here || row.effective_from > day) {
            continue;
        }
        if (last != nullptr && last->division != row.division) {
            settle();
        }
        last = &row;
    }
    settle();
    return best;
}

bool Standards::has_within(std::string_view kind, std::string_view division) const {
    const auto code = DivisionCode::parse(division);
    const std::string_view prefix = code ? code->prefix() : division;
    return std::ranges::any_of(m_rows, [&](const StandardRow& row) {
        return row.kind == kind && row.division.size() > prefix.size() && row.division.starts_with(prefix);
    });
}

bool Standards::is_stale(const StandardRow& row, Date day) {
    return months_between(row.effective_from, day) > kStaleMonths ||
           (months_between(row.effective_from, day) == kStaleMonths &&
            row.effective_from.plus_months(kStaleMonths).value_or(day) < day);
}

std::string Standards::to_json() const {
    nlohmann::ordered_json made{{"file", "standards"}, {"format", 1}, {"id", m_id}};
    auto rows = nlohmann::ordered_json::array();
    for (const StandardRow& row : m_rows) {
        nlohmann::ordered_json one{
            {"kind", row.kind}, {"division", row.division}, {"effective_from", row.effective_from.to_string()}};
        if (row.effective_to) {
            one["effective_to"] = row.effective_to->to_string();
        }
        one[std::string{find_standard_figure(row.kind).value_or("text")}] = to_json_figure(row);
        one["publisher"] = row.publisher;
        one["document"] = row.document;
        if (row.received_at) {
            one["received_at"] = row.received_at->to_string();
        }
        if (!row.signature.empty()) {
            one["signature"] = row.signature;
        }
        rows.push_back(std::move(one));
    }
    made["rows"] = std::move(rows);
    return made.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace daohu::policy
