// SPDX-License-Identifier: Apache-2.0
#pragma once

// The prepared statements of one class, by name. On the thread of their database. Private to core/registry.
//
//     enum class Query { find, add };
//     constexpr std::array kQueries{Sql{Query::find, "SELECT ..."}, Sql{Query::add, "INSERT ..."}};
//     using Statements = Prepared<Query, kQueries.size()>;

#include "core/base/check.hpp"
#include "core/vault/database.hpp"

#include <array>
#include <vector>

namespace daohu::registry {

template <class Query>
struct Sql {
    Query query;
    std::string_view text;  // literal SQL
};

template <class Query, std::size_t kCount>
class Prepared {
public:
    // `queries` must be in the order of the enumeration and complete.
    [[nodiscard]] static Result<Prepared> open(vault::Database& database,
                                               const std::array<Sql<Query>, kCount>& queries) {
        Prepared prepared;
        prepared.m_statements.reserve(kCount);
        for (const Sql<Query>& sql : queries) {
            DAOHU_CHECK(static_cast<std::size_t>(sql.query) == prepared.m_statements.size());
            prepared.m_statements.push_back(TRY(database.prepare(sql.text)));
        }
        return prepared;
    }

    [[nodiscard]] vault::Statement& operator[](Query query) { return m_statements[static_cast<std::size_t>(query)]; }

private:
    Prepared() = default;

    std::vector<vault::Statement> m_statements;
};

}  // namespace daohu::registry
