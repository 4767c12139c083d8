// SPDX-License-Identifier: Apache-2.0
#include "platform/daohu/script.hpp"

#include "platform/headless/png.hpp"
#include "ui/kit/read_along.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <csignal>
#include <fstream>
#include <thread>

namespace daohu {

namespace {

using nlohmann::json;

constexpr std::chrono::milliseconds kPoll{5};
constexpr float kSignatureEdge = 40;  // dp from the edge of the paper

class Player {
public:
    Player(const ScriptSetup& setup, Machine& machine, App& app, headless::HeadlessScreen& screen)
        : m_setup{setup}, m_machine{machine}, m_app{app}, m_screen{screen} {}

    Result<void> play(const json& step) {
        m_screen.settle();
        if (step.contains("tap")) {
            return step.contains("with")
                       ? tap_with(step.at("tap").get<std::string>(), step.at("with").get<std::string>())
                       : tap(step.at("tap").get<std::string>());
        }
        if (step.contains("may_tap")) {
            return may_tap(step.at("may_tap").get<std::string>());
        }
        if (step.contains("sign")) {
            return sign(step.at("sign").get<std::string>());
        }
        if (step.contains("draw")) {
            return draw(step.at("draw").get<std::string>());
        }
        if (step.contains("count")) {
            m_touches = 0;
            return {};
        }
        if (step.contains("at_most")) {
            return check_touches(step.at("at_most").get<int>());
        }
        if (step.contains("clock")) {
            return pass(std::chrono::seconds{step.at("clock").get<std::int64_t>()}, step.value("set", false));
        }
        if (step.contains("network")) {
            m_machine.is_network_cut = !step.at("network").get<bool>();
            return {};
        }
        if (step.contains("enter")) {
            count_touch(step.at("enter").get<std::string>());
            ++m_touches;  // the button that ends the typing
            return m_screen.enter(step.at("enter").get<std::string>(), step.at("text").get<std::string>());
        }
        if (step.contains("unlock")) {
            return m_screen.enter("unlock.passphrase", m_setup.passphrase);
        }
        if (step.contains("records")) {
            return count_records(step.at("records"));
        }
        if (step.contains("wait")) {
            return wait();
        }
        if (step.contains("expect")) {
            return expect(step, Presence::there);
        }
        if (step.contains("absent")) {
            return expect(step, Presence::absent);
        }
        if (step.contains("read")) {
            return read(step.at("read").get<std::string>(), Presence::there);
        }
        if (step.contains("unread")) {
            return read(step.at("unread").get<std::string>(), Presence::absent);
        }
        if (step.contains("shot")) {
            return shot(step.at("shot").get<std::string>());
        }
        if (step.contains("kill")) {
            std::raise(SIGKILL);
        }
        return fail(ErrorCode::script_invalid, "an unknown step: " + step.dump());
    }

private:
    enum class Presence : std::uint8_t { there, absent };

    Result<void> wait() {
        const auto end = std::chrono::steady_clock::now() + m_setup.patience;
        while (m_app.is_busy()) {
            if (std::chrono::steady_clock::now() > end) {
                return fail(ErrorCode::cancelled, "still busy after the time a script waits");
            }
            std::this_thread::sleep_for(kPoll);
            m_screen.step();
        }
        m_screen.step();
        m_screen.settle();
        return {};
    }

    [[nodiscard]] const kit::Item* find(std::string_view id) {
        m_screen.step();
        for (const kit::Item* item : m_screen.kit().items().reachable()) {
            if (item->id.view() == id) {
                return item;
            }
        }
        return nullptr;
    }

    // What cannot be seen whole is scrolled to first, which is a touch as well.
    void count_touch(std::string_view id) {
        m_screen.settle();
        const kit::Item* const item = m_screen.kit().items().find(id);
        m_touches += item == nullptr || item->visible.h < item->rect.h ? 2 : 1;
    }

    Result<void> tap(const std::string& id) {
        count_touch(id);
        return m_screen.tap(id);
    }

    // Rows far down a long list are laid out before they are looked for.
    Result<void> tap_with(const std::string& prefix, const std::string& text) {
        m_screen.kit().lay_out_everything();
        m_screen.step();
        for (const kit::Item* item : m_screen.kit().items().reachable()) {
            if (item->id.view().starts_with(prefix) && item->label.contains(text)) {
                return tap(std::string{item->id.view()});
            }
        }
        return fail(ErrorCode::script_invalid, fmt::format("'{}' does not stand in '{}'", text, prefix));
    }

    Result<void> may_tap(const std::string& id) { return find(id) == nullptr ? Result<void>{} : tap(id); }

