// SPDX-License-Identifier: Apache-2.0
//
// The only file that includes libcurl.

#include "sync/client/curl_transport.hpp"

#include "sync/client/certificate_check.hpp"

#include <curl/curl.h>
#include <fmt/format.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>
#include <utility>

namespace daohu::client {

namespace {

constexpr int kPollMilliseconds = 200;
constexpr long kPartialContent = 206;
// A link is given up after no less than so many of its round trips.
constexpr int kStallRoundTrips = 20;
// Whoever drips a byte now and then stands still as well: so much has to move in so many times the patience for a stall.
constexpr int kDripWindow = 4;
constexpr curl_off_t kLeastInWindow = 1024;  // bytes
constexpr long kUploadBuffer = 16 * 1024;

struct EasyDelete {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct MultiDelete {
    void operator()(CURLM* handle) const { curl_multi_cleanup(handle); }
};
struct ShareDelete {
    void operator()(CURLSH* share) const { curl_share_cleanup(share); }
};
struct ListDelete {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Easy = std::unique_ptr<CURL, EasyDelete>;
using Multi = std::unique_ptr<CURLM, MultiDelete>;
using Share = std::unique_ptr<CURLSH, ShareDelete>;
using List = std::unique_ptr<curl_slist, ListDelete>;

// One exchange, as the callbacks see it.
struct Exchange {
    const Request& request;
    const Clock& clock;
    std::chrono::milliseconds stall;
    std::stop_token stop;
    MonotonicTime last_progress;
    CURL* easy = nullptr;
    Reply reply{};
    std::optional<Error> sink_error{};
    std::size_t body_sent = 0;
    bool is_reply_too_large = false;
    bool is_stalled = false;
    MonotonicTime window_begun{};
    curl_off_t moved_before_window = 0;
    curl_off_t received = 0;  // of bodies, as far as they got
    curl_off_t sent = 0;
};

Result<void> start_curl() {
    static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
    return started == CURLE_OK ? Result<void>{} : fail(ErrorCode::transport_setup, curl_easy_strerror(started));
}

long status_of(CURL* easy) {
    long status = 0;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    return status;
}

// The first one.
std::optional<std::uint64_t> number_in(std::string_view text) {
    text.remove_prefix(std::min(text.find_first_of("0123456789"), text.size()));
    std::uint64_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    return read.ec == std::errc{} ? std::optional{number} : std::nullopt;
}

std::size_t on_header(const char* data, std::size_t size, std::size_t count, void* user) {
    constexpr std::string_view kUploadOffset = "upload-offset:";
    constexpr std::string_view kContentRange = "content-range:";
    std::string line{data, size * count};
    std::ranges::transform(line, line.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    if (line.starts_with(kUploadOffset)) {
        static_cast<Exchange*>(user)->reply.upload_offset = number_in(line);
    } else if (line.starts_with(kContentRange)) {  // "bytes 0-99/200000"
        const std::string_view value{line};
        static_cast<Exchange*>(user)->reply.whole_length =
            number_in(value.substr(std::min(value.find('/'), value.size())));
    }
    return size * count;
}

std::size_t on_reply(const char* data, std::size_t size, std::size_t count, void* user) {
    auto& exchange = *static_cast<Exchange*>(user);
    const std::size_t bytes = size * count;
    if (exchange.request.sink && status_of(exchange.easy) == kPartialContent) {
        if (const auto taken = exchange.request.sink(as_bytes({data, bytes})); !taken) {
            exchange.sink_error = taken.error();
            return 0;
        }
        return bytes;
    }
    if (exchange.reply.body.size() + bytes > exchange.request.max_reply) {
        exchange.is_reply_too_large = true;
        return 0;
    }
    const ByteView piece = as_bytes({data, bytes});
    exchange.reply.body.insert(exchange.reply.body.end(), piece.begin(), piece.end());
    return bytes;
}

std::size_t on_body(char* out, std::size_t size, std::size_t count, void* user) {
    auto& exchange = *static_cast<Exchange*>(user);
    const std::span<std::uint8_t> room{reinterpret_cast<std::uint8_t*>(out), size * count};
    if (exchange.request.stream) {
        return exchange.request.stream(room);
    }
    if (!exchange.request.body) {
        return 0;
    }
    const ByteView rest = ByteView{*exchange.request.body}.subspan(exchange.body_sent);
    const std::size_t piece = std::min(rest.size(), room.size());
    std::copy_n(rest.begin(), piece, room.begin());
    exchange.body_sent += piece;
    return piece;
}

// libcurl repeats a request by itself when a kept connection turns out dead. What has a body must not come twice unknown to
// the sync client: it asks anew.
int on_seek(void*, curl_off_t, int) { return CURL_SEEKFUNC_FAIL; }

// What lies in the system's buffer is sent as far as anybody can tell here: little of it, so that progress is seen as it
// is and a link that stands still is noticed.
int on_socket(void*, curl_socket_t socket, curlsocktype) {
    constexpr int kSendBuffer = 32 * 1024;
    ::setsockopt(socket, SOL_SOCKET, SO_SNDBUF, &kSendBuffer, sizeof(kSendBuffer));
    return CURL_SOCKOPT_OK;
}

int on_progress(void* user, curl_off_t, curl_off_t received, curl_off_t, curl_off_t sent) {
    auto& exchange = *static_cast<Exchange*>(user);
    const MonotonicTime now = exchange.clock.monotonic_now();
    if (received != exchange.received || sent != exchange.sent) {
        exchange.received = received;
        exchange.sent = sent;
        exchange.last_progress = now;
    }
    exchange.is_stalled = exchange.is_stalled || now - exchange.last_progress >= exchange.stall;
    if (now - exchange.window_begun >= kDripWindow * exchange.stall) {
        const curl_off_t moved = received + sent;
        exchange.is_stalled = exchange.is_stalled || moved - exchange.moved_before_window < kLeastInWindow;
        exchange.window_begun = now;
        exchange.moved_before_window = moved;
    }
    return exchange.is_stalled || exchange.stop.stop_requested() ? 1 : 0;
}

CURLcode on_tls_context(CURL*, void* tls_context, void* user) {
    static_cast<CertificateCheck*>(user)->attach(tls_context);
    return CURLE_OK;
}

bool is_lost_connection(std::string_view message) {
    return message.find("SSL_ERROR_SYSCALL") != std::string_view::npos ||
           message.find("unexpected eof") != std::string_view::npos ||
           message.find("onnection reset") != std::string_view::npos;
}

enum class Belief : std::uint8_t { authorities, anybody };

class CurlTransport final : public Transport {
public:
    CurlTransport(Endpoint endpoint, Belief belief, const Clock& clock, const TransportOptions& options)
        : m_endpoint{std::move(endpoint)}, m_belief{belief}, m_clock{clock}, m_options{options},
          m_check{m_endpoint.server_name} {
        for (const Bytes& authority : m_endpoint.authorities) {
            m_authorities += to_pem(authority);
        }
    }

    Result<Reply> exchange(const Request& request, std::stop_token stop) override {
        if (!m_easy) {
            TRY(start_afresh());
        }
        Exchange exchange{.request = request,
                          .clock = m_clock,
                          .stall = std::max(m_options.stall, kStallRoundTrips * m_connect_time),
                          .stop = std::move(stop),
                          .last_progress = m_clock.monotonic_now(),
                          .easy = m_easy.get()};
        exchange.window_begun = exchange.last_progress;
        const List headers = prepare(exchange);
        std::array<char, CURL_ERROR_SIZE> message{};
        curl_easy_setopt(m_easy.get(), CURLOPT_ERRORBUFFER, message.data());
        const Result<CURLcode> outcome = perform(exchange);
        count_traffic(exchange);
        curl_easy_setopt(m_easy.get(), CURLOPT_ERRORBUFFER, nullptr);
        if (!outcome || *outcome != CURLE_OK) {
            const Error error = outcome ? error_of(*outcome, exchange, message.data()) : outcome.error();
            m_easy.reset();  // a handle that failed once is not trusted again
            m_multi.reset();
            return fail(error);
        }
        exchange.reply.status = status_of(m_easy.get());
        return std::move(exchange.reply);
    }

    Traffic traffic() const override { return m_traffic; }

private:
    Result<void> start_afresh() {
        m_multi.reset(curl_multi_init());
        m_easy.reset(curl_easy_init());
        if (!m_share) {
            m_share.reset(curl_share_init());
            curl_share_setopt(m_share.get(), CURLSHOPT_SHARE, CURL_LOCK_DATA_SSL_SESSION);
        }
        if (!m_multi || !m_easy || !m_share) {
            return fail(ErrorCode::transport_setup, "no handle");
        }
        if (!m_endpoint.address.empty()) {
            const std::string detour = fmt::format("{}:{}:{}:{}", m_endpoint.server_name, m_endpoint.port,
                                                   m_endpoint.address, m_endpoint.port);
            m_connect_to.reset(curl_slist_append(nullptr, detour.c_str()));
        }
        return {};
    }

    // The list returned must live until the exchange is over.
    [[nodiscard]] List prepare(Exchange& exchange) {
        CURL* easy = m_easy.get();
        const Request& request = exchange.request;
        curl_easy_reset(easy);
        const std::string url = fmt::format("https://{}:{}{}", m_endpoint.server_name, m_endpoint.port, request.path);
        curl_easy_setopt(easy, CURLOPT_SHARE, m_share.get());
        curl_easy_setopt(easy, CURLOPT_URL, url.c_str());
        curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "https");
        curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
        curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
        prepare_way_out();
        curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(easy, CURLOPT_CONNECT_TO, m_connect_to.get());
        curl_easy_setopt(easy, CURLOPT_SOCKOPTFUNCTION, on_socket);
        curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(m_options.connect.count()));
        prepare_tls();
        curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
        curl_easy_setopt(easy, CURLOPT_HEADERDATA, &exchange);
        curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_reply);
        curl_easy_setopt(easy, CURLOPT_WRITEDATA, &exchange);
        curl_easy_setopt(easy, CURLOPT_NOPROGRESS, 0L);
        curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, on_progress);
        curl_easy_setopt(easy, CURLOPT_XFERINFODATA, &exchange);

