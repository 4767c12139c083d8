// SPDX-License-Identifier: Apache-2.0
#include "tests/assets/asset_files.hpp"
#include "tests/assets/pack_figures.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <set>

using namespace daohu::assets;
using nlohmann::json;

namespace {

json pack_file(std::string_view pack, std::string_view file) {
    return json_file("policy/" + std::string{pack} + "/" + std::string{file} + ".json");
}

// One member of such a file, by value: a loop may run over it.
json part_of(std::string_view pack, std::string_view file, std::string_view key) {
    return pack_file(pack, file).at(std::string{key});
}

const json& catalogue() {
    static const json file = json_file("policy/catalogue.json");
    return file;
}

std::set<std::string> ids_of(const json& items, const char* key = "id") {
    std::set<std::string> ids;
    for (const json& item : items) {
        ids.insert(item.at(key));
    }
    return ids;
}

bool has_words(const json& label) {
    return label.at("zh").get_ref<const std::string&>().size() > 1 &&
           label.at("en").get_ref<const std::string&>().size() > 1;
}

}  // namespace

TEST_CASE("Packs: all five counties' packs are there, whole", "[assets]") {
    const std::vector<std::string> packs = folders_with("policy", "pack.json");
    for (const PackColumn& column : kPackColumns) {
        CAPTURE(column.pack);
        CHECK(std::ranges::count(packs, std::string{column.pack}) == 1);
        for (const char* file : {"pack", "parameters", "programmes", "bodies", "notice", "calendar", "cards"}) {
            const json document = pack_file(column.pack, file);
            CAPTURE(file);
            CHECK(document.at("file") == file);
            CHECK(document.at("format") == 1);
            CHECK(document.value("pack", document.value("id", "")) == column.pack);
        }
    }
}

TEST_CASE("Packs: every parameter is in every pack, stated or not as the documents have it", "[assets]") {
    CHECK(catalogue().at("parameters").size() == kStated.size());
    for (const PackColumn& column : kPackColumns) {
        const json parameters = part_of(column.pack, "parameters", "parameters");
        CHECK(parameters.size() == kStated.size());
        for (const Stated& expected : kStated) {
            CAPTURE(column.pack, expected.id);
            REQUIRE(parameters.contains(expected.id));
            const bool is_stated = !parameters.at(expected.id).at("value").is_null();
            CHECK(is_stated == (expected.packs.find(column.letter) != std::string_view::npos));
        }
    }
}

TEST_CASE("Packs: a value has its clause, what is not stated has a document to name", "[assets]") {
    for (const PackColumn& column : kPackColumns) {
        const json document = part_of(column.pack, "pack", "documents").at(0);
        CHECK_FALSE(document.at("number").get<std::string>().empty());
        CHECK_FALSE(document.at("title").get<std::string>().empty());
        const json parameters = part_of(column.pack, "parameters", "parameters");
        for (const json& known : catalogue().at("parameters")) {
            const json& parameter = parameters.at(known.at("id").get<std::string>());
            CAPTURE(column.pack, known.at("id"));
            CHECK(parameter.at("unit") == known.at("unit"));
            CHECK(parameter.at("class") == known.at("class"));
            if (!parameter.at("value").is_null()) {
                CHECK_FALSE(parameter.value("clause", "").empty());
                CHECK_FALSE(parameter.contains("assumed"));
            }
        }
    }
}

TEST_CASE("Packs: the figures and deadlines are those of the documents", "[assets]") {
    for (const Figure& figure : kFigures) {
        CAPTURE(figure.pack, figure.id);
        const json parameter = pack_file(figure.pack, "parameters").at("parameters").at(figure.id);
        CHECK(parameter.at("value") == json::parse(figure.value));
        CHECK(parameter.value("operator", "") == figure.comparison);
        CHECK(parameter.at("clause") == figure.clause);
    }
}

TEST_CASE("Packs: no ambiguity, list or body is named that is not there", "[assets]") {
    const std::set<std::string> ambiguities = ids_of(json_file("policy/ambiguities.json").at("items"));
    const std::set<std::string> bodies = ids_of(json_file("codes/body.json").at("items"), "code");
    const std::set<std::string> programmes = ids_of(json_file("codes/programme.json").at("items"), "code");
    for (const json& known : catalogue().at("switches")) {
        CHECK(ambiguities.contains(known.at("ambiguity").get<std::string>()));
    }
    for (const PackColumn& column : kPackColumns) {
        const json parameters = part_of(column.pack, "parameters", "parameters");
        for (const auto& [id, parameter] : parameters.items()) {
            for (const json& ambiguity : parameter.value("ambiguities", json::array())) {
                CAPTURE(column.pack, id, ambiguity);
                CHECK(ambiguities.contains(ambiguity.get<std::string>()));
            }
        }
        for (const json& body : part_of(column.pack, "bodies", "bodies")) {
            CAPTURE(column.pack, body.at("id"));
            CHECK(bodies.contains(body.at("id").get<std::string>()));
        }
        for (const json& programme : part_of(column.pack, "programmes", "programmes")) {
            CAPTURE(column.pack, programme.at("id"));
            CHECK(programmes.contains(programme.at("id").get<std::string>()));
        }
    }
}

