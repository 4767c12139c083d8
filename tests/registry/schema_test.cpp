// SPDX-License-Identifier: Apache-2.0
#include "core/registry/schema.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace daohu;
using namespace daohu::registry;

namespace {

constexpr std::string_view kColours = R"({"codes": "colour", "version": 2, "source": "own", "items": [
    {"code": "red", "label": {"zh": "红", "en": "Red"}},
    {"code": "grey", "label": {"zh": "灰", "en": "Grey"}, "retired": true}]})";

// A dataset with one property, which is `property`.
std::string dataset_with(std::string_view property) {
    return std::string{R"({"dataset": "thing", "version": 1, "label_key": "dataset.thing", "properties": [)"}
        .append(property)
        .append("]}");
}

Result<SchemaSet> parse(std::string dataset) {
    const std::vector<SchemaFile> datasets{{"thing.json", std::move(dataset)}};
    const std::vector<SchemaFile> codes{{"colour.json", std::string{kColours}}};
    return SchemaSet::parse(datasets, codes);
}

void expect(const Result<SchemaSet>& result, ErrorCode code, std::string_view place) {
    REQUIRE_FALSE(result);
    CHECK(result.error().code == code);
    INFO(result.error().detail);
    CHECK(result.error().detail.find(place) != std::string::npos);
}

}  // namespace

TEST_CASE("Schemas: the datasets and code lists of the assets are well formed", "[registry]") {
    const Result<SchemaSet> set = SchemaSet::load(std::string{DAOHU_SOURCE_DIR} + "/assets");
    INFO((set ? std::string{} : set.error().describe()));
    REQUIRE(set);
    for (const std::string_view name : {"case", "person", "household", "income"}) {
        CHECK(set->find_dataset(name) != nullptr);
    }
    const PropertySchema* urgency = set->find_property("case", "urgency");
    REQUIRE(urgency != nullptr);
    CHECK(urgency->type == PropertyType::code);
    CHECK(urgency->data_class == DataClass::work);
    REQUIRE(set->find_codes(urgency->codes) != nullptr);
    CHECK(set->find_codes(urgency->codes)->find("life_danger") != nullptr);
    CHECK(set->find_property("person", "full_name")->index == PropertyIndex::name);
    CHECK(set->find_property("person", "lives_in")->dataset == "household");
    CHECK(set->find_property("person", "photos")->mode == PropertyMode::set);
    CHECK(set->find_property("case", "discovered_at")->mode == PropertyMode::immutable);
}

TEST_CASE("Schemas: a property is found by its former name and shown under the present one", "[registry]") {
    const Result<SchemaSet> set = parse(dataset_with(
        R"({"name": "colour", "former_names": ["shade"], "type": "code", "codes": "colour", "class": "-", "purpose": "show",
            "label": {"zh": "颜色", "en": "Colour"}})"));
    REQUIRE(set);
    const DatasetSchema* thing = set->find_dataset("thing");
    REQUIRE(thing != nullptr);
    CHECK(thing->find("shade") == thing->find("colour"));
    CHECK(thing->current_name("shade") == "colour");
    CHECK(thing->current_name("weight") == "weight");
    CHECK(set->find_codes("colour")->find("grey")->retired);
    CHECK(set->find_codes("colour")->find("blue") == nullptr);
}

TEST_CASE("Schemas: every mistake names its file and its key", "[registry]") {
    expect(parse("{"), ErrorCode::schema_not_json, "thing.json: not JSON at byte 2");
    expect(parse("[]"), ErrorCode::schema_key, "thing.json");
    expect(parse(R"({"dataset": "thing", "dataset": "thing"})"), ErrorCode::schema_duplicate, "\"dataset\"");
    expect(parse(R"({"dataset": "Thing", "version": 1})"), ErrorCode::schema_value, "thing.json: dataset");
    expect(parse(R"({"dataset": "thing", "version": "1"})"), ErrorCode::schema_key, "thing.json: version");
    expect(parse(R"({"dataset": "thing", "version": 1, "label_key": "a", "propertys": []})"), ErrorCode::schema_key,
           "thing.json: propertys");
    expect(parse(dataset_with(R"({"name": "a", "type": "colour"})")), ErrorCode::schema_value, "properties[0].type");
    expect(parse(dataset_with(R"({"name": "a", "type": "text"})")), ErrorCode::schema_key,
           "properties[0].class: is missing");
    expect(parse(dataset_with(R"({"name": "a", "type": "text", "class": "P", "purpose": "p", "label": {"zh": "甲"}})")),
           ErrorCode::schema_key, "properties[0].label.en");
    expect(parse(dataset_with(
               R"({"name": "a", "type": "text", "codes": "colour", "class": "P", "purpose": "p", "label_key": "a"})")),
           ErrorCode::schema_key, "properties[0].codes");
    expect(parse(dataset_with(
               R"({"name": "a", "type": "int", "index": "name", "class": "P", "purpose": "p", "label_key": "a"})")),
           ErrorCode::schema_value, "properties[0].index");
}

TEST_CASE("Schemas: a reference to a missing list or dataset is refused", "[registry]") {
    expect(parse(dataset_with(
               R"({"name": "a", "type": "code", "codes": "sizes", "class": "-", "purpose": "p", "label_key": "a"})")),
           ErrorCode::schema_reference, "sizes");
    expect(
        parse(dataset_with(
            R"({"name": "a", "type": "reference", "dataset": "nothing", "class": "-", "purpose": "p", "label_key": "a"})")),
        ErrorCode::schema_reference, "nothing");
}

TEST_CASE("Schemas: one name cannot stand for two properties, nor one name for two datasets", "[registry]") {
    const std::string a = R"({"name": "a", "type": "text", "class": "-", "purpose": "p", "label_key": "a"})";
    const std::string b =
        R"({"name": "b", "former_names": ["a"], "type": "text", "class": "-", "purpose": "p", "label_key": "b"})";
    expect(parse(dataset_with(a + "," + b)), ErrorCode::schema_duplicate, "two properties named a");
    const std::vector<SchemaFile> twice{{"one.json", dataset_with(a)}, {"two.json", dataset_with(a)}};
    expect(SchemaSet::parse(twice, {}), ErrorCode::schema_duplicate, "two.json");
}

TEST_CASE("Schemas: a folder that is not there is an input error", "[registry]") {
    const Result<SchemaSet> set = SchemaSet::load("no/such/folder");
    REQUIRE_FALSE(set);
    CHECK(set.error().code == ErrorCode::io_failed);
}
