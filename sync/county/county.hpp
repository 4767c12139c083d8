// SPDX-License-Identifier: Apache-2.0
#pragma once

// A county server: its folder, its store, and while it serves, the writer and the connections. Owned by one thread.

#include "core/base/clock.hpp"
#include "core/base/entropy.hpp"
#include "sync/county/folder.hpp"
#include "sync/county/http_server.hpp"
#include "sync/county/store.hpp"
#include "sync/wire/dictionaries.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace daohu::county {

struct ListenOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;  // 0: any free one
    std::chrono::seconds idle{90};
    wire::Dictionaries dictionaries{};
    std::function<void()> when_full{};  // see HttpServerOptions
};

class County {
public:
    // The codes of Folder::open and open_sqlcipher_store. Both must outlive the county.
    [[nodiscard]] static Result<County> open(const std::filesystem::path& folder, const Clock& clock, Entropy& entropy);

    County(County&&) noexcept;
    County& operator=(County&&) noexcept;
    ~County();  // stops serving

    [[nodiscard]] const Folder& folder() const;
    [[nodiscard]] Store& store();

    // Listens before it returns. The codes of HttpServer::start; database_busy when another process serves this folder.
    Result<void> serve(const ListenOptions& options);
    // While serving.
    [[nodiscard]] std::uint16_t port() const;
    // What arrived whole is on the disk when it returns.
    void stop();

private:
    struct State;
    explicit County(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

}  // namespace daohu::county
