// SPDX-License-Identifier: Apache-2.0
#pragma once

// A first look at an XML text for what pugixml lets pass: its encoding, undeclared entities, text outside the root,
// several roots, depth. Private to the room. Any thread.

#include "core/form/xml.hpp"

namespace daohu::form {

struct XmlScan {
    std::uint32_t start = 0;  // after a byte order mark
};

[[nodiscard]] Result<XmlScan> scan_xml(std::string_view text, const XmlOptions& options, const XmlPlaces& places);

// An error whose detail begins with the place.
[[nodiscard]] Failure fail_at(XmlPlace place, ErrorCode code, std::string_view what);

}  // namespace daohu::form
