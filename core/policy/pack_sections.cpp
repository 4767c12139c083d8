// SPDX-License-Identifier: Apache-2.0
#include "core/policy/pack_sections.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace daohu::policy {
namespace {

constexpr std::array<std::string_view, 19> kNarrowingWords{"in_policy_scope",
                                                           "inpatient",
                                                           "key_recipient",
                                                           "rural",
                                                           "urban",
                                                           "tekun",
                                                           "orphan",
                                                           "outsider",
                                                           "dibao",
                                                           "registered_poor",
                                                           "first_startup",
                                                           "hard_to_employ",
                                                           "willing_jobseeker",
                                                           "difficult_household",
                                                           "aid_recipient",
                                                           "dibao_or_tekun",
                                                           "expenditure_type",
                                                           "emergency_type",
                                                           "pending_application"};

// What may fall due. An item of any other name would never be looked at.
constexpr std::array<std::string_view, 21> kCalendarItems{"review_tekun",
                                                          "review_dibao",
                                                          "housing_recheck",
                                                          "tekun_minor_age",
                                                          "home_care_age",
                                                          "old_age_allowance",
                                                          "orphan_housing_age",
                                                          "phase_out_end",
                                                          "startup_grace_end",
                                                          "hard_to_employ",
                                                          "employment_services",
                                                          "public_labour",
                                                          "emergency_clock",
                                                          "supplement_papers",
                                                          "vagrant_unidentified",
                                                          "sweep",
                                                          "change_report",
                                                          "home_checks",
                                                          "follow_up",
                                                          "public_notice",
                                                          "housing_inspection"};

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& words, std::string_view word) {
    return std::ranges::find(words, word) != words.end();
}

bool is_known_document(const Pack& pack, std::string_view document) {
    return document.empty() || std::ranges::find(pack.documents, document, &Document::id) != pack.documents.end();
}

// The clause of anything that a document says.
std::string read_clause(ObjectReader& object) {
    const auto clause = object.text("clause");
    if (!clause || is_blank(*clause)) {
        object.sink().add(FaultKind::clause_missing, object.where());
        return {};
    }
    return *clause;
}

std::string read_document(ObjectReader& object, const Pack& pack) {
    auto document = object.text("document").value_or("");
    if (!is_known_document(pack, document)) {
        object.sink().add(FaultKind::document_unknown, object.path("document"), document);
    }
    return document;
}

std::vector<Modality> read_modalities(ObjectReader& object) {
    std::vector<Modality> made;
    for (const std::string& word : object.texts("modality")) {
        if (const auto modality = find_modality(word)) {
            made.push_back(*modality);
        } else {
            object.sink().add(FaultKind::unknown_code, object.path("modality"), word);
        }
    }
    return made;
}

void read_named(ObjectReader& object, std::string_view key, const Pack& pack, std::vector<NamedClause>& into) {
    for_each_item(object, key, [&](const JsonValue& item, std::string where) {
        ObjectReader one{item, std::move(where), object.sink()};
        NamedClause made;
        made.id = one.needed_text("id").value_or("");
        made.label = read_label(one, "label").value_or(Label{});
        made.clause = read_clause(one);
        made.document = read_document(one, pack);
        if (const JsonValue* note = one.find("note"); note != nullptr) {
            made.note = to_label(*note, one.path("note"), object.sink());
        }
        if (std::ranges::find(into, made.id, &NamedClause::id) != into.end()) {
            object.sink().add(FaultKind::duplicate_key, one.path("id"), made.id);
        }
        into.push_back(std::move(made));
    });
}

void read_programmes(const JsonValue& json, FaultSink& sink, Pack& pack) {
    ObjectReader object{json, {}, sink};
    read_pack_head(object, "programmes", pack.id);
    read_named(object, "programmes", pack, pack.programmes);
    read_named(object, "terms", pack, pack.terms);
}

void check_body(const Pack& pack, const std::string& id, const std::string& where, FaultSink& sink) {
    if (std::ranges::find(pack.bodies, id, &Body::id) == pack.bodies.end()) {
        sink.add(FaultKind::unknown_code, where, id + " is not among the bodies");
    }
}

void read_route(const JsonValue& json, std::string where, FaultSink& sink, Pack& pack) {
    ObjectReader object{json, std::move(where), sink};
    Route made;
    made.owner = pack.id;
    made.programme = object.needed_text("programme").value_or("");
    object.need("to");
    made.to = object.texts("to");
    made.lead = object.text("lead").value_or("");
    made.cause = object.text("cause").value_or("");
    made.shares = object.texts("shares");
    made.clause = read_clause(object);
    made.document = read_document(object, pack);
    for (const std::string& body : made.to) {
        check_body(pack, body, object.path("to"), sink);
    }
    if (!made.lead.empty() && std::ranges::find(made.to, made.lead) == made.to.end()) {
        sink.add(FaultKind::bad_value, object.path("lead"), "the lead is not among those the route goes to");
    }
    pack.routes.push_back(std::move(made));
}

