// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/bench_frame_app.hpp"

#include "tests/bench/bench_store.hpp"
#include "tests/bench/frame_tablet.hpp"

#include <algorithm>
#include <array>

namespace daohu::bench {

namespace {

constexpr double kStartGoal = 300;   // ms
constexpr double kUnlockGoal = 150;  // ms
constexpr double kMemoryGoal = 180;  // MB
constexpr double kFrameGoal = 2;     // ms of the processor
constexpr double kScreenGoal = 16;   // ms: one frame at 60 a second
constexpr double kMegabyte = 1'000'000;
constexpr int kQuestions = 12;
constexpr std::size_t kDearest = 5;
constexpr int kThrows = 4;

// A tap on the way through the app, and what the page is called that it opens; no name: only the way there. An id that
// ends with a dot is the first one that begins so.
struct Way {
    std::string_view tap;
    std::string_view page;
};
constexpr std::array kWays{Way{"tab.households", "households"},
                           Way{"tab.drafts", "drafts"},
                           Way{"tab.sync", "sync"},
                           Way{"tab.more", "more"},
                           Way{"more.deadlines", "deadlines"},
                           Way{"back", {}},
                           Way{"more.due_reviews", "due reviews"},
                           Way{"back", {}},
                           Way{"more.unreached", "families not met"},
                           Way{"back", {}},
                           Way{"more.referrals", "referrals"},
                           Way{"back", {}},
                           Way{"more.notices", "notices"},
                           Way{"back", {}},
                           Way{"more.conflicts", "conflicts"},
                           Way{"back", {}},
                           Way{"more.statistics", "statistics"},
                           Way{"statistics.page.work", "statistics of work"},
                           Way{"statistics.page.money", "statistics of money"},
                           Way{"back", {}},
                           Way{"more.standards", "published figures"},
                           Way{"back", {}},
                           Way{"more.records", "kinds of records"},
                           Way{"lines.visit", "visits"},
                           Way{"back", {}},
                           Way{"back", {}},
                           Way{"more.own_acts", "own acts"},
                           Way{"back", {}},
                           Way{"more.carry", "carry"},
                           Way{"back", {}},
                           Way{"more.settings", "settings"},
                           Way{"settings.people", "people"},
                           Way{"back", {}},
                           Way{"settings.store_check", "store check"},
                           Way{"back", {}},
                           Way{"back", {}},
                           Way{"tab.households", {}},
                           Way{"households.row.", "dossier"},
                           Way{"dossier.page.members", "dossier, members"},
                           Way{"dossier.page.aid", "dossier, aid"},
                           Way{"dossier.page.visits", "dossier, visits"},
                           Way{"dossier.page.timeline", "dossier, timeline"},
                           Way{"dossier.page.overview", {}},
                           Way{"dossier.policy", "household under the rules"},
                           Way{"back", {}}};

struct PageCost {
    std::string page;
    FrameTimes times;
};

class AppTour {
public:
    AppTour(FrameApp& app, int frames) : m_app{app}, m_frames{frames} {}

    Result<void> pages() {
        for (const Way& way : kWays) {
            const std::string id = way.tap.ends_with('.') ? m_app.first(way.tap) : std::string{way.tap};
            const FrameTimes times = TRY(m_app.tap(id, way.page.empty() ? 0 : m_frames));
            if (!way.page.empty()) {
                m_costs.push_back({std::string{way.page}, times});
            }
        }
        return {};
    }
    // A visit at its door: from question to question, then the review.
    Result<void> questions() {
        TRY(m_app.tap("dossier.start", 0));
        const FrameTimes first = TRY(m_app.tap("dossier.form.routine_visit", m_frames));
        m_costs.push_back({"first question of a visit", first});
        for (int i = 0; i < kQuestions && !m_app.first("question.next").empty(); ++i) {
            const FrameTimes times = TRY(m_app.tap("question.next", m_frames / kQuestions + 1));
            m_turn = std::max(m_turn, times.worst);
            m_costs.push_back({"a question of a visit", times});
        }
        if (!m_app.first("outline.review").empty()) {
            const FrameTimes review = TRY(m_app.tap("outline.review", m_frames));
            m_costs.push_back({"review of a visit", review});
        }
        return {};
    }
    // Letter by letter on the pad beside the list; then the whole list is thrown.
    Result<void> search() {
        while (m_app.first("tab.households").empty()) {
            TRY(m_app.tap("back", 0));
        }
        TRY(m_app.tap("tab.households", 0));
        for (const char* const key : {"pad.z", "pad.s", "pad.erase", "pad.l", "pad.erase", "pad.erase", "pad.w"}) {
            const FrameTimes times = TRY(m_app.tap(key, 0));
            m_key = std::max(m_key, times.worst);
        }
        TRY(m_app.tap("pad.erase", 0));
        for (int i = 0; i < kThrows; ++i) {
            m_scroll = std::max(m_scroll, m_app.throw_list());
        }
        return {};
    }

