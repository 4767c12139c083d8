// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a form shows: questions, groups and repeats in the order of the document. Owned by the definition, immutable
// after loading. Appearances are hints: whoever draws the form takes what it knows and ignores the rest.

#include "core/form/schema.hpp"
#include "core/form/text.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace daohu::form {

// A place in Definition::body().
enum class ElementId : std::uint32_t { none = kNoIndex };
[[nodiscard]] constexpr std::uint32_t index(ElementId id) { return static_cast<std::uint32_t>(id); }

enum class Control : std::uint8_t { input, select_one, select_many, rank, upload, trigger, range, group, repeat };

// A choice written in the question itself.
struct Item {
    std::string value;
    Text label;
};

// Choices read from a list: `nodeset` seen from the question, value and label seen from each item.
struct Itemset {
    std::optional<xpath::Expression> nodeset;
    std::optional<xpath::Expression> value;
    std::optional<xpath::Expression> label;
    NameId value_child = NameId::none;  // where the value is simply a child of the item, which is nearly always
    NameId label_child = NameId::none;
    bool follows_answers = false;  // answers decide which choices there are
};

struct RangeBounds {
    std::string start;
    std::string end;
    std::string step;
};

struct BodyElement {
    Control control = Control::input;
    SchemaId node = SchemaId::none;  // none for a group that only gathers
    ElementId parent = ElementId::none;
    std::uint32_t end = 0;            // one past the last element below
    std::uint32_t repeat = kNoIndex;  // in Definition::repeats(), for a repeat
    std::vector<std::string> appearance;
    std::string media_type;  // of an upload: "image/*"
    Text label;
    Text hint;
    Text guidance;
    std::vector<Item> items;
    std::optional<Itemset> itemset;
    std::optional<RangeBounds> range;
    Place place;

    [[nodiscard]] bool is_question() const { return control != Control::group && control != Control::repeat; }
    [[nodiscard]] bool is_select() const {
        return control == Control::select_one || control == Control::select_many || control == Control::rank;
    }
    [[nodiscard]] bool has_appearance(std::string_view token) const;
};

}  // namespace daohu::form