    // Two strokes across the paper; they count as one touch.
    Result<void> draw(const std::string& question) {
        const std::string id = question + ".paper";
        count_touch(id);
        const kit::Item* paper = find(id);
        if (paper != nullptr && paper->visible.h < paper->rect.h) {
            m_screen.kit().scroll_to(*paper);
            m_screen.settle();
            paper = find(id);
        }
        if (paper == nullptr) {
            return fail(ErrorCode::script_invalid, "no paper: " + question);
        }
        const kit::Rect place = paper->visible.inset(kSignatureEdge, kSignatureEdge);
        m_screen.swipe({place.x, place.y}, {place.right(), place.bottom()});
        m_screen.swipe({place.x, place.bottom()}, {place.right(), place.y});
        m_screen.settle();
        return {};
    }

    // With the button that keeps what was drawn.
    Result<void> sign(const std::string& question) {
        TRY(draw(question));
        return tap(question + ".keep");
    }

    Result<void> check_touches(int most) {
        if (m_touches > most) {
            return fail(ErrorCode::script_invalid, fmt::format("{} touches, at most {}", m_touches, most));
        }
        return {};
    }

    Result<void> pass(std::chrono::seconds by, bool is_set) {
        if (is_set) {
            m_machine.clock.set(by);
            return {};
        }
        m_machine.clock.advance(by);
        m_screen.idle(static_cast<double>(by.count()));
        m_screen.step();
        m_screen.settle();
        return {};
    }

    Result<void> expect(const json& step, Presence presence) {
        const std::string text = step.at(presence == Presence::there ? "expect" : "absent").get<std::string>();
        const std::string prefix = step.value("in", "");
        m_screen.step();
        bool found = false;
        for (const kit::Item* item : m_screen.kit().items().reachable()) {
            found = found || (item->id.view().starts_with(prefix) && item->label.contains(text));
        }
        if (found != (presence == Presence::there)) {
            return fail(ErrorCode::script_invalid,
                        fmt::format("'{}' {} in '{}'", text, found ? "stands" : "does not stand", prefix));
        }
        return {};
    }

    // Whatever stands on the page, tapped or not.
    Result<void> read(const std::string& words, Presence presence) {
        const kit::ReadAlong reader;
        m_screen.step();
        if (reader.has_read(words) != (presence == Presence::there)) {
            return fail(
                ErrorCode::script_invalid,
                fmt::format("'{}' {}", words, presence == Presence::there ? "is not on the page" : "is on the page"));
        }
        return {};
    }

    Result<void> count_records(const json& expected) {
        if (m_app.tablet() == nullptr) {
            return fail(ErrorCode::script_invalid, "the tablet is locked");
        }
        int waiting = 0;
        int uploaded = 0;
        for (const casework::CaseLine& line : TRY(m_app.tablet()->workspace().cases().newest(registry::kMaxCounted))) {
            ++(line.delivered == casework::Delivered::uploaded ? uploaded : waiting);
        }
        if (waiting != expected.value("waiting", 0) || uploaded != expected.value("uploaded", 0)) {
            return fail(ErrorCode::script_invalid, fmt::format("{} waiting, {} uploaded", waiting, uploaded));
        }
        return {};
    }

    Result<void> shot(const std::string& name) {
        m_screen.step();
        return headless::write_png(m_setup.shots / (name + ".png"), m_screen.picture());
    }

    const ScriptSetup& m_setup;
    Machine& m_machine;
    App& m_app;
    headless::HeadlessScreen& m_screen;
    int m_touches = 0;  // since the count began
};

}  // namespace

Result<void> run_script(const ScriptSetup& setup, Machine& machine, App& app, headless::HeadlessScreen& screen) {
    std::ifstream file{setup.file};
    const json script = json::parse(file, nullptr, false);
    if (script.is_discarded() || !script.contains("steps") || !script["steps"].is_array()) {
        return fail(ErrorCode::script_invalid, setup.file.filename().string());
    }
    std::error_code problem;
    std::filesystem::create_directories(setup.shots, problem);
    Player player{setup, machine, app, screen};
    std::size_t number = 0;
    for (const json& step : script["steps"]) {
        ++number;
        Result<void> played;
        try {
            played = player.play(step);
        } catch (const json::exception& error) {
            played = fail(ErrorCode::script_invalid, error.what());
        }
        if (!played) {
            return fail(std::move(played).error().with_context(
                fmt::format("step {} of {}", number, setup.file.filename().string())));
        }
    }
    return {};
}

}  // namespace daohu