void read_bodies(const JsonValue& json, FaultSink& sink, Pack& pack) {
    ObjectReader object{json, {}, sink};
    read_pack_head(object, "bodies", pack.id);
    for_each_item(object, "bodies", [&](const JsonValue& item, std::string where) {
        ObjectReader one{item, std::move(where), sink};
        Body made;
        made.id = one.needed_text("id").value_or("");
        made.label = read_label(one, "label").value_or(Label{});
        made.valid_from = read_date(one, "valid_from");
        made.valid_to = read_date(one, "valid_to");
        pack.bodies.push_back(std::move(made));
    });
    for_each_item(object, "routes",
                  [&](const JsonValue& item, std::string where) { read_route(item, std::move(where), sink, pack); });
    for_each_item(object, "hotlines", [&](const JsonValue& item, std::string where) {
        ObjectReader one{item, std::move(where), sink};
        Hotline made;
        one.need("number");
        made.number = one.text("number").value_or("");
        made.label = read_label(one, "label").value_or(Label{});
        made.clause = read_clause(one);
        made.document = read_document(one, pack);
        made.modality = read_modalities(one);
        pack.hotlines.push_back(std::move(made));
    });
}

void read_notice(const JsonValue& json, FaultSink& sink, Pack& pack) {
    ObjectReader object{json, {}, sink};
    read_pack_head(object, "notice", pack.id);
    const JsonValue* fields = object.need("fields");
    if (fields != nullptr && !fields->is_null()) {
        pack.notice.fields.emplace();
        for_each_item(object, "fields", [&](const JsonValue& item, std::string where) {
            ObjectReader one{item, std::move(where), sink};
            pack.notice.fields->push_back(NoticeField{one.needed_text("id").value_or(""),
                                                      one.text("granularity").value_or(""), read_clause(one)});
        });
    }
    pack.notice.never = object.texts("never");
    for_each_item(object, "places", [&](const JsonValue& item, std::string where) {
        ObjectReader one{item, std::move(where), sink};
        NoticePlace made;
        made.level = one.needed_text("level").value_or("");
        made.id = one.needed_text("id").value_or("");
        made.label = read_label(one, "label").value_or(Label{});
        made.clause = read_clause(one);
        pack.notice.places.push_back(std::move(made));
    });
    pack.notice.days = object.integer("days");
    if (pack.notice.fields) {
        for (const NoticeField& field : *pack.notice.fields) {
            if (std::ranges::find(pack.notice.never, field.id) != pack.notice.never.end()) {
                sink.add(FaultKind::bad_value, "never", field.id + " is both shown and never shown");
            }
        }
    }
}

void read_calendar(const JsonValue& json, FaultSink& sink, Pack& pack) {
    ObjectReader object{json, {}, sink};
    read_pack_head(object, "calendar", pack.id);
    for_each_item(object, "items", [&](const JsonValue& item, std::string where) {
        ObjectReader one{item, std::move(where), sink};
        CalendarItem made;
        made.owner = pack.id;
        made.id = one.needed_text("id").value_or("");
        if (!made.id.empty() && !contains(kCalendarItems, made.id)) {
            sink.add(FaultKind::unknown_code, one.path("id"), made.id);
        }
        if (const auto interval = one.text("interval")) {
            made.interval = ParameterId::parse(*interval);
            if (!made.interval) {
                sink.add(FaultKind::unknown_parameter, one.path("interval"), *interval);
            }
        }
        made.label = read_label(one, "label").value_or(Label{});
        made.clause = made.interval ? one.text("clause").value_or("") : read_clause(one);
        if (pack.find_calendar_item(made.id) != nullptr) {
            sink.add(FaultKind::duplicate_key, one.path("id"), made.id);
        }
        pack.calendar.push_back(std::move(made));
    });
}

void read_card(const JsonValue& json, std::string where, FaultSink& sink, Pack& pack) {
    ObjectReader object{json, std::move(where), sink};
    Card made;
    made.owner = pack.id;
    made.id = object.needed_text("id").value_or("");
    made.title = read_label(object, "title").value_or(Label{});
    made.body = read_label(object, "body").value_or(Label{});
    made.clause = read_clause(object);
    made.document = read_document(object, pack);
    made.programmes = object.texts("programmes");
    for (const std::string& text : object.texts("parameters")) {
        if (const auto id = ParameterId::parse(text)) {
            made.parameters.push_back(*id);
        } else {
            sink.add(FaultKind::unknown_parameter, object.path("parameters"), text);
        }
    }
    made.keywords = object.texts("keywords");
    made.modality = read_modalities(object);
    if (const JsonValue* scope = object.find("scope"); scope != nullptr && !scope->is_null()) {
        made.scope = to_label(*scope, object.path("scope"), sink);
    }
    if (std::ranges::find(pack.cards, made.id, &Card::id) != pack.cards.end()) {
        sink.add(FaultKind::duplicate_key, object.path("id"), made.id);
    }
    pack.cards.push_back(std::move(made));
}

void read_cards(const JsonValue& json, FaultSink& sink, Pack& pack) {
    ObjectReader object{json, {}, sink};
    read_pack_head(object, "cards", pack.id);
    for_each_item(object, "cards",
                  [&](const JsonValue& item, std::string where) { read_card(item, std::move(where), sink, pack); });
}

constexpr std::array<PackSection, 5> kSections{
    PackSection{"programmes", read_programmes}, PackSection{"bodies", read_bodies}, PackSection{"notice", read_notice},
    PackSection{"calendar", read_calendar}, PackSection{"cards", read_cards}};

}  // namespace

std::span<const PackSection> pack_sections() { return kSections; }

void read_pack_head(ObjectReader& object, std::string_view kind, std::string_view pack) {
    read_head(object, kind);
    const auto id = object.needed_text("pack");
    if (id && *id != pack) {
        object.sink().add(FaultKind::bad_value, "pack", "the file belongs to " + *id);
    }
}

bool is_narrowing_word(std::string_view word) { return contains(kNarrowingWords, word); }

}  // namespace daohu::policy
