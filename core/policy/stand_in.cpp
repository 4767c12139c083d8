// SPDX-License-Identifier: Apache-2.0
#include "core/policy/stand_in.hpp"

#include <nlohmann/json.hpp>

#include <initializer_list>

namespace daohu::policy {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kNowhere = "999999";  // a division that has no published figures of its own
constexpr const char* kUnknown = "-";

Json head(const char* file) { return {{"file", file}, {"format", 1}}; }

// The file of a section in which every list is empty.
Json section(const char* file, const std::string& pack, std::initializer_list<const char*> lists) {
    Json json = head(file);
    json["pack"] = pack;
    for (const char* list : lists) {
        json[list] = Json::array();
    }
    return json;
}

Json identity(const PackReference& pack) {
    const Json document{
        {"id", "main"}, {"number", pack.id}, {"title", pack.id}, {"issuer", kUnknown}, {"issued_on", kUnknown}};
    Json json = head("pack");
    json["id"] = pack.id;
    json["version"] = pack.version;
    json["label"] = {{"zh", pack.id}, {"en", pack.id}};
    json["division"] = kNowhere;
    json["level"] = "county";
    json["documents"] = Json::array({document});
    json["valid_from"] = nullptr;
    return json;
}

Json parameters(const std::string& pack, const Catalogue& catalogue) {
    Json json = head("parameters");
    json["pack"] = pack;
    json["parameters"] = Json::object();
    for (const ParameterDefinition& definition : catalogue.parameters()) {
        json["parameters"][definition.id.to_string()] = {
            {"value", nullptr}, {"unit", name(definition.unit)}, {"class", name(definition.shared)}};
    }
    return json;
}

}  // namespace

PackFiles stand_in(const PackReference& pack, const Catalogue& catalogue) {
    Json notice = section("notice", pack.id, {"never", "places"});
    notice["fields"] = nullptr;
    notice["days"] = nullptr;
    return {{"pack.json", identity(pack).dump()},
            {"parameters.json", parameters(pack.id, catalogue).dump()},
            {"programmes.json", section("programmes", pack.id, {"programmes", "terms"}).dump()},
            {"bodies.json", section("bodies", pack.id, {"bodies", "routes", "hotlines"}).dump()},
            {"notice.json", notice.dump()},
            {"calendar.json", section("calendar", pack.id, {"items"}).dump()},
            {"cards.json", section("cards", pack.id, {"cards"}).dump()}};
}

}  // namespace daohu::policy