        curl_slist* headers = curl_slist_append(nullptr, "Accept:");
        if (!request.token.empty()) {
            headers = curl_slist_append(headers, fmt::format("Authorization: Daohu {}", request.token).c_str());
        }
        for (const Header& header : request.headers) {
            headers = curl_slist_append(headers, fmt::format("{}: {}", header.name, header.value).c_str());
        }
        if (request.method == Method::head) {
            curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
        } else if (request.method != Method::get) {
            headers = prepare_body(exchange, headers);
        }
        curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
        return List{headers};
    }

    [[nodiscard]] curl_slist* prepare_body(Exchange& exchange, curl_slist* headers) {
        CURL* easy = m_easy.get();
        curl_easy_setopt(easy, CURLOPT_POST, 1L);
        curl_easy_setopt(easy, CURLOPT_UPLOAD_BUFFERSIZE, kUploadBuffer);
        curl_easy_setopt(easy, CURLOPT_READFUNCTION, on_body);
        curl_easy_setopt(easy, CURLOPT_READDATA, &exchange);
        curl_easy_setopt(easy, CURLOPT_SEEKFUNCTION, on_seek);
        if (exchange.request.method == Method::patch) {
            curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, "PATCH");
        } else {
            headers = curl_slist_append(headers, "Content-Type: application/daohu");
        }
        headers = curl_slist_append(headers, "Expect:");
        if (exchange.request.stream) {
            return curl_slist_append(headers, "Transfer-Encoding: chunked");
        }
        curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE,
                         static_cast<curl_off_t>(exchange.request.body ? exchange.request.body->size() : 0));
        return headers;
    }

    // What a proxy says before its tunnel stands is no reply of the county.
    void prepare_way_out() {
        CURL* easy = m_easy.get();
        curl_easy_setopt(easy, CURLOPT_PROXY, m_endpoint.proxy.c_str());
        curl_easy_setopt(easy, CURLOPT_NOPROXY, "");
        curl_easy_setopt(easy, CURLOPT_HTTPPROXYTUNNEL, 1L);
        curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    }

    void prepare_tls() {
        CURL* easy = m_easy.get();
        curl_easy_setopt(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_3));
        curl_easy_setopt(easy, CURLOPT_SSL_ENABLE_ALPN, 0L);
        if (m_belief == Belief::anybody) {
            curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 0L);
            curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 0L);
            return;
        }
        curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
        curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
        curl_blob authorities{.data = m_authorities.data(), .len = m_authorities.size(), .flags = CURL_BLOB_NOCOPY};
        curl_easy_setopt(easy, CURLOPT_CAINFO_BLOB, &authorities);
        curl_easy_setopt(easy, CURLOPT_CAPATH, nullptr);
        curl_easy_setopt(easy, CURLOPT_SSL_CTX_FUNCTION, on_tls_context);
        curl_easy_setopt(easy, CURLOPT_SSL_CTX_DATA, &m_check);
        m_check.begin();
    }

    Result<CURLcode> perform(const Exchange& exchange) {
        CURLM* multi = m_multi.get();
        if (curl_multi_add_handle(multi, m_easy.get()) != CURLM_OK) {
            return fail(ErrorCode::transport_setup, "add handle");
        }
        CURLMcode code = CURLM_OK;
        {
            const std::stop_callback wake{exchange.stop, [multi] { curl_multi_wakeup(multi); }};
            int running = 1;
            while (code == CURLM_OK && running > 0) {
                code = curl_multi_perform(multi, &running);
                if (code == CURLM_OK && running > 0) {
                    code = curl_multi_poll(multi, nullptr, 0, kPollMilliseconds, nullptr);
                }
            }
        }
        int left = 0;
        const CURLMsg* done = curl_multi_info_read(multi, &left);
        const CURLcode outcome = done != nullptr ? done->data.result : CURLE_FAILED_INIT;
        curl_multi_remove_handle(multi, m_easy.get());
        if (code != CURLM_OK) {
            return fail(ErrorCode::transport_setup, curl_multi_strerror(code));
        }
        return outcome;
    }

    void count_traffic(const Exchange& exchange) {
        curl_off_t up = 0;
        curl_off_t down = 0;
        long request_head = 0;
        long reply_head = 0;
        curl_easy_getinfo(m_easy.get(), CURLINFO_SIZE_UPLOAD_T, &up);
        curl_easy_getinfo(m_easy.get(), CURLINFO_SIZE_DOWNLOAD_T, &down);
        curl_easy_getinfo(m_easy.get(), CURLINFO_REQUEST_SIZE, &request_head);
        curl_easy_getinfo(m_easy.get(), CURLINFO_HEADER_SIZE, &reply_head);
        curl_off_t connect = 0;
        curl_easy_getinfo(m_easy.get(), CURLINFO_CONNECT_TIME_T, &connect);
        if (connect > 0) {  // a connection was made: it took one round trip
            m_connect_time = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::microseconds{connect});
        }
        m_traffic.sent +=
            static_cast<std::uint64_t>(std::max(up, exchange.sent)) + static_cast<std::uint64_t>(request_head);
        m_traffic.received +=
            static_cast<std::uint64_t>(std::max(down, exchange.received)) + static_cast<std::uint64_t>(reply_head);
    }

    [[nodiscard]] Error error_of(CURLcode code, const Exchange& exchange, std::string_view message) const {
        const std::string detail = fmt::format("curl {}: {}", static_cast<int>(code), message);
        if (refused_by_proxy()) {
            return Error{ErrorCode::sync_portal, detail};  // it wants a login, or lets nobody through to there
        }
        switch (code) {
            case CURLE_COULDNT_RESOLVE_PROXY:
            case CURLE_COULDNT_RESOLVE_HOST:
            case CURLE_COULDNT_CONNECT: return Error{ErrorCode::sync_unreachable, detail};
            case CURLE_PEER_FAILED_VERIFICATION:
                return Error{m_check.is_refused() ? m_check.claims_our_name() ? ErrorCode::sync_inspected
                                                                              : ErrorCode::sync_wrong_authority
                                                  : ErrorCode::sync_wrong_name,
                             detail};
            case CURLE_SSL_CONNECT_ERROR:
                return Error{is_lost_connection(message) ? ErrorCode::sync_cut : ErrorCode::sync_tls, detail};
            case CURLE_PARTIAL_FILE:
            case CURLE_RECV_ERROR:
            case CURLE_SEND_ERROR:
            case CURLE_GOT_NOTHING:
            case CURLE_SEND_FAIL_REWIND: return Error{ErrorCode::sync_cut, detail};
            case CURLE_OPERATION_TIMEDOUT: return Error{ErrorCode::sync_stalled, detail};
            case CURLE_ABORTED_BY_CALLBACK:
                return Error{exchange.is_stalled ? ErrorCode::sync_stalled : ErrorCode::cancelled, detail};
            case CURLE_WRITE_ERROR:
                if (exchange.sink_error) {
                    return *exchange.sink_error;
                }
                return Error{exchange.is_reply_too_large ? ErrorCode::sync_reply_too_large : ErrorCode::sync_cut,
                             detail};
            default: return Error{ErrorCode::sync_not_county, detail};
        }
    }

    [[nodiscard]] bool refused_by_proxy() const {
        constexpr long kTunnel = 200;
        long answer = 0;
        curl_easy_getinfo(m_easy.get(), CURLINFO_HTTP_CONNECTCODE, &answer);
        return answer != 0 && answer != kTunnel;
    }

    Endpoint m_endpoint;
    Belief m_belief;
    const Clock& m_clock;
    TransportOptions m_options;
    std::string m_authorities;  // PEM
    CertificateCheck m_check;
    List m_connect_to;
    Share m_share;  // TLS tickets outlive a handle that failed: reconnecting then costs no certificates
    Multi m_multi;
    Easy m_easy;  // goes before m_multi
    Traffic m_traffic;
    std::chrono::milliseconds m_connect_time{0};
};

}  // namespace

