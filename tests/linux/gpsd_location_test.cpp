// SPDX-License-Identifier: Apache-2.0
#include "platform/linux/gpsd_location.hpp"

#include "core/base/clock.hpp"

#include <catch2/catch_test_macros.hpp>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <string_view>

using namespace daohu;
using linux_platform::fix_of_report;
using linux_platform::GpsdLocation;

namespace {

// Listens on a free port of this machine and says what it is told to.
class Receiver {
public:
    Receiver() {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        REQUIRE(::bind(m_listening, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0);
        REQUIRE(::listen(m_listening, 4) == 0);
        socklen_t size = sizeof(address);
        REQUIRE(::getsockname(m_listening, reinterpret_cast<sockaddr*>(&address), &size) == 0);
        m_port = ntohs(address.sin_port);
    }
    ~Receiver() {
        ::close(m_spoken);
        ::close(m_listening);
    }
    Receiver(const Receiver&) = delete;
    Receiver& operator=(const Receiver&) = delete;

    [[nodiscard]] std::uint16_t port() const { return m_port; }
    void answer() { m_spoken = ::accept(m_listening, nullptr, nullptr); }
    void say(std::string_view line) const {
        REQUIRE(::send(m_spoken, line.data(), line.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(line.size()));
    }

private:
    int m_listening = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int m_spoken = -1;
    std::uint16_t m_port = 0;
};

}  // namespace

TEST_CASE("Location: reads position and accuracy of a report of gpsd", "[linux]") {
    const auto fix = fix_of_report(R"({"class":"TPV","mode":3,"lat":32.65,"lon":103.6,"eph":8.5})");
    REQUIRE(fix);
    CHECK(fix->latitude == 32.65);
    CHECK(fix->longitude == 103.6);
    CHECK(fix->accuracy == 8.5);
    const auto coarse = fix_of_report(R"({"class":"TPV","mode":2,"lat":1,"lon":2,"epx":4,"epy":30})");
    REQUIRE(coarse);
    CHECK(coarse->accuracy == 30);
}

TEST_CASE("Location: takes nothing from a report without a position on this earth", "[linux]") {
    for (const std::string_view report :
         {R"({"class":"TPV","mode":1})", R"({"class":"SKY","mode":3,"lat":1,"lon":2})",
          R"({"class":"TPV","mode":3,"lat":91,"lon":2})", R"({"class":"TPV","mode":3,"lat":"1","lon":2})", "{", "",
          "[1,2]", R"({"class":"TPV","mode":3,"lat":1e999,"lon":2})"}) {
        INFO(report);
        CHECK_FALSE(fix_of_report(report));
    }
}

TEST_CASE("Location: nobody listens, and it says so", "[linux]") {
    const FakeClock clock{WallTime{}};
    std::uint16_t port = 0;
    {
        const Receiver gone;
        port = gone.port();
    }
    GpsdLocation location{clock, port};
    CHECK_FALSE(location.is_available());
    const auto started = location.start();
    REQUIRE_FALSE(started);
    CHECK(started.error().code == ErrorCode::port_absent);
    CHECK_FALSE(location.latest());
}

TEST_CASE("Location: the newest whole report counts, and nothing after nobody measures", "[linux]") {
    FakeClock clock{WallTime{}};
    Receiver receiver;
    GpsdLocation location{clock, receiver.port()};
    REQUIRE(location.start());
    receiver.answer();
    CHECK_FALSE(location.latest());
    receiver.say(
        "{\"class\":\"VERSION\"}\n{\"class\":\"TPV\",\"mode\":3,\"lat\":1,\"lon\":2,\"eph\":20}\n{\"class\":\"TPV\",");
    const auto first = location.latest();
    REQUIRE(first);
    CHECK(first->accuracy == 20);
    clock.advance(std::chrono::seconds{5});
    receiver.say("\"mode\":3,\"lat\":1,\"lon\":2,\"eph\":7}\n");
    const auto second = location.latest();
    REQUIRE(second);
    CHECK(second->accuracy == 7);
    CHECK(second->at == clock.monotonic_now());
    location.stop();
    CHECK_FALSE(location.latest());
}
