// SPDX-License-Identifier: Apache-2.0
#include "sync/county/county.hpp"

#include "sync/county/county_pen.hpp"
#include "sync/county/erasure.hpp"
#include "sync/county/service.hpp"
#include "sync/county/serving_lock.hpp"
#include "sync/county/sqlcipher_store.hpp"
#include "sync/county/statements.hpp"
#include "sync/county/writer.hpp"

#include <optional>
#include <utility>

namespace daohu::county {

namespace {

struct Serving {
    Serving(ServiceIdentity identity, Store& store, CountyPen county_pen, std::unique_ptr<Office> at,
            const std::filesystem::path& files, const Clock& clock, Entropy& entropy, wire::Dictionaries known,
            const wire::CountyCard& card)
        : dictionaries{std::move(known)}, pen{std::move(county_pen)}, writer{store, &pen}, office{std::move(at)},
          shelves{system_files, files}, service{std::move(identity),
                                                {.store = store,
                                                 .writer = writer,
                                                 .files = shelves,
                                                 .office = *office,
                                                 .clock = clock,
                                                 .entropy = entropy,
                                                 .dictionaries = dictionaries,
                                                 .card = card}} {}

    // First no more requests, then no more writes: the writer's answers go to connections that still exist.
    ~Serving() {
        if (server) {
            server->stop();
        }
        writer.stop();
    }
    Serving(const Serving&) = delete;
    Serving& operator=(const Serving&) = delete;

    wire::Dictionaries dictionaries;
    vault::SystemFiles system_files;
    CountyPen pen;
    Writer writer;
    std::unique_ptr<Office> office;
    FileShelves shelves;
    Service service;
    TlsIdentity tls;
    std::optional<HttpServer> server;
};

}  // namespace

struct County::State {
    Folder folder;
    std::unique_ptr<Store> store;
    const Clock& clock;
    Entropy& entropy;
    std::optional<ServingLock> lock;
    std::unique_ptr<Serving> serving;
};

County::County(std::unique_ptr<State> state) : m_state{std::move(state)} {}
County::County(County&&) noexcept = default;
County& County::operator=(County&&) noexcept = default;
County::~County() = default;

Result<County> County::open(const std::filesystem::path& path, const Clock& clock, Entropy& entropy) {
    Folder folder = TRY(Folder::open(path));
    const SecretBytes key = TRY(folder.load_store_key());
    std::unique_ptr<Store> store = TRY(open_sqlcipher_store(folder.store_path(), key));
    TRY(replay_erasures(folder, *store, clock, entropy));
    return County{std::unique_ptr<State>{new State{.folder = std::move(folder),
                                                   .store = std::move(store),
                                                   .clock = clock,
                                                   .entropy = entropy,
                                                   .lock = {},
                                                   .serving = nullptr}}};
}

const Folder& County::folder() const { return m_state->folder; }

Store& County::store() { return *m_state->store; }

Result<void> County::serve(const ListenOptions& options) {
    const SecretBytes store_key = TRY(m_state->folder.load_store_key());
    auto office = TRY(Office::open(m_state->folder.store_path(), store_key));
    SigningKey server_key = TRY(m_state->folder.load_server_key());
    CountyPen pen = TRY(CountyPen::open(m_state->folder, *m_state->store, m_state->clock, m_state->entropy));
    auto serving = std::make_unique<Serving>(
        ServiceIdentity{.server = m_state->folder.identity().server, .key = std::move(server_key)}, *m_state->store,
        std::move(pen), std::move(office), m_state->folder.files_path(), m_state->clock, m_state->entropy,
        options.dictionaries, TRY(describe_county(m_state->folder)));
    auto tls = TRY(m_state->folder.load_tls());
    serving->tls = {.certificate = std::move(tls.certificate), .private_key = std::move(tls.private_key)};
    HttpServerOptions http;
    http.address = options.address;
    http.port = options.port;
    http.tls = &serving->tls;
    http.idle = options.idle;
    http.when_full = options.when_full;
    if (!m_state->lock) {
        m_state->lock.emplace(TRY(ServingLock::take(m_state->folder.path())));
    }
    serving->server.emplace(TRY(HttpServer::start(http, serving->service)));
    m_state->serving = std::move(serving);
    return {};
}

std::uint16_t County::port() const { return m_state->serving->server->port(); }

void County::stop() {
    m_state->serving.reset();
    m_state->lock.reset();
}

}  // namespace daohu::county
