// SPDX-License-Identifier: Apache-2.0
#pragma once

// Answers expressions that are asked of a bare document rather than of a running form: instance('x') is the element
// <instance id="x">, jr:itext() reads the document's own <translation>s. Used by the xpath and conform subcommands.
// One thread.

#include "core/base/entropy.hpp"
#include "core/form/xpath/expression.hpp"

namespace daohu::cli {

class DocumentHost final : public form::xpath::Host {
public:
    // The tree outlives the host.
    explicit DocumentHost(const form::Tree& tree) : m_tree{tree} {}

    void set_now_ms(std::int64_t now_ms) { m_now_ms = now_ms; }
    void set_utc_offset_minutes(std::int32_t minutes) { m_utc_offset_minutes = minutes; }
    void set_language(std::string language) { m_language = std::move(language); }

    form::NodeRef find_instance(std::string_view id) override;
    std::int64_t now_ms() override { return m_now_ms; }
    std::int32_t utc_offset_minutes() override { return m_utc_offset_minutes; }
    std::string_view language() override { return m_language; }
    void itext(std::string_view id, std::string& out) override;
    // A bare document has no questions.
    void choice_name(std::string_view value, std::string_view path, form::NodeRef context, std::string& out) override;
    Entropy& entropy() override { return m_entropy; }
    std::string_view form_version() override { return {}; }

private:
    const form::Tree& m_tree;
    SystemEntropy m_entropy;
    std::string m_language;
    std::int64_t m_now_ms = 0;
    std::int32_t m_utc_offset_minutes = 0;
};

// The node a path written with places leads to ("/*[1]/*[2]/@id"): how the conformance cases and --context name nodes.
[[nodiscard]] Result<form::NodeRef> find_node(const form::Tree& tree, std::string_view path);
// The same the other way.
[[nodiscard]] std::string path_of(form::NodeRef node);

}  // namespace daohu::cli
