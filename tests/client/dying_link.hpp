// SPDX-License-Identifier: Apache-2.0
#pragma once

// A link that dies again and again, between a client and the county's service, without sockets: bytes are counted, no time
// passes. What is counted is what TLS would carry, handshakes included. One thread. Test code only.

#include "sync/client/transport.hpp"
#include "sync/county/http.hpp"

#include <functional>

namespace daohu::client::test {

// When the county sees an upload: while it comes, or once a box on the way has all of it.
enum class Handing : std::uint8_t { as_it_comes, when_whole };

class DyingLink final : public Transport {
public:
    // `next_stretch` gives the bytes until the next cut, both ways together. `county` must outlive the link.
    DyingLink(county::HttpHandler& county, std::function<std::uint64_t()> next_stretch, Handing handing);

    Result<Reply> exchange(const Request& request, std::stop_token stop) override;
    [[nodiscard]] Traffic traffic() const override { return m_traffic; }
    [[nodiscard]] std::uint64_t cuts() const { return m_cuts; }
    // Of them, those in the middle of an upload.
    [[nodiscard]] std::uint64_t cut_uploads() const { return m_cut_uploads; }
    // Bytes of the stretch that the last cut ended.
    [[nodiscard]] std::uint64_t last_stretch() const { return m_last_stretch; }

private:
    // False when the link died first: none of these bytes arrived.
    [[nodiscard]] bool pass(std::uint64_t bytes);
    [[nodiscard]] bool connect();
    // Whether all of it came across, and the county wanted it.
    [[nodiscard]] bool carry(const Request& request, county::UploadSink& upload);
    [[nodiscard]] bool carry_piece(ByteView piece, county::UploadSink& upload);

    county::HttpHandler& m_county;
    std::function<std::uint64_t()> m_next_stretch;
    Handing m_handing;
    bool m_is_up = false;
    bool m_has_ticket = false;
    std::uint64_t m_stretch = 0;
    std::uint64_t m_left = 0;
    std::uint64_t m_last_stretch = 0;
    std::uint64_t m_cuts = 0;
    std::uint64_t m_cut_uploads = 0;
    Traffic m_traffic;
};

}  // namespace daohu::client::test
