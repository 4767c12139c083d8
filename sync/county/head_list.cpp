// SPDX-License-Identifier: Apache-2.0
#include "sync/county/head_list.hpp"

#include "core/base/beijing_time.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <utility>

namespace daohu::county {

namespace {

using nlohmann::json;

constexpr std::string_view kFormat = "daohu-heads-1";
constexpr std::uint8_t kLeaf = 0;
constexpr std::uint8_t kNode = 1;

class Hashed {
public:
    explicit Hashed(std::uint8_t kind) { m_hasher.update(std::array{kind}); }

    Hashed& add(ByteView bytes) {
        m_hasher.update(bytes);
        return *this;
    }
    Hashed& add(std::uint64_t number) {
        std::array<std::uint8_t, sizeof(number)> bytes{};
        for (auto byte = bytes.rbegin(); byte != bytes.rend(); ++byte) {
            *byte = static_cast<std::uint8_t>(number);
            number >>= 8U;
        }
        return add(ByteView{bytes});
    }
    [[nodiscard]] Hash256 finish() { return m_hasher.finish(); }

private:
    Hasher m_hasher;
};

std::vector<Hash256> leaves_of(const HeadList& list) {
    std::vector<Hash256> leaves{Hashed{kLeaf}
                                    .add(as_bytes(kFormat))
                                    .add(list.server.bytes())
                                    .add(list.epoch)
                                    .add(static_cast<std::uint64_t>(list.made_at))
                                    .finish()};
    for (const ChainHead& head : list.heads) {
        leaves.push_back(Hashed{kLeaf}
                             .add(head.device.bytes())
                             .add(head.incarnation.bytes())
                             .add(head.sequence)
                             .add(head.hash.bytes())
                             .finish());
    }
    return leaves;
}

std::string day_of(std::int64_t seconds) { return beijing_date(WallTime{std::chrono::seconds{seconds}}).to_string(); }

Result<HeadList> malformed(std::string_view what) {
    return fail(ErrorCode::invalid_argument, "no list of heads: " + std::string{what});
}

std::string text_in(const json& object, const char* name) {
    return object.is_object() && object.contains(name) && object[name].is_string() ? object[name].get<std::string>()
                                                                                   : "";
}

// Nothing where it is missing or no whole number.
template <class Number>
std::optional<Number> number_in(const json& object, const char* name) {
    if (!object.is_object() || !object.contains(name) || !object[name].is_number_unsigned()) {
        return std::nullopt;
    }
    const auto number = object[name].get<std::uint64_t>();
    return std::in_range<Number>(number) ? std::optional{static_cast<Number>(number)} : std::nullopt;
}

Result<ChainHead> parse_head(const json& object) {
    const auto sequence = number_in<std::uint64_t>(object, "sequence");
    return ChainHead{.device = TRY(DeviceId::parse(text_in(object, "device"))),
                     .incarnation = TRY(IncarnationId::parse(text_in(object, "incarnation"))),
                     .sequence = sequence.value_or(0),
                     .hash = TRY(Hash256::parse(text_in(object, "hash")))};
}

bool is_out_of_order(const ChainHead& left, const ChainHead& right) {
    return std::pair{left.device, left.incarnation} >= std::pair{right.device, right.incarnation};
}

}  // namespace

Hash256 root_of(const HeadList& list) {
    std::vector<Hash256> row = leaves_of(list);
    while (row.size() > 1) {
        std::vector<Hash256> above;
        for (std::size_t i = 0; i + 1 < row.size(); i += 2) {
            above.push_back(Hashed{kNode}.add(row[i].bytes()).add(row[i + 1].bytes()).finish());
        }
        if (row.size() % 2 == 1) {
            above.push_back(row.back());
        }
        row = std::move(above);
    }
    return row.front();
}

void sign(HeadList& list, const SigningKey& server) { list.signature = server.sign(root_of(list).bytes()); }

Result<void> verify(const HeadList& list, const PublicKey& server) {
    return verify(server, root_of(list).bytes(), list.signature);
}

std::string to_json(const HeadList& list) {
    auto chains = nlohmann::ordered_json::array();
    for (const ChainHead& head : list.heads) {
        chains.push_back({{"device", head.device.to_string()},
                          {"incarnation", head.incarnation.to_string()},
                          {"sequence", head.sequence},
                          {"hash", head.hash.to_string()}});
    }
    const nlohmann::ordered_json whole{{"format", kFormat},
                                       {"server", list.server.to_string()},
                                       {"epoch", list.epoch},
                                       {"made_at", list.made_at},
                                       {"day", day_of(list.made_at)},
                                       {"root", root_of(list).to_string()},
                                       {"signature", list.signature.to_string()},
                                       {"chains", std::move(chains)}};
    return whole.dump(1) + "\n";
}

Result<HeadList> parse_head_list(std::string_view text) {
    const json whole = json::parse(text, nullptr, false);
    if (text_in(whole, "format") != kFormat || !whole.contains("chains") || !whole["chains"].is_array()) {
        return malformed("another format");
    }
    const auto epoch = number_in<std::uint64_t>(whole, "epoch");
    const auto made_at = number_in<std::int64_t>(whole, "made_at");
    if (!epoch || !made_at) {
        return malformed("epoch and made_at are whole numbers");
    }
    HeadList list{.server = TRY(wire::ServerId::parse(text_in(whole, "server"))),
                  .epoch = *epoch,
                  .made_at = *made_at,
                  .heads = {},
                  .signature = TRY(Signature::parse(text_in(whole, "signature")))};
    for (const json& chain : whole["chains"]) {
        list.heads.push_back(TRY(parse_head(chain)));
    }
    if (std::ranges::adjacent_find(list.heads, is_out_of_order) != list.heads.end()) {
        return malformed("chains ascend, each once");
    }
    const bool has_head_of_nothing = std::ranges::find(list.heads, 0U, &ChainHead::sequence) != list.heads.end();
    if (has_head_of_nothing || text_in(whole, "root") != root_of(list).to_string()) {
        return malformed("its root is not that of its heads");
    }
    return list;
}

}  // namespace daohu::county
