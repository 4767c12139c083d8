// SPDX-License-Identifier: Apache-2.0
#include "ui/text/catalogue.hpp"

#include "core/base/utf8.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>

namespace daohu {

namespace {

[[nodiscard]] bool is_key_character(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; }

// Words of a-z, 0-9 and '_' joined by single dots, at least two of them.
[[nodiscard]] bool is_key(std::string_view key) {
    bool has_dot = false;
    char before = '.';
    for (const char c : key) {
        if (c == '.' ? before == '.' : !is_key_character(c)) {
            return false;
        }
        has_dot = has_dot || c == '.';
        before = c;
    }
    return has_dot && before != '.';
}

// Collects the pairs of a flat object. nlohmann calls it while it reads, so a key that stands twice is seen.
class FlatObjectReader final : public nlohmann::json_sax<nlohmann::json> {
public:
    std::vector<std::pair<std::string, std::string>> pairs;
    std::string problem;

    bool null() override { return refuse("null"); }
    bool boolean(bool) override { return refuse("a truth value"); }
    bool number_integer(number_integer_t) override { return refuse("a number"); }
    bool number_unsigned(number_unsigned_t) override { return refuse("a number"); }
    bool number_float(number_float_t, const string_t&) override { return refuse("a number"); }
    bool binary(binary_t&) override { return refuse("bytes"); }
    bool string(string_t& text) override {
        if (!m_inside) {
            return refuse("a string");
        }
        pairs.emplace_back(m_key, std::move(text));
        return true;
    }
    bool start_object(std::size_t) override {
        if (m_inside) {
            return refuse("an object");
        }
        m_inside = true;
        return true;
    }
    bool key(string_t& text) override {
        m_key = text;
        return true;
    }
    bool end_object() override { return true; }
    bool start_array(std::size_t) override { return refuse("a list"); }
    bool end_array() override { return true; }
    bool parse_error(std::size_t position, const std::string&, const nlohmann::json::exception&) override {
        problem = fmt::format("is not JSON at byte {}", position);
        return false;
    }

private:
    bool refuse(std::string_view what) {
        problem = m_inside ? fmt::format("key '{}' has {} where a string must be", m_key, what)
                           : fmt::format("holds {} where one flat object must be", what);
        return false;
    }

    bool m_inside = false;
    std::string m_key;
};

[[nodiscard]] Result<void> check_sentence(std::string_view file, const std::string& key, const std::string& sentence) {
    const auto invalid = [&](std::string_view why) {
        return fail(ErrorCode::text_catalogue_invalid, fmt::format("{}: key '{}' {}", file, key, why));
    };
    if (!is_key(key)) {
        return invalid("is not lower-case words joined by dots");
    }
    if (sentence.empty()) {
        return invalid("is empty");
    }
    if (std::any_of(sentence.begin(), sentence.end(),
                    [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n'; })) {
        return invalid("has a control character");
    }
    if (const auto names = placeholders_of(sentence); !names) {
        return invalid(names.error().detail);
    }
    return {};
}

}  // namespace

Result<std::vector<std::string>> placeholders_of(std::string_view sentence) {
    std::vector<std::string> names;
    for (std::size_t at = 0; at < sentence.size(); ++at) {
        const char c = sentence[at];
        if (c != '{' && c != '}') {
            continue;
        }
        if (at + 1 < sentence.size() && sentence[at + 1] == c) {
            ++at;
            continue;
        }
        const std::size_t end = sentence.find('}', at);
        if (c == '}' || end == std::string_view::npos) {
            return fail(ErrorCode::text_catalogue_invalid, "has a brace without its partner");
        }
        const std::string_view name = sentence.substr(at + 1, end - at - 1);
        if (name.empty() || !std::all_of(name.begin(), name.end(), is_key_character)) {
            return fail(ErrorCode::text_catalogue_invalid,
                        fmt::format("has the placeholder '{}', which is not a name", name));
        }
        names.emplace_back(name);
        at = end;
    }
    return names;
}

Result<Catalogue> Catalogue::load(const std::filesystem::path& file) {
    std::ifstream stream{file, std::ios::binary};
    const std::string json{std::istreambuf_iterator<char>{stream}, {}};
    if (!stream) {
        return fail(ErrorCode::io_failed, fmt::format("{}: cannot be read", file.filename().string()));
    }
    return parse(json, file.filename().string());
}

Result<Catalogue> Catalogue::parse(std::string_view json, std::string_view file_name) {
    const auto invalid = [&](std::string_view why) {
        return fail(ErrorCode::text_catalogue_invalid, fmt::format("{}: {}", file_name, why));
    };
    if (const auto bad = find_invalid_utf8(json)) {
        return invalid(fmt::format("is not UTF-8 at byte {}", *bad));
    }
    FlatObjectReader reader;
    if (!nlohmann::json::sax_parse(json, &reader)) {
        return invalid(reader.problem);
    }
    Catalogue catalogue;
    for (auto& [key, sentence] : reader.pairs) {
        TRY(check_sentence(file_name, key, sentence));
        if (!catalogue.m_sentences.emplace(key, std::move(sentence)).second) {
            return invalid(fmt::format("key '{}' stands twice", key));
        }
    }
    if (catalogue.find("language.tag") == nullptr) {
        return invalid("key 'language.tag' is missing");
    }
    return catalogue;
}

const std::string* Catalogue::find(std::string_view key) const {
    const auto found = m_sentences.find(key);
    return found == m_sentences.end() ? nullptr : &found->second;
}

std::vector<std::string_view> Catalogue::keys() const {
    std::vector<std::string_view> all;
    all.reserve(m_sentences.size());
    for (const auto& [key, sentence] : m_sentences) {
        all.push_back(key);
    }
    std::sort(all.begin(), all.end());
    return all;
}

}  // namespace daohu
