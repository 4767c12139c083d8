// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a county keeps about households, persons and cases, as data: the datasets of assets/datasets and the code lists
// of assets/codes. Any thread once loaded.
//
// The fold does not need a schema to keep a value: a property that no schema names is kept as it came. A schema says how
// it is shown, whether several values are a conflict or a set, whether it can be searched, and why it may be held.

#include "core/base/hash.hpp"
#include "core/base/result.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace daohu::registry {

// Either a key of assets/text or the words themselves.
struct Label {
    std::string key;
    std::string zh;
    std::string en;
};

// How a value travels is in core/entry/value.hpp.
enum class PropertyType : std::uint8_t {
    text,
    integer,
    fen,      // hundredths of a yuan
    decimal,  // the form's own spelling
    boolean,
    date,       // cut at its precision: "2024", "2024-03", "2024-03-05"
    time,       // the form's own spelling
    place,      // the form's own spelling
    code,       // one code of a list
    codes,      // several, separated by spaces, as a form's select-multiple writes them
    reference,  // an entity of `dataset`
    attachment,
};

// How concurrent writes of a property meet.
enum class PropertyMode : std::uint8_t {
    register_,  // one value; several that nobody compared are a conflict
    immutable,  // written once, with the entity; a second value is a conflict even where it names the first
    set,        // every element stands for itself
};

// Chinese law's classes of personal information.
enum class DataClass : std::uint8_t {
    none,
    work,       // W: confidential at work
    personal,   // P
    sensitive,  // S: of PIPL article 28
};

// How a property is found again.
enum class PropertyIndex : std::uint8_t {
    none,
    name,  // every part of it, its characters and their sounds
    tail,  // its last digits: an id number, a telephone number
};

struct PropertySchema {
    std::string name;
    PropertyType type = PropertyType::text;
    PropertyMode mode = PropertyMode::register_;
    DataClass data_class = DataClass::none;
    PropertyIndex index = PropertyIndex::none;
    std::string unit;     // "month", "person", ...; empty where the type says all
    std::string purpose;  // why it may be kept: "identify", "contact", ...
    std::string codes;    // the code list of `code` and `codes`
    std::string dataset;  // of `reference`
    Label label;
    std::vector<std::string> former_names;
};

class DatasetSchema {
public:
    std::string name;
    std::int64_t version = 1;
    Label label;
    std::vector<PropertySchema> properties;  // in the order they are shown

    // By its name or a former one; nullptr where the dataset has none of either.
    [[nodiscard]] const PropertySchema* find(std::string_view property) const;
    // Today's name of a property: a former name becomes the present one, an unknown name stays.
    [[nodiscard]] std::string_view current_name(std::string_view property) const;
};

struct Code {
    std::string code;
    Label label;
    bool retired = false;  // still read, no longer offered
};

struct CodeList {
    std::string name;
    std::int64_t version = 1;
    std::string source;  // the standard it is taken from, or "own"
    std::vector<Code> codes;

    [[nodiscard]] const Code* find(std::string_view code) const;
};

// One JSON file: its name for messages and its text.
struct SchemaFile {
    std::string name;
    std::string text;
};

class SchemaSet {
public:
    // Reads datasets/*.json and codes/*.json of the assets folder. io_failed; the codes of parse().
    [[nodiscard]] static Result<SchemaSet> load(const std::filesystem::path& assets);

    // schema_not_json, schema_key (missing, unknown or of the wrong kind), schema_value (a word or name that is not
    // allowed), schema_duplicate, schema_reference (a code list or dataset that is not there). The detail names file and
    // key.
    [[nodiscard]] static Result<SchemaSet> parse(std::span<const SchemaFile> datasets,
                                                 std::span<const SchemaFile> codes);

    [[nodiscard]] const DatasetSchema* find_dataset(std::string_view name) const;
    [[nodiscard]] const CodeList* find_codes(std::string_view name) const;
    // The property of a dataset; nullptr where either is unknown.
    [[nodiscard]] const PropertySchema* find_property(std::string_view dataset, std::string_view property) const;

    [[nodiscard]] const std::map<std::string, DatasetSchema, std::less<>>& datasets() const { return m_datasets; }
    [[nodiscard]] const std::map<std::string, CodeList, std::less<>>& codes() const { return m_codes; }

    // Of the files it was read from: a store folded with other datasets is folded anew.
    [[nodiscard]] const Hash256& fingerprint() const { return m_fingerprint; }

private:
    [[nodiscard]] Result<void> check_references() const;

    std::map<std::string, DatasetSchema, std::less<>> m_datasets;
    std::map<std::string, CodeList, std::less<>> m_codes;
    Hash256 m_fingerprint;
};

}  // namespace daohu::registry
