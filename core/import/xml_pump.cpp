// SPDX-License-Identifier: Apache-2.0
#include "core/import/xml_pump.hpp"

#include <expat.h>
#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace daohu::import {

namespace {

std::string_view local_name(const char* name) {
    const std::string_view whole{name};
    const std::size_t colon = whole.rfind(':');
    return colon == std::string_view::npos ? whole : whole.substr(colon + 1);
}

}  // namespace

std::string_view attribute(const XmlAttributes& attributes, std::string_view name) {
    const auto found = std::ranges::find(attributes, name, &XmlAttributes::value_type::first);
    return found == attributes.end() ? std::string_view{} : found->second;
}

struct XmlPump::State {
    explicit State(XmlEvents& to) : events{to}, parser{XML_ParserCreate(nullptr), &XML_ParserFree} {}

    void take(Result<void> outcome) {
        if (!outcome && !failure) {
            failure = outcome.error();
            XML_StopParser(parser.get(), XML_FALSE);
        }
    }
    void refuse(std::string_view why) { take(fail(ErrorCode::table_malformed, std::string{why})); }

    static void on_begin(void* user, const char* name, const char** pairs) {
        State& self = *static_cast<State*>(user);
        if (++self.depth > kMaxXmlDepth) {
            self.refuse("nested too deep");
            return;
        }
        self.attributes.clear();
        for (; pairs[0] != nullptr; pairs += 2) {
            self.attributes.emplace_back(local_name(pairs[0]), pairs[1]);
        }
        self.take(self.events.begin(local_name(name), self.attributes));
    }
    static void on_end(void* user, const char* name) {
        State& self = *static_cast<State*>(user);
        --self.depth;
        self.take(self.events.end(local_name(name)));
    }
    static void on_text(void* user, const char* text, int size) {
        State& self = *static_cast<State*>(user);
        self.take(self.events.text({text, static_cast<std::size_t>(size)}));
    }
    static void on_doctype(void* user, const char*, const char*, const char*, int) {
        static_cast<State*>(user)->refuse("a document type");
    }

    XmlEvents& events;
    std::unique_ptr<XML_ParserStruct, void (*)(XML_Parser)> parser;
    XmlAttributes attributes;
    int depth = 0;
    std::optional<Error> failure;
};

XmlPump::XmlPump(XmlEvents& events) : m_state{std::make_unique<State>(events)} {
    XML_Parser parser = m_state->parser.get();
    XML_SetUserData(parser, m_state.get());
    XML_SetElementHandler(parser, &State::on_begin, &State::on_end);
    XML_SetCharacterDataHandler(parser, &State::on_text);
    XML_SetStartDoctypeDeclHandler(parser, &State::on_doctype);
}

XmlPump::~XmlPump() = default;

Result<void> XmlPump::feed(ByteView piece, bool is_last) {
    const auto status = XML_Parse(m_state->parser.get(), reinterpret_cast<const char*>(piece.data()),
                                  static_cast<int>(piece.size()), is_last ? XML_TRUE : XML_FALSE);
    if (m_state->failure) {
        return fail(*m_state->failure);
    }
    if (status != XML_STATUS_OK) {
        return fail(ErrorCode::table_malformed,
                    fmt::format("no XML at line {}", XML_GetCurrentLineNumber(m_state->parser.get())));
    }
    return {};
}

}  // namespace daohu::import
