// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the registers hold, in a person's language: codes by their lists, properties by their datasets, amounts and dates
// as they are read. UI thread; a value of references.

#include "core/casework/read/context.hpp"
#include "ui/text/words.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace daohu::model {

class Vocabulary {
public:
    // Both outlive it.
    Vocabulary(const registry::SchemaSet& schemas, Words& words) : m_schemas{&schemas}, m_words{&words} {}

    [[nodiscard]] const std::string& of(const registry::Label& label) const;
    [[nodiscard]] std::string say(TextKey key, std::initializer_list<TextArg> args = {}) const;
    // A code without a list or outside of it is shown as it is: never hidden, never guessed.
    [[nodiscard]] std::string code(std::string_view code, std::string_view list) const;
    // Several, between spaces.
    [[nodiscard]] std::string codes(std::string_view codes, std::string_view list) const;
    [[nodiscard]] std::string value(const entry::Value& value, const registry::PropertySchema& property) const;
    // The value of a property of a dataset; as it is where no schema names it.
    [[nodiscard]] std::string value(const entry::Value& value, std::string_view dataset,
                                    std::string_view property) const;
    // "review[0].last_at", as rules call it, by the labels of the datasets; as it is where nothing is called so.
    [[nodiscard]] std::string fact(std::string_view name) const;
    [[nodiscard]] std::string fact_value(std::string_view name, std::string_view value) const;
    // A time in a form's spelling, as it is read: "2026-11-23 20:22"; as it is where it is none.
    [[nodiscard]] std::string time(std::string_view spelling) const;
    [[nodiscard]] std::string dataset(std::string_view name) const;
    [[nodiscard]] std::string joined(const std::vector<std::string>& parts) const;
    // Beside each other on one line; empty ones are left out.
    [[nodiscard]] std::string facts(std::initializer_list<std::string_view> parts) const;

    [[nodiscard]] const registry::SchemaSet& schemas() const { return *m_schemas; }
    [[nodiscard]] Words& words() const { return *m_words; }

private:
    const registry::SchemaSet* m_schemas;
    Words* m_words;
};

}  // namespace daohu::model
