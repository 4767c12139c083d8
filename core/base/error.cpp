// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.hpp"

#include <fmt/format.h>

namespace daohu {

std::string_view name(ErrorCode code) {
    switch (code) {
#define DAOHU_ERROR(name, key) \
    case ErrorCode::name: return #name;
#include "core/base/error_codes.inc"
#undef DAOHU_ERROR
    }
    return "unknown";
}

std::string_view message_key(ErrorCode code) {
    switch (code) {
#define DAOHU_ERROR(name, key) \
    case ErrorCode::name: return key;
#include "core/base/error_codes.inc"
#undef DAOHU_ERROR
    }
    return "error.internal";
}

std::string Error::describe() const {
    if (detail.empty()) {
        return std::string{name(code)};
    }
    return fmt::format("{}: {}", name(code), detail);
}

Error Error::with_context(std::string_view context) && {
    detail = detail.empty() ? std::string{context} : fmt::format("{}: {}", context, detail);
    return std::move(*this);
}

}  // namespace daohu
