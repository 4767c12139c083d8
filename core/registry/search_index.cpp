// SPDX-License-Identifier: Apache-2.0
#include "core/registry/search_index.hpp"

#include "core/registry/fold_numbers.hpp"
#include "core/registry/prepared.hpp"
#include "core/registry/row_format.hpp"
#include "core/registry/search_tokens.hpp"

#include <algorithm>

namespace daohu::registry {

namespace {

using vault::Cursor;

enum class Query : std::uint8_t { stream, in_all, in_area, exact_in_all, exact_in_area, texts };

constexpr std::array kQueries{
    Sql{Query::stream, "SELECT stream FROM registry_stream WHERE id = ?1"},
    Sql{Query::in_all, "SELECT class FROM registry_token WHERE token >= ?1 AND token < ?2 LIMIT ?3"},
    Sql{Query::in_area, "SELECT class FROM registry_token WHERE token >= ?1 AND token < ?2 AND area = ?4 LIMIT ?3"},
    Sql{Query::exact_in_all, "SELECT class FROM registry_token WHERE token = ?1 LIMIT ?2"},
    Sql{Query::exact_in_area, "SELECT class FROM registry_token WHERE token = ?1 AND area = ?3 LIMIT ?2"},
    Sql{Query::texts, "SELECT texts FROM registry_entity WHERE class = ?1"},
};

// A little more than is counted, since one class may stand under several tokens of one beginning.
constexpr std::uint64_t kMaxRows = SearchIndex::kMaxFound + SearchIndex::kMaxFound / 4;

}  // namespace

struct SearchIndex::Statements {
    Prepared<Query, kQueries.size()> prepared;
};

SearchIndex::SearchIndex(std::unique_ptr<Statements> statements) : m_statements{std::move(statements)} {}
SearchIndex::~SearchIndex() = default;
SearchIndex::SearchIndex(SearchIndex&&) noexcept = default;
SearchIndex& SearchIndex::operator=(SearchIndex&&) noexcept = default;

Result<SearchIndex> SearchIndex::open(vault::Database& database) {
    auto prepared = TRY((Prepared<Query, kQueries.size()>::open(database, kQueries)));
    return SearchIndex{std::make_unique<Statements>(std::move(prepared))};
}

Result<SearchIndex::Found> SearchIndex::find(std::string_view typed, const std::optional<StreamId>& stream,
                                             std::size_t exact_limit) {
    Found found;
    std::optional<std::int64_t> area;
    if (stream) {
        area = TRY(number_from(m_statements->prepared[Query::stream].query({*stream})));
        if (!area) {
            return found;
        }
    }
    for (const std::string& prefix : token_prefixes(typed)) {
        TRY(find_prefix(prefix, area, exact_limit, found));
    }
    const LongNames names = TRY(find_long(typed, area));
    found.all.insert(found.all.end(), names.all.begin(), names.all.end());
    found.exact.insert(found.exact.end(), names.exact.begin(), names.exact.end());
    std::ranges::sort(found.all);
    const auto [first_twice, end] = std::ranges::unique(found.all);
    found.all.erase(first_twice, end);
    if (found.all.size() > kMaxFound) {
        found.all.resize(kMaxFound);
        found.is_cut = true;
    }
    std::ranges::sort(found.exact);
    const auto [exact_twice, exact_end] = std::ranges::unique(found.exact);
    found.exact.erase(exact_twice, exact_end);
    return found;
}

Result<std::vector<SubjectRef>> SearchIndex::beyond_tokens(std::string_view typed) {
    return TRY(find_long(typed, std::nullopt)).all;
}

Result<SearchIndex::LongNames> SearchIndex::find_long(std::string_view typed, const std::optional<std::int64_t>& area) {
    std::set<SubjectRef> candidates;
    for (const std::string& token : cut_tokens(typed)) {
        const std::vector<SubjectRef> under = TRY(classes_under(token, area));
        candidates.insert(under.begin(), under.end());
    }
    LongNames names;
    for (const SubjectRef candidate : candidates) {
        const Spells match = TRY(check(candidate, typed));
        if (match != Spells::nothing) {
            names.all.push_back(candidate);
        }
        if (match == Spells::whole) {
            names.exact.push_back(candidate);
        }
    }
    return names;
}

Result<std::vector<SubjectRef>> SearchIndex::classes_under(const std::string& token,
                                                           const std::optional<std::int64_t>& area) {
    auto& prepared = m_statements->prepared;
    Cursor rows = area ? prepared[Query::exact_in_area].query({token, std::uint64_t{kMaxFound}, *area})
                       : prepared[Query::exact_in_all].query({token, std::uint64_t{kMaxFound}});
    std::vector<SubjectRef> classes;
    while (TRY(rows.next())) {
        classes.push_back(rows.integer(0));
    }
    return classes;
}

Result<Spells> SearchIndex::check(SubjectRef class_ref, std::string_view typed) {
    Cursor row = m_statements->prepared[Query::texts].query({class_ref});
    Spells match = Spells::nothing;
    if (TRY(row.next())) {
        for (const SearchText& text : TRY(decode_texts(row.blob(0)))) {
            match = std::max(match, spells(typed, text));
        }
    }
    return match;
}

Result<void> SearchIndex::find_prefix(const std::string& prefix, const std::optional<std::int64_t>& area,
                                      std::size_t exact_limit, Found& found) {
    auto& prepared = m_statements->prepared;
    const auto limit = static_cast<std::uint64_t>(exact_limit);
    const std::string end = end_of_prefix(prefix);
    const std::size_t before = found.all.size();
    {
        Cursor rows = area ? prepared[Query::in_area].query({prefix, end, kMaxRows, *area})
                           : prepared[Query::in_all].query({prefix, end, kMaxRows});
        while (TRY(rows.next())) {
            found.all.push_back(rows.integer(0));
        }
    }
    found.is_cut |= found.all.size() - before == kMaxRows;
    Cursor same = area ? prepared[Query::exact_in_area].query({prefix, limit, *area})
                       : prepared[Query::exact_in_all].query({prefix, limit});
    while (TRY(same.next())) {
        found.exact.push_back(same.integer(0));
    }
    return {};
}

}  // namespace daohu::registry
