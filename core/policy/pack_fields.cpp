// SPDX-License-Identifier: Apache-2.0
#include "core/policy/pack_fields.hpp"

#include <utility>

namespace daohu::policy {
namespace {

using Kind = JsonValue::Kind;

void bad(FaultSink& sink, const std::string& where, std::string detail) {
    sink.add(FaultKind::bad_value, where, std::move(detail));
}

}  // namespace

std::optional<Label> to_label(const JsonValue& json, std::string where, FaultSink& sink) {
    ObjectReader object{json, std::move(where), sink};
    const auto zh = object.needed_text("zh");
    const auto en = object.needed_text("en");
    if (!zh || !en) {
        return std::nullopt;
    }
    return Label{*zh, *en};
}

std::optional<Label> read_label(ObjectReader& object, std::string_view key) {
    const JsonValue* json = object.need(key);
    return json == nullptr ? std::nullopt : to_label(*json, object.path(key), object.sink());
}

bool is_blank(std::string_view text) {
    constexpr std::string_view kWideSpace = "\u3000";
    while (!text.empty()) {
        if (text.starts_with(kWideSpace)) {
            text.remove_prefix(kWideSpace.size());
        } else if (text.front() == ' ' || text.front() == '\t' || text.front() == '\n') {
            text.remove_prefix(1);
        } else {
            return false;
        }
    }
    return true;
}

std::optional<Date> read_date(ObjectReader& object, std::string_view key) {
    const auto text = object.text(key);
    if (!text) {
        return std::nullopt;
    }
    const auto date = Date::parse(*text);
    if (!date) {
        bad(object.sink(), object.path(key), "a day is written \"2026-03-02\"");
        return std::nullopt;
    }
    return *date;
}

void read_head(ObjectReader& object, std::string_view kind) {
    const auto file = object.needed_text("file");
    if (file && *file != kind) {
        bad(object.sink(), object.path("file"), fmt::format("'{}' is expected", kind));
    }
    const JsonValue* format = object.need("format");
    if (format != nullptr && (format->kind != Kind::integer || format->integer != 1)) {
        bad(object.sink(), object.path("format"), "this version reads format 1");
    }
}

}  // namespace daohu::policy