bool is_proxy_address(std::string_view text) {
    constexpr std::string_view kScheme = "http://";
    const bool is_of_one_line =
        std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) <= 0x20U || c == '#'; });
    const std::string_view place = text.substr(std::min(kScheme.size(), text.size()));
    const std::size_t colon = place.rfind(':');
    std::uint16_t port = 0;
    if (!text.starts_with(kScheme) || !is_of_one_line || colon == std::string_view::npos || colon == 0) {
        return false;
    }
    const char* const end = place.data() + place.size();
    const auto read = std::from_chars(place.data() + colon + 1, end, port);
    return read.ec == std::errc{} && read.ptr == end && port != 0;
}

Result<std::unique_ptr<Transport>> make_curl_transport(const Endpoint& endpoint, const Clock& clock,
                                                       const TransportOptions& options) {
    TRY(start_curl());
    if (endpoint.authorities.empty()) {
        return fail(ErrorCode::transport_setup, "no authority to believe");
    }
    return std::make_unique<CurlTransport>(endpoint, Belief::authorities, clock, options);
}

Result<std::unique_ptr<Transport>> make_stranger_transport(const Endpoint& endpoint, const Clock& clock,
                                                           const TransportOptions& options) {
    TRY(start_curl());
    return std::make_unique<CurlTransport>(endpoint, Belief::anybody, clock, options);
}

}  // namespace daohu::client
