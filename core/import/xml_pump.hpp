// SPDX-License-Identifier: Apache-2.0
#pragma once

// XML as it streams past, in little memory. Private to core/import; one thread.
//
// Names come without their prefix. A document type is refused, and so is what nests deeper than kMaxXmlDepth.

#include "core/base/bytes.hpp"
#include "core/base/result.hpp"

#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace daohu::import {

inline constexpr int kMaxXmlDepth = 64;

using XmlAttributes = std::vector<std::pair<std::string_view, std::string_view>>;
// Empty where there is none.
[[nodiscard]] std::string_view attribute(const XmlAttributes& attributes, std::string_view name);

class XmlEvents {
public:
    virtual ~XmlEvents() = default;
    virtual Result<void> begin(std::string_view name, const XmlAttributes& attributes) = 0;
    virtual Result<void> end(std::string_view name) = 0;
    // May come in pieces.
    virtual Result<void> text(std::string_view text) = 0;
};

class XmlPump {
public:
    // `events` must outlive the pump.
    explicit XmlPump(XmlEvents& events);
    ~XmlPump();
    XmlPump(const XmlPump&) = delete;
    XmlPump& operator=(const XmlPump&) = delete;

    // table_malformed, and what the events answer.
    Result<void> feed(ByteView piece, bool is_last);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace daohu::import
