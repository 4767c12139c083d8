// SPDX-License-Identifier: Apache-2.0
#include "core/policy/assess.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace daohu::policy {
namespace {

using Json = nlohmann::ordered_json;

// Tenths of a percent, halves up: 5/6 is 83.3.
std::string percent(const Ratio& share) {
    constexpr std::int64_t kTenthsOfPercent = 1000;
    const auto scaled = share.times(Ratio{kTenthsOfPercent});
    if (!scaled) {
        return share.to_string();
    }
    const std::int64_t tenths = scaled->rounded(Rounding::half_up);
    return fmt::format("{}.{}", tenths / 10, tenths % 10);
}

struct ToJson {
    Json operator()(std::monostate /*nothing*/) const { return nullptr; }
    Json operator()(const Fen& value) const { return value.to_yuan(); }
    Json operator()(const AmountBand& value) const {
        return {{"min", value.least.to_yuan()}, {"max", value.most.to_yuan()}};
    }
    Json operator()(const ExactAmount& value) const { return to_text(Figure{value}); }
    Json operator()(const Ratio& value) const { return {{"ratio", value.to_string()}, {"percent", percent(value)}}; }
    Json operator()(std::int64_t value) const { return value; }
    Json operator()(const Date& value) const { return value.to_string(); }
    Json operator()(const WallTime& value) const { return to_text(Figure{value}); }
    Json operator()(const Verdict& value) const { return value.code; }
    Json operator()(const std::vector<std::string>& value) const { return value; }
};

Json to_json_value(const Figure& figure) { return std::visit(ToJson{}, figure); }

Json citations_of(const Outcome& outcome) {
    Json list = Json::array();
    for (const Citation& citation : outcome.citations) {
        Json one{{"pack", citation.pack}, {"document", citation.document}, {"title", citation.title}};
        one["clause"] = citation.clause.empty() ? Json(nullptr) : Json(citation.clause);
        if (!citation.parameter.empty()) {
            one["parameter"] = citation.parameter;
        }
        list.push_back(std::move(one));
    }
    return list;
}

Json missing_of(const std::vector<Missing>& missing) {
    Json list = Json::array();
    for (const Missing& one : missing) {
        list.push_back({{"fact", one.fact}, {"state", name(one.state)}, {"ask", name(one.ask)}});
    }
    return list;
}

// The clauses that state something, joined; null where the document is silent.
Json clause_of(const Outcome& outcome) {
    std::vector<std::string_view> clauses;
    for (const Citation& citation : outcome.citations) {
        if (!citation.clause.empty() && std::ranges::find(clauses, citation.clause) == clauses.end()) {
            clauses.push_back(citation.clause);
        }
    }
    return clauses.empty() ? Json(nullptr) : Json(fmt::format("{}", fmt::join(clauses, ", ")));
}

Json outcome_json(const Outcome& outcome, const Pack& pack) {
    Json made{{"rule", outcome.rule}};
    if (!outcome.formula.empty()) {
        made["formula"] = outcome.formula;
    }
    made["subject"] = outcome.subject;
    made["applies"] = name(outcome.applies);
    made["status"] = name(outcome.status);
    made["value"] = to_json_value(outcome.figure);
    made["unit"] = outcome.unit;
    if (const auto* exact = std::get_if<ExactAmount>(&outcome.figure)) {
        made["exact_fen"] = exact->fen.to_string();
    }
    made["clause"] = clause_of(outcome);
    made["pack"] = outcome.pack;
    made["pack_version"] = outcome.pack_version;
    if (outcome.status == Status::not_stated) {
        // The words of the screen; the document that is silent.
        made["not_stated"] = {{"document", pack.documents.front().number}, {"title", pack.documents.front().title}};
    }
    Json readings = Json::array();
    for (const Reading& reading : outcome.readings) {
        readings.push_back({{"reading", reading.id}, {"value", to_json_value(reading.figure)}});
    }
    made["readings"] = std::move(readings);
    Json inputs = Json::array();
    for (const InputUse& input : outcome.inputs) {
        inputs.push_back({{"fact", input.fact}, {"value", input.value}});
    }
    made["inputs"] = std::move(inputs);
    Json standards = Json::array();
    for (const StandardUse& use : outcome.standards) {
        standards.push_back({{"kind", use.kind},
                             {"value", use.value},
                             {"effective_from", use.effective_from},
                             {"document", use.document},
                             {"table", use.table},
                             {"stale", use.stale}});
    }
    made["standards"] = std::move(standards);
    made["assumptions"] = outcome.assumptions;
    made["open"] = outcome.open_words;
    made["missing"] = missing_of(outcome.missing);
    made["also_ask"] = missing_of(outcome.also_ask);
    made["modality"] = outcome.modality;
    made["remarks"] = outcome.remarks;
    made["citations"] = citations_of(outcome);
    return made;
}

std::string dump(const Json& json) { return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n"; }

}  // namespace

std::string to_json(const Assessment& assessment, const Pack& pack) {
    Json made{{"pack", assessment.pack},
              {"pack_version", assessment.pack_version},
              {"document", pack.documents.front().number},
              {"on", assessment.on.to_string()},
              {"household", assessment.household}};
    Json faults = Json::array();
    for (const Fault& fault : assessment.faults) {
        faults.push_back({{"fault", name(fault.kind)}, {"where", fault.where}, {"detail", fault.detail}});
    }
    made["faults"] = std::move(faults);
    Json results = Json::array();
    for (const Outcome& outcome : assessment.outcomes) {
        results.push_back(outcome_json(outcome, pack));
    }
    made["results"] = std::move(results);
    return dump(made);
}

std::string to_json(const std::vector<DueItem>& items, const Pack& pack, Date on) {
    Json made{{"pack", pack.id}, {"pack_version", pack.version}, {"on", on.to_string()}};
    Json list = Json::array();
    for (const DueItem& item : items) {
        Json one{{"household", item.household}, {"due", item.due ? Json(item.due->to_string()) : Json(nullptr)}};
        one["result"] = outcome_json(item.outcome, pack);
        list.push_back(std::move(one));
    }
    made["due"] = std::move(list);
    return dump(made);
}

}  // namespace daohu::policy
