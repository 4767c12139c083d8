// SPDX-License-Identifier: Apache-2.0
#pragma once

// The transport on libcurl: HTTP/1.1 over TLS 1.3, to exactly one name, certified by exactly the county's authorities.
//
// The system's authorities are not believed, dates are not looked at (a tablet's clock may be years off), redirects are
// not followed, proxies of the environment are not used: only one that is named here, which is given a tunnel to carry and
// sees nothing of what is in it. After a failure the next exchange starts on a fresh handle.

#include "core/base/clock.hpp"
#include "sync/client/transport.hpp"

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace daohu::client {

struct Endpoint {
    std::string server_name;  // in the certificate, exactly
    std::uint16_t port = 443;
    std::string address;             // where to connect instead of looking the name up; empty: look it up
    std::vector<Bytes> authorities;  // DER
    std::string proxy{};             // "http://proxy.example:3128", the network's way out; empty: there is none
};

struct TransportOptions {
    std::chrono::milliseconds stall{30'000};  // no byte in either direction for so long: give up
    std::chrono::milliseconds connect{30'000};
};

// An HTTP proxy as Endpoint::proxy takes it.
[[nodiscard]] bool is_proxy_address(std::string_view text);

// `clock` must outlive the transport. transport_setup when libcurl cannot be used or no authority is given.
[[nodiscard]] Result<std::unique_ptr<Transport>> make_curl_transport(const Endpoint& endpoint, const Clock& clock,
                                                                     const TransportOptions& options = {});

// To whoever answers there, whatever certificate he shows; authorities are not looked at. For asking who he is and for
// nothing else: nothing that anybody may not know may go through it, and what comes back is worth as much as its own
// signatures. transport_setup.
[[nodiscard]] Result<std::unique_ptr<Transport>> make_stranger_transport(const Endpoint& endpoint, const Clock& clock,
                                                                         const TransportOptions& options = {});

}  // namespace daohu::client
