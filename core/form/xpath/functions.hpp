// SPDX-License-Identifier: Apache-2.0
#pragma once

// The functions an expression may call: names, numbers of arguments, types. Private to the room. Any thread.

#include "core/form/xpath/expression.hpp"

namespace daohu::form::xpath {

enum class Function : std::uint8_t {
    // XPath 1.0
    boolean,
    ceiling,
    concat,
    contains,
    count,
    false_,
    floor,
    id,
    lang,
    last,
    local_name,
    name,
    namespace_uri,
    normalize_space,
    not_,
    number,
    position,
    round,
    starts_with,
    string,
    string_length,
    substring,
    substring_after,
    substring_before,
    sum,
    translate,
    true_,
    // XForms and ODK
    abs,
    acos,
    area,
    asin,
    atan,
    atan2,
    base64_decode,
    boolean_from_string,
    checklist,
    choice_name,
    coalesce,
    cos,
    count_non_empty,
    count_selected,
    current,
    date,
    date_time,
    decimal_date_time,
    decimal_time,
    digest,
    distance,
    ends_with,
    exp,
    exp10,
    format_date,
    format_date_time,
    geofence,
    if_,
    indexed_repeat,
    instance,
    int_,
    itext,
    join,
    log,
    log10,
    max,
    min,
    now,
    once,
    pi,
    pow,
    pulldata,
    random,
    randomize,
    regex,
    selected,
    selected_at,
    sin,
    sqrt,
    substr,
    tan,
    today,
    uuid,
    version,
    weighted_checklist,
};

enum class ArgumentRule : std::uint8_t {
    any,
    first_is_node_set,  // the first argument, where given, must be a node-set
    repeats,            // indexed-repeat(): node-set, then pairs of node-set and number
    pairs_after_two,    // weighted-checklist(): two numbers, then pairs
};

inline constexpr std::uint8_t kAnyNumber = 255;

struct Signature {
    std::string_view name;
    Function function;
    std::uint8_t least;
    std::uint8_t most;
    ValueType result;
    ArgumentRule rule;
    bool in_xpath1;      // known in plain XPath
    bool in_odk_subset;  // the ODK specification lists it
};

// nullptr where the dialect has no such function. `name` is as written, a prefix bound to JavaRosa's namespace already
// replaced by "jr".
[[nodiscard]] const Signature* find_function(std::string_view name, Dialect dialect);

}  // namespace daohu::form::xpath
