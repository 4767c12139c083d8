// SPDX-License-Identifier: Apache-2.0
#pragma once

// Result<T>: a value or an Error. Any thread.
//
//     Result<Entry> read_entry(ByteView bytes) {
//         auto header = TRY(read_header(bytes));        // returns the error to the caller
//         TRY(check_limits(header));                    // Result<void>
//         if (...) return fail(ErrorCode::entry_too_large, "...");
//         return Entry{...};
//     }
//
// TRY stands alone, at the right of an assignment or initialisation, or as an argument of another TRY. Not beside other
// temporaries of one expression (a member of a braced initialiser, the second argument of a call): GCC 12 does not
// destroy what was made before it when it returns early.

#include "core/base/error.hpp"

#include <tl/expected.hpp>

#include <type_traits>
#include <utility>

namespace daohu {

template <class T>
class [[nodiscard]] Result : public tl::expected<T, Error> {
public:
    using Base = tl::expected<T, Error>;
    using Base::Base;
    Result(Base base) : Base{std::move(base)} {}

    // Throws the outcome away on purpose. The reason is for the reader.
    void ignore([[maybe_unused]] const char* why) const {}
};

using Failure = tl::unexpected<Error>;

[[nodiscard]] inline Failure fail(ErrorCode code, std::string detail = {}) {
    return Failure{Error{code, std::move(detail)}};
}
[[nodiscard]] inline Failure fail(Error error) { return Failure{std::move(error)}; }

namespace detail {
template <class T>
T take(Result<T>&& result) {
    return std::move(*result);
}
inline void take(Result<void>&&) {}
template <class T>
T take(tl::expected<T, Error>&& result) {
    return std::move(*result);
}
inline void take(tl::expected<void, Error>&&) {}
}  // namespace detail

}  // namespace daohu

// A GNU statement expression: the value of a Result, or an early return of its error.
// (-Wpedantic reports statement expressions; __extension__ says that this one is meant.)
#define TRY(...) DAOHU_TRY_AS(DAOHU_TRY_NAME(daohu_try_, __COUNTER__), __VA_ARGS__)

#define DAOHU_TRY_NAME(prefix, number) DAOHU_TRY_JOIN(prefix, number)
#define DAOHU_TRY_JOIN(prefix, number) prefix##number
#define DAOHU_TRY_AS(outcome, ...)                            \
    (__extension__({                                          \
        auto&& outcome = (__VA_ARGS__);                       \
        if (!outcome) {                                       \
            return ::daohu::fail(std::move(outcome).error()); \
        }                                                     \
        ::daohu::detail::take(std::move(outcome));            \
    }))
