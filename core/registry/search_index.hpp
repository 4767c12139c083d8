// SPDX-License-Identifier: Apache-2.0
#pragma once

// Looks up the tokens of names and numbers (search_tokens.hpp). On its database's thread. Private to core/registry.

#include "core/registry/fold_store.hpp"
#include "core/registry/search_tokens.hpp"
#include "core/vault/database.hpp"

#include <memory>

namespace daohu::registry {

class SearchIndex {
public:
    // The tables must be there; `database` must outlive the index.
    [[nodiscard]] static Result<SearchIndex> open(vault::Database& database);
    ~SearchIndex();
    SearchIndex(SearchIndex&&) noexcept;
    SearchIndex& operator=(SearchIndex&&) noexcept;

    struct Found {
        std::vector<SubjectRef>
            exact;                    // under a token that is just what was typed; at most the limit each way of typing
        std::vector<SubjectRef> all;  // each once, ascending; no more than kMaxFound
        bool is_cut = false;
    };
    static constexpr std::size_t kMaxFound = 10'000;

    [[nodiscard]] Result<Found> find(std::string_view typed, const std::optional<StreamId>& stream,
                                     std::size_t exact_limit);
    // Those whose names are longer than their tokens, by what was typed beyond these; find() has them too.
    [[nodiscard]] Result<std::vector<SubjectRef>> beyond_tokens(std::string_view typed);

private:
    struct Statements;

    explicit SearchIndex(std::unique_ptr<Statements> statements);
    struct LongNames {
        std::vector<SubjectRef> all;    // each once, ascending
        std::vector<SubjectRef> exact;  // those of them that were typed whole
    };
    [[nodiscard]] Result<LongNames> find_long(std::string_view typed, const std::optional<std::int64_t>& area);
    [[nodiscard]] Result<Spells> check(SubjectRef class_ref, std::string_view typed);
    [[nodiscard]] Result<std::vector<SubjectRef>> classes_under(const std::string& token,
                                                                const std::optional<std::int64_t>& area);
    [[nodiscard]] Result<void> find_prefix(const std::string& prefix, const std::optional<std::int64_t>& area,
                                           std::size_t exact_limit, Found& found);

    std::unique_ptr<Statements> m_statements;
};

}  // namespace daohu::registry
