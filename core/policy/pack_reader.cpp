// SPDX-License-Identifier: Apache-2.0
#include "core/policy/pack.hpp"
#include "core/policy/pack_fields.hpp"
#include "core/policy/pack_sections.hpp"

#include <algorithm>
#include <utility>

namespace daohu::policy {
namespace {

bool is_pack_id(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
}

void read_documents(ObjectReader& object, Pack& pack) {
    for_each_item(object, "documents", [&](const JsonValue& item, std::string where) {
        ObjectReader one{item, std::move(where), object.sink()};
        Document made;
        made.pack = pack.id;
        made.id = one.needed_text("id").value_or("");
        made.number = one.needed_text("number").value_or("");
        made.title = one.needed_text("title").value_or("");
        made.issuer = one.needed_text("issuer").value_or("");
        made.issued_on = one.needed_text("issued_on").value_or("");
        if (std::ranges::any_of(pack.documents, [&](const Document& other) { return other.id == made.id; })) {
            object.sink().add(FaultKind::duplicate_key, one.path("id"), made.id);
        }
        pack.documents.push_back(std::move(made));
    });
    if (pack.documents.empty()) {
        object.sink().add(FaultKind::missing_key, object.path("documents"), "a pack rests on a document");
    }
}

void read_identity(const JsonValue& json, FaultSink& sink, Pack& pack) {
    ObjectReader object{json, {}, sink};
    read_head(object, "pack");
    pack.id = object.needed_text("id").value_or("");
    if (!is_pack_id(pack.id)) {
        sink.add(FaultKind::bad_value, "id", "small letters, digits and hyphens");
    }
    object.need("version");
    pack.version = object.integer("version").value_or(0);
    if (pack.version < 1) {
        sink.add(FaultKind::bad_value, "version", "a whole number from 1");
    }
    pack.label = read_label(object, "label").value_or(Label{});
    pack.division = object.needed_text("division").value_or("");
    if (!DivisionCode::parse(pack.division)) {
        sink.add(FaultKind::bad_value, "division", "a division code of 6 digits");
    }
    pack.level = object.needed_text("level").value_or("");
    if (pack.level != "county" && pack.level != "district" && pack.level != "city") {
        sink.add(FaultKind::unknown_code, "level", pack.level);
    }
    read_documents(object, pack);
    object.need("valid_from");
    pack.valid_from = read_date(object, "valid_from");
    pack.valid_to = read_date(object, "valid_to");
    if (pack.valid_from && pack.valid_to && *pack.valid_to < *pack.valid_from) {
        sink.add(FaultKind::bad_value, "valid_to", "before valid_from");
    }
    if (const JsonValue* parent = object.find("parent"); parent != nullptr && !parent->is_null()) {
        ObjectReader reference{*parent, object.path("parent"), sink};
        pack.parent = PackReference{reference.needed_text("id").value_or(""), reference.integer("version").value_or(0)};
        if (reference.need("version") != nullptr && pack.parent->version < 1) {
            sink.add(FaultKind::bad_value, reference.path("version"), "a whole number from 1");
        }
    }
    pack.possibly_superseded = object.boolean("possibly_superseded").value_or(false);
}

void check_ambiguity(const Catalogue& catalogue, const std::string& id, const std::string& where, FaultSink& sink) {
    if (!catalogue.has_ambiguity(id)) {
        sink.add(FaultKind::unknown_code, where, id);
    }
}

std::optional<Assumed> read_assumed(ObjectReader& object, Unit unit, const std::vector<std::string>& codes,
                                    const Catalogue& catalogue) {
    const JsonValue* json = object.find("assumed");
    if (json == nullptr || json->is_null()) {
        return std::nullopt;
    }
    ObjectReader assumed{*json, object.path("assumed"), object.sink()};
    const JsonValue* value = assumed.need("value");
    const auto ambiguity = assumed.needed_text("ambiguity");
    auto read = value == nullptr ? std::nullopt
                                 : read_parameter_value(*value, unit, codes, assumed.path("value"), object.sink());
    if (!read || !ambiguity) {
        return std::nullopt;
    }
    check_ambiguity(catalogue, *ambiguity, assumed.path("ambiguity"), object.sink());
    return Assumed{std::move(*read), *ambiguity};
}

void check_clause(ObjectReader& object, const Pack& pack, bool stated, const std::string& clause,
                  const std::string& document) {
    if (stated && is_blank(clause)) {
        object.sink().add(FaultKind::clause_missing, object.where(), "a value needs the clause that states it");
    }
    const bool known =
        document.empty() || std::ranges::find(pack.documents, document, &Document::id) != pack.documents.end();
    if (!known) {
        object.sink().add(FaultKind::document_unknown, object.path("document"), document);
    }
}

void read_modality(ObjectReader& object, std::vector<Modality>& into) {
    for (const std::string& word : object.texts("modality")) {
        if (const auto modality = find_modality(word)) {
            into.push_back(*modality);
        } else {
            object.sink().add(FaultKind::unknown_code, object.path("modality"), word);
        }
    }
}

void read_parameter(const JsonValue& json, const std::string& key, const ParameterDefinition& definition,
                    const Catalogue& catalogue, FaultSink& sink, Pack& pack) {
    ObjectReader object{json, "parameters." + key, sink};
    Parameter made;
    made.pack = pack.id;
    const JsonValue* value = object.need("value");
    const auto unit = read_word<Unit>(object, "unit", find_unit);
    const auto shared = read_word<SharedBy>(object, "class", find_shared_by);
    if (unit && *unit != definition.unit) {
        sink.add(FaultKind::wrong_unit, object.path("unit"), std::string{name(definition.unit)} + " is expected");
    }
    if (shared && *shared != definition.shared) {
        sink.add(FaultKind::wrong_class, object.path("class"), std::string{name(definition.shared)} + " is expected");
    }
    made.unit = definition.unit;
    made.shared = definition.shared;
    if (value != nullptr && !value->is_null()) {
        if (auto read = read_parameter_value(*value, definition.unit, definition.codes, object.path("value"), sink)) {
            made.value = std::move(*read);
        }
    }
    if (const auto word = object.text("operator")) {
        made.comparison = find_comparison(*word);
        if (!made.comparison) {
            sink.add(FaultKind::unknown_code, object.path("operator"), *word);
        }
    }
    made.clause = object.text("clause").value_or("");
    made.document = object.text("document").value_or("");
    check_clause(object, pack, made.is_stated(), made.clause, made.document);
    read_modality(object, made.modality);
    made.assumed = read_assumed(object, definition.unit, definition.codes, catalogue);
    if (made.assumed && made.is_stated()) {
        sink.add(FaultKind::bad_value, object.path("assumed"), "what is stated needs no assumption");
    }
    made.ambiguities = object.texts("ambiguities");
    for (const std::string& id : made.ambiguities) {
        check_ambiguity(catalogue, id, object.path("ambiguities"), sink);
    }
    made.only_for = object.texts("only_for");
    for (const std::string& word : made.only_for) {
        if (!is_narrowing_word(word)) {
            sink.add(FaultKind::unknown_code, object.path("only_for"), word);
        }
    }
    made.instead = object.texts("instead");
    made.implied = object.boolean("implied").value_or(false);
    made.not_applicable = object.boolean("not_applicable").value_or(false);
    made.limit = object.boolean("limit").value_or(false);
    if (made.limit && made.is_stated() && !made.comparison) {
        sink.add(FaultKind::missing_key, object.path("operator"), "a limit needs an operator");
    }
    made.valid_from = read_date(object, "valid_from");
    made.valid_to = read_date(object, "valid_to");
    made.by = read_date(object, "by");
    if (const JsonValue* note = object.find("note"); note != nullptr) {
        made.note = to_label(*note, object.path("note"), sink);
    }
    if (const JsonValue* source = object.find("own_source"); source != nullptr) {
        ObjectReader own{*source, object.path("own_source"), sink};
        const auto document = own.needed_text("document");
        made.has_own_source = own.needed_text("clause").has_value() && document.has_value();
        check_clause(own, pack, true, "given", document.value_or(""));
    }
    pack.parameters.at(definition.id.number()) = std::move(made);
}

void read_switch(const JsonValue& json, const SwitchDefinition& definition, const Catalogue& catalogue, FaultSink& sink,
                 Pack& pack) {
    ObjectReader object{json, "switches." + definition.id, sink};
    Switch made;
    object.need("value");
    made.value = object.text("value").value_or("");
    if (!made.value.empty() && std::ranges::find(definition.codes, made.value) == definition.codes.end()) {
        sink.add(FaultKind::unknown_code, object.path("value"), made.value);
    }
    made.clause = object.text("clause").value_or("");
    made.document = object.text("document").value_or("");
    check_clause(object, pack, !made.value.empty(), made.clause, made.document);
    made.assumed = read_assumed(object, Unit::enumeration, definition.codes, catalogue);
    if (const JsonValue* note = object.find("note"); note != nullptr) {
        (void)to_label(*note, object.path("note"), sink);
    }
    pack.switches[definition.id] = std::move(made);
}

void read_parameters(const JsonValue& json, const Catalogue& catalogue, FaultSink& sink, Pack& pack) {
    ObjectReader object{json, {}, sink};
    read_pack_head(object, "parameters", pack.id);
    if (const JsonValue* parameters = object.need("parameters"); parameters != nullptr) {
        for (const auto& [key, value] : parameters->members) {
            const auto id = ParameterId::parse(key);
            const ParameterDefinition* definition = id ? catalogue.find(*id) : nullptr;
            if (definition == nullptr) {
                sink.add(FaultKind::unknown_parameter, "parameters." + key);
                continue;
            }
            read_parameter(value, key, *definition, catalogue, sink, pack);
        }
    }
    if (const JsonValue* switches = object.find("switches"); switches != nullptr) {
        for (const auto& [key, value] : switches->members) {
            const SwitchDefinition* definition = catalogue.find_switch(key);
            if (definition == nullptr) {
                sink.add(FaultKind::unknown_key, "switches." + key);
                continue;
            }
            read_switch(value, *definition, catalogue, sink, pack);
        }
    }
}

// The parsed file of that name; nothing when it is not there. `needed` reports its absence.
std::optional<JsonValue> parse_file(const PackFiles& files, const std::string& name, FilePresence presence,
                                    Faults& faults) {
    const auto found = files.find(name);
    if (found == files.end()) {
        if (presence == FilePresence::needed) {
            faults.push_back(Fault{FaultKind::file_missing, name, {}, {}});
        }
        return std::nullopt;
    }
    return parse_json(found->second, name, faults);
}

}  // namespace

std::optional<Pack> read_pack(const PackFiles& files, const Catalogue& catalogue, Faults& faults) {
    const std::size_t before = faults.size();
    Pack pack;
    if (const auto json = parse_file(files, "pack.json", FilePresence::needed, faults)) {
        FaultSink sink{"pack.json", faults};
        read_identity(*json, sink, pack);
    }
    if (const auto json = parse_file(files, "parameters.json", FilePresence::needed, faults)) {
        FaultSink sink{"parameters.json", faults};
        read_parameters(*json, catalogue, sink, pack);
    }
    // A child may leave out whole files and has its parent's then.
    const FilePresence presence = pack.parent ? FilePresence::optional : FilePresence::needed;
    for (const PackSection& section : pack_sections()) {
        const std::string name = std::string{section.kind} + ".json";
        if (const auto json = parse_file(files, name, presence, faults)) {
            FaultSink sink{name, faults};
            section.read(*json, sink, pack);
        }
    }
    for (const auto& [name, text] : files) {
        const bool known = name == "pack.json" || name == "parameters.json" ||
                           std::ranges::any_of(pack_sections(), [&](const PackSection& section) {
                               return name == std::string{section.kind} + ".json";
                           });
        if (!known) {
            faults.push_back(Fault{FaultKind::unknown_key, name, {}, "no file of a pack has this name"});
        }
    }
    name_pack(faults, before, pack.id);
    if (faults.size() != before) {
        return std::nullopt;
    }
    return pack;
}

}  // namespace daohu::policy