TEST_CASE("Packs: every programme has a route, and a packet holds only properties that exist", "[assets]") {
    const JsonFiles datasets = json_files("datasets");
    for (const PackColumn& column : kPackColumns) {
        const json file = pack_file(column.pack, "bodies");
        const std::set<std::string> bodies = ids_of(file.at("bodies"));
        CHECK(ids_of(file.at("routes"), "programme") == ids_of(part_of(column.pack, "programmes", "programmes")));
        for (const json& route : file.at("routes")) {
            CAPTURE(column.pack, route.at("programme"));
            CHECK_FALSE(route.at("to").empty());
            for (const json& body : route.at("to")) {
                CHECK(bodies.contains(body.get<std::string>()));
            }
            for (const json& share : route.at("shares")) {
                const std::string path = share;
                const std::string dataset = path.substr(0, path.find('.'));
                CAPTURE(path);
                REQUIRE(datasets.contains(dataset));
                const std::string property = path.substr(path.find('.') + 1);
                CHECK(std::ranges::any_of(datasets.at(dataset).at("properties"),
                                          [&](const json& candidate) { return candidate.at("name") == property; }));
            }
        }
    }
}

TEST_CASE("Catalogue: what packets can hold exists, and so do its groups and bodies", "[assets]") {
    const JsonFiles datasets = json_files("datasets");
    const auto codes_of = [](const std::string& list) {
        return ids_of(json_file("codes/" + list).at("items"), "code");
    };
    const std::set<std::string> groups = codes_of("fact_group.json");
    const std::set<std::string> bodies = codes_of("body.json");
    std::set<std::string> ids;
    for (const json& fact : catalogue().at("facts")) {
        const std::string id = fact.at("id");
        const std::string dataset = id.substr(0, id.find('.'));
        CAPTURE(id);
        CHECK(ids.insert(id).second);
        REQUIRE(datasets.contains(dataset));
        CHECK(ids_of(datasets.at(dataset).at("properties"), "name").contains(id.substr(id.find('.') + 1)));
        CHECK((!fact.contains("group") || groups.contains(fact.at("group").get<std::string>())));
        for (const json& body : fact.value("bodies", json::array())) {
            CHECK(bodies.contains(body.get<std::string>()));
        }
    }
}

TEST_CASE("Packs: a packet about school holds no illness, one about illness no school", "[assets]") {
    for (const PackColumn& column : kPackColumns) {
        for (const json& route : part_of(column.pack, "bodies", "routes")) {
            const std::string shares = route.at("shares").dump();
            CAPTURE(column.pack, route.at("programme"));
            if (route.at("programme") == "education") {
                CHECK(shares.find("medical.") == std::string::npos);
                CHECK(shares.find("expense.") == std::string::npos);
            }
            if (route.at("programme") == "medical") {
                CHECK(shares.find("education.") == std::string::npos);
            }
        }
    }
}

TEST_CASE("Packs: what falls due has a parameter that is stated, or a clause that gives no day", "[assets]") {
    for (const PackColumn& column : kPackColumns) {
        const json parameters = part_of(column.pack, "parameters", "parameters");
        for (const json& item : part_of(column.pack, "calendar", "items")) {
            CAPTURE(column.pack, item.at("id"));
            if (item.at("interval").is_null()) {
                CHECK_FALSE(item.at("clause").get<std::string>().empty());  // asked for, without a day
                continue;
            }
            CHECK_FALSE(parameters.at(item.at("interval").get<std::string>()).at("value").is_null());
        }
    }
}

TEST_CASE("Packs: a card covers every stated parameter and says it in both languages", "[assets]") {
    for (const PackColumn& column : kPackColumns) {
        const std::set<std::string> programmes = ids_of(part_of(column.pack, "programmes", "programmes"));
        std::set<std::string> ids;
        std::set<std::string> covered;
        for (const json& card : part_of(column.pack, "cards", "cards")) {
            CAPTURE(column.pack, card.at("id"));
            CHECK(ids.insert(card.at("id")).second);
            CHECK(has_words(card.at("title")));
            CHECK(has_words(card.at("body")));
            CHECK_FALSE(card.at("clause").get<std::string>().empty());
            CHECK_FALSE(card.at("keywords").empty());
            for (const json& programme : card.at("programmes")) {
                CHECK(programmes.contains(programme.get<std::string>()));
            }
            for (const json& parameter : card.at("parameters")) {
                covered.insert(parameter.get<std::string>());
            }
        }
        const json parameters = part_of(column.pack, "parameters", "parameters");
        for (const auto& [id, parameter] : parameters.items()) {
            CAPTURE(column.pack, id);
            CHECK((parameter.at("value").is_null() || covered.contains(id)));
        }
    }
}
