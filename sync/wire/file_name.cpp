// SPDX-License-Identifier: Apache-2.0
#include "sync/wire/file_name.hpp"

#include <fmt/format.h>

namespace daohu::wire {

std::string FileName::to_string() const { return fmt::format("{}.{}", stream.to_string(), address.to_string()); }

Result<FileName> FileName::parse(std::string_view text) {
    const std::size_t dot = text.find('.');
    if (dot == std::string_view::npos) {
        return fail(ErrorCode::id_malformed, "a file without a stream");
    }
    FileName name;
    name.stream = TRY(StreamId::parse(text.substr(0, dot)));
    name.address = TRY(Hash256::parse(text.substr(dot + 1)));
    return name;
}

std::string FileName::path() const { return fmt::format("{}/{}", kFilesPath, to_string()); }

}  // namespace daohu::wire
