// SPDX-License-Identifier: Apache-2.0
#pragma once

// One version of one county's policy as data: docs/policy-pack.md. Made by read_pack() and PackLibrary; immutable, so
// any thread may read it.

#include "core/base/date.hpp"
#include "core/base/division_code.hpp"
#include "core/policy/catalogue.hpp"
#include "core/policy/fault.hpp"
#include "core/policy/parameter.hpp"

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daohu::policy {

struct Document {
    std::string pack;  // whose document: a parent's where inherited
    std::string id;
    std::string number;
    std::string title;
    std::string issuer;
    std::string issued_on;
};

struct PackReference {
    std::string id;
    std::int64_t version = 0;
    friend auto operator<=>(const PackReference&, const PackReference&) = default;
};

// Anything with an id, a name and a clause: a programme, a local term.
struct NamedClause {
    std::string id;
    Label label;
    std::string clause;
    std::string document;
    std::optional<Label> note;
};

struct Body {
    std::string id;
    Label label;
    std::optional<Date> valid_from, valid_to;
};

// Where a programme's matters go. `owner` here and below: the pack that wrote it, a parent's where inherited.
struct Route {
    std::string owner;
    std::string programme;
    std::vector<std::string> to;
    std::string lead;                 // empty where the document names none
    std::string cause;                // empty: any
    std::vector<std::string> shares;  // facts of the catalogue: all that a packet may hold
    std::string clause;
    std::string document;
};

struct Hotline {
    std::string number;  // empty: the document names a line and no number
    Label label;
    std::string clause;
    std::string document;
    std::vector<Modality> modality;
};

struct NoticeField {
    std::string id;
    std::string granularity;
    std::string clause;
};

struct NoticePlace {
    std::string level;
    std::string id;
    Label label;
    std::string clause;
};

struct NoticeRules {
    std::optional<std::vector<NoticeField>> fields;  // nothing: the document has no list
    std::vector<std::string> never;
    std::vector<NoticePlace> places;
    std::optional<std::int64_t> days;
};

struct CalendarItem {
    std::string owner;
    std::string id;
    std::optional<ParameterId> interval;  // nothing: the document asks for it and does not say how often
    Label label;
    std::string clause;
};

// A piece of policy in the project's own words, for reading and searching on the tablet.
struct Card {
    std::string owner;
    std::string id;
    Label title;
    Label body;
    std::string clause;
    std::string document;
    std::vector<std::string> programmes;
    std::vector<ParameterId> parameters;
    std::vector<std::string> keywords;
    std::vector<Modality> modality;
    std::optional<Label> scope;
};

struct Pack {
    std::string id;
    std::int64_t version = 0;
    Label label;
    std::string division;  // six digits
    std::string level;
    std::vector<Document> documents;
    std::optional<Date> valid_from, valid_to;
    std::optional<PackReference> parent;
    bool possibly_superseded = false;

    std::array<std::optional<Parameter>, ParameterId::kMax + 1> parameters;
    // What the parents lay down where the pack's own entry has days: nearest first, for the days outside them.
    std::map<ParameterId, std::vector<Parameter>> parents_parameters;
    std::map<std::string, Switch, std::less<>> switches;
    std::vector<NamedClause> programmes;
    std::vector<NamedClause> terms;
    std::vector<Body> bodies;
    std::vector<Route> routes;
    std::vector<Hotline> hotlines;
    NoticeRules notice;
    std::vector<CalendarItem> calendar;
    std::vector<Card> cards;

    [[nodiscard]] const Parameter& parameter(ParameterId parameter_id) const;
    // The pack's own where it is in force on the day, else the nearest parent's that is; its own where none is.
    [[nodiscard]] const Parameter& parameter(ParameterId parameter_id, Date day) const;
    [[nodiscard]] const Switch* find_switch(std::string_view switch_id) const;
    // By the pack that lays the value down and the document's id there; the first document for an empty id.
    [[nodiscard]] const Document& document(std::string_view owner, std::string_view document_id) const;
    [[nodiscard]] const CalendarItem* find_calendar_item(std::string_view item_id) const;
    [[nodiscard]] const Card* find_card(std::string_view card_id) const;
    [[nodiscard]] bool is_in_force(Date day) const;
    // Cards in which every word of `query` occurs, best first: title, then keywords, then body. At most `limit`.
    [[nodiscard]] std::vector<const Card*> search_cards(std::string_view query, std::size_t limit) const;
};

// The files of a pack's folder by name.
using PackFiles = std::map<std::string, std::string, std::less<>>;

// A pack as its own files have it: without what it inherits. Nothing, and the faults, when it is not sound.
[[nodiscard]] std::optional<Pack> read_pack(const PackFiles& files, const Catalogue& catalogue, Faults& faults);

// Puts the pack's id before the file of every fault from that one on.
void name_pack(Faults& faults, std::size_t from, std::string_view pack);

// Gives a child what its parent lays down, and holds it to the parent's limits.
[[nodiscard]] std::optional<Pack> inherit(Pack child, const Pack& parent, Faults& faults);

// Every parameter of the catalogue is there, the calendar rests on stated ones, and routes name facts that exist.
[[nodiscard]] bool check_complete(const Pack& pack, const Catalogue& catalogue, Faults& faults);

}  // namespace daohu::policy