    void report(Report& report) {
        report.goal("turning from question to question, slowest frame", m_turn, "ms", Goal::at_most, kScreenGoal);
        report.goal("a key of the search, slowest frame", m_key, "ms", Goal::at_most, kScreenGoal);
        report.goal("throwing the list of households, slowest frame", m_scroll, "ms", Goal::at_most, kScreenGoal);
        std::ranges::sort(m_costs, std::ranges::greater{}, [](const PageCost& cost) { return cost.times.worst; });
        for (const PageCost& cost : std::span{m_costs}.first(std::min(kDearest, m_costs.size()))) {
            report.goal("opening, slowest frame: " + cost.page, cost.times.worst, "ms", Goal::at_most, kScreenGoal);
        }
        const auto longest = std::ranges::max(m_costs, {}, [](const PageCost& cost) { return cost.times.until_whole; });
        report.figure("the most frames until a page is whole: " + longest.page, longest.times.until_whole, "");
        std::ranges::sort(m_costs, std::ranges::greater{}, [](const PageCost& cost) { return cost.times.settled; });
        report.figure("the middle one of all pages, a frame", m_costs[m_costs.size() / 2].times.settled, "ms");
        for (const PageCost& cost : std::span{m_costs}.first(std::min(kDearest, m_costs.size()))) {
            report.goal("a frame: " + cost.page, cost.times.settled, "ms", Goal::at_most, kFrameGoal);
        }
        report.setting("pages of the app", static_cast<std::int64_t>(m_costs.size()));
    }

private:
    FrameApp& m_app;
    int m_frames;
    std::vector<PageCost> m_costs;
    double m_turn = 0;
    double m_key = 0;
    double m_scroll = 0;
};

}  // namespace

Result<void> measure_app(const CommonOptions& common, const FrameOptions& options, Report& report) {
    const Scratch scratch{common.folder};
    const std::filesystem::path folder = options.tablet.value_or(scratch / "tablet");
    if (!std::filesystem::exists(folder) && !make_frame_tablet(common, folder, options.households)) {
        return fail(ErrorCode::io_failed, "the tablet to measure on");
    }
    std::unique_ptr<FrameApp> app;
    const auto before = std::chrono::steady_clock::now();
    app = TRY(FrameApp::start(common, folder));
    const Milliseconds start{std::chrono::steady_clock::now() - before};
    const Milliseconds unlock = TRY(app->unlock());
    const auto memory = static_cast<double>(present_memory());
    report.goal("start to the unlock screen", start.count(), "ms", Goal::at_most, kStartGoal);
    report.goal("passphrase to the plan of the day", unlock.count(), "ms", Goal::at_most, kUnlockGoal);
    report.goal("memory after unlocking", memory / kMegabyte, "MB", Goal::at_most, kMemoryGoal);
    AppTour tour{*app, options.frames};
    TRY(tour.pages());
    TRY(tour.questions());
    TRY(tour.search());
    tour.report(report);
    report.figure("memory after all pages", static_cast<double>(present_memory()) / kMegabyte, "MB");
    return {};
}

}  // namespace daohu::bench
