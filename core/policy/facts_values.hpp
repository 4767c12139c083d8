// SPDX-License-Identifier: Apache-2.0
#pragma once

// Single values of facts as JSON writes them: an answer, or why there is none. For the .cpp files of the room. Any
// thread.

#include "core/base/money.hpp"
#include "core/base/partial_date.hpp"
#include "core/base/result.hpp"
#include "core/policy/json_value.hpp"
#include "core/policy/known.hpp"
#include "core/policy/moment.hpp"

#include <type_traits>

namespace daohu::policy {

// invalid_argument, or the error of the value's own kind; the detail says how it is written.
[[nodiscard]] Result<std::string> convert(const JsonValue& json, std::type_identity<std::string>);
[[nodiscard]] Result<std::int64_t> convert(const JsonValue& json, std::type_identity<std::int64_t>);
[[nodiscard]] Result<Fen> convert(const JsonValue& json, std::type_identity<Fen>);
[[nodiscard]] Result<Date> convert(const JsonValue& json, std::type_identity<Date>);
[[nodiscard]] Result<PartialDate> convert(const JsonValue& json, std::type_identity<PartialDate>);
[[nodiscard]] Result<WallTime> convert(const JsonValue& json, std::type_identity<WallTime>);
[[nodiscard]] Result<YesNo> convert(const JsonValue& json, std::type_identity<YesNo>);
template <class T>
[[nodiscard]] Result<std::vector<T>> convert(const JsonValue& json, std::type_identity<std::vector<T>> /*to*/) {
    if (!json.is_array()) {
        return fail(ErrorCode::invalid_argument, "a list is needed");
    }
    std::vector<T> result;
    for (const JsonValue& item : json.items) {
        T converted = TRY(convert(item, std::type_identity<T>{}));
        result.push_back(std::move(converted));
    }
    return result;
}

// null, "unknown", {"state": "refused"}, {"disputed": [..., ...]}: the state; nothing when it is an answer.
[[nodiscard]] std::optional<AnswerState> find_state(const JsonValue& json, const std::string& where, FaultSink& sink);

}  // namespace daohu::policy
