// SPDX-License-Identifier: Apache-2.0
#include "platform/daohu/app.hpp"

#include "platform/daohu/county_link.hpp"
#include "platform/daohu/pages/draft_owner.hpp"
#include "platform/daohu/pages/given_answers.hpp"
#include "platform/daohu/pages/interview_page.hpp"
#include "platform/daohu/pages/make_page.hpp"
#include "platform/daohu/pages/offers.hpp"
#include "platform/daohu/practice.hpp"
#include "ui/kit/widgets/dialog.hpp"
#include "ui/screens/practice_mark.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace daohu {

namespace {

constexpr std::chrono::seconds kUndoTime{10};

bool is_root(PlaceKind kind) {
    switch (kind) {
        case PlaceKind::today:
        case PlaceKind::households:
        case PlaceKind::drafts:
        case PlaceKind::sync:
        case PlaceKind::more: return true;
        default: return false;
    }
}

}  // namespace

App::App(const Setup& setup) : m_setup{setup}, m_display{setup.display} {
    m_display = read_display(m_setup.machine.files, m_setup.folder, m_display);
    remove_practice(m_setup.machine, m_setup.folder);  // left behind by a cut
    show_gate(0);
}

App::~App() = default;

bool App::is_busy() const {
    const bool is_page_busy = !m_pages.empty() && m_pages.back()->is_busy();
    return (m_gate && m_gate->is_busy()) || is_page_busy || !m_wishes.empty() ||
           (m_tablet && m_tablet->sync() && m_tablet->sync()->is_talking());
}

std::string App::sentence(const Error& error) { return std::string{m_setup.words.message(error).view()}; }

PageParts App::page_parts() { return {m_setup.machine, m_tablet->assets(), m_setup.words, *m_tablet, *this}; }

void App::draw(kit::Kit& kit) {
    m_setup.words.next_frame();
    apply_display(kit);
    if (m_gate) {
        return draw_gate(kit);
    }
    drop_discarded(m_setup.machine.clock.monotonic_now());
    if (wakes_overdue()) {
        kit.pointer_cancelled();  // the touch that wakes it opens nothing
        lock_when_idle(kit);
        return carry_out_wishes();
    }
    const auto mark = m_tablet->is_practice() ? std::optional{screens::take_practice_mark(kit)} : std::nullopt;
    if (m_screen_lock->is_locked()) {
        draw_lock(kit);
    } else if (m_recovery) {
        draw_recovery(kit);
    } else {
        follow_sync();
        follow_watch();
        show_page(kit);
    }
    if (mark) {
        screens::draw_practice_mark(kit, *mark);
    }
    lock_when_idle(kit);
    carry_out_wishes();
}

void App::show_page(kit::Kit& kit) {
    if (m_is_stale) {
        m_is_stale = false;
        m_badge = badge();
        refresh(*m_pages.back(), page_parts());
    }
    m_pages.back()->draw(kit, m_badge);
    draw_taking_over(kit);
    draw_toast(kit);
}

// While records are on their way only what tells of them is read anew, everything else once the talk is over.
void App::follow_sync() {
    CountyLink* sync = m_tablet->sync();
    if (sync == nullptr) {
        return;
    }
    const bool is_talking = sync->is_talking();
    const auto attempt = sync->last_attempt();
    const bool has_ended = attempt != m_seen_attempt || (m_was_talking && !is_talking);
    if (is_talking != m_was_talking) {
        m_badge = badge();
    }
    m_is_stale = m_is_stale || has_ended || (is_talking && m_pages.back()->follows_sync());
    m_seen_attempt = attempt;
    m_was_talking = is_talking;
    follow_role(sync->moved());
}

// What the county says of whoever holds the tablet may have come. Pages of the role before go, but for what is being
// written, which stays and may be finished: what is done out of role is for the township to judge.
void App::follow_role(std::uint64_t moved) {
    if (std::exchange(m_seen_moved, moved) == moved) {
        return;
    }
    const auto is_another = m_tablet->workspace().read_viewer();
    if (!is_another) {
        return say(is_another.error());
    }
    if (!*is_another) {
        return;
    }
    std::erase_if(m_pages, [](const std::unique_ptr<Page>& page) { return !page->is_being_written(); });
    m_pages.insert(m_pages.begin(), make_page(home_of(m_tablet->viewer().role), page_parts()));
    m_is_stale = true;
    say(std::string{m_setup.words.tr("app.role_changed").view()});
}

void App::follow_watch() {
    StoreWatch& watch = m_tablet->watch();
    if (!watch.collect()) {
        return;
    }
    m_is_stale = true;
    if (watch.failure() && is_damage(watch.failure()->code)) {
        say(*watch.failure());
        go({PlaceKind::store_check});
    }
}

// Whether there is a link is known only from the last attempt: nothing is claimed beyond it.
model::SyncBadge App::badge() {
    model::SyncBadge badge;
    badge.waiting = static_cast<int>(m_tablet->workspace().cases().waiting().value_or(0));
    const CountyLink* sync = m_tablet->sync();
    if (sync != nullptr && sync->is_talking()) {
        badge.link = model::LinkState::syncing;
    } else if (sync != nullptr && sync->last_attempt() && !sync->failure()) {
        badge.link = model::LinkState::online;
    }
    return badge;
}

void App::carry_out_wishes() {
    // One wish may bring another, or close the tablet that the rest are about.
    for (std::size_t i = 0; m_tablet && i < m_wishes.size(); ++i) {
        const auto wish = std::move(m_wishes[i]);
        wish();
    }
    m_wishes.clear();
}

// --- the way between pages --------------------------------------------------------------------------------------------

void App::push(std::unique_ptr<Page> page) {
    m_pages.push_back(std::move(page));
    m_badge = badge();
}

void App::go(const Place& place) {
    m_wishes.emplace_back([this, place] {
        if (!is_offered(m_tablet->viewer().role, place.kind)) {
            return say(Error{ErrorCode::casework_role, "a page"});
        }
        if (is_root(place.kind)) {
            m_pages.clear();
            note_open({});
        }
        push(make_page(place, page_parts()));
    });
}

void App::back() {
    m_wishes.emplace_back([this] {
        if (m_pages.size() > 1) {
            m_pages.pop_back();
        } else {
            m_pages.clear();
            push(make_page(home_of(m_tablet->viewer().role), page_parts()));
        }
        note_open({});
        m_is_stale = true;
    });
}

void App::enter(std::unique_ptr<Page> interview, DraftId draft) {
    note_open(draft);
    push(std::move(interview));
}

void App::start(const FormStart& start) {
    m_wishes.emplace_back([this, start] {
        auto prefills = prefills_of(page_parts(), start);
        if (!prefills) {
            return say(prefills.error());
        }
        const std::string_view language = m_setup.words.language() == "en" ? "en" : "zh";
        auto interview = m_tablet->workspace().start(start.form, language, std::move(*prefills));
        if (!interview) {
            return say(interview.error());
        }
        if (const auto given = give(*interview, start.answers); !given) {
            say(given.error());
        }
        const DraftId draft = interview->info().id;
        enter(make_interview_page(page_parts(), std::move(*interview)), draft);
    });
}

void App::continue_draft(DraftId draft) {
    m_wishes.emplace_back([this, draft] {
        if (!asks_to_take_over(draft)) {
            open_draft(draft);
        }
    });
}

void App::open_draft(DraftId draft) {
    auto interview = m_tablet->workspace().resume(draft);
    if (!interview && is_damage(interview.error().code)) {
        return mend();
    }
    if (!interview) {
        return say(interview.error());
    }
    enter(make_interview_page(page_parts(), std::move(*interview)), draft);
}

bool App::asks_to_take_over(DraftId draft) {
    const auto drafts = m_tablet->workspace().drafts();
    const auto found = drafts ? std::ranges::find(*drafts, draft, &casework::DraftInfo::id) : decltype(drafts->end()){};
    if (!drafts || found == drafts->end() || !m_tablet->workspace().is_of_another(*found)) {
        return false;
    }
    m_taking_over = TakingOver{draft, other_owner(m_setup.machine, *m_tablet, *found)};
    return true;
}

void App::draw_taking_over(kit::Kit& kit) {
    if (!m_taking_over) {
        return;
    }
    const kit::DialogAnswer answer =
        kit::dialog(kit, {.title = kit.tr("take_over.title", {{"person", FixedText{m_taking_over->owner}}}),
                          .message = kit.tr("take_over.message"),
                          .keep = kit.tr("take_over.keep"),
                          .act = kit.tr("take_over.act"),
                          .keep_id = "take_over.keep",
                          .act_id = "take_over.act"});
    if (answer == kit::DialogAnswer::none) {
        return;
    }
    const DraftId draft = m_taking_over->draft;
    m_taking_over.reset();
    if (answer == kit::DialogAnswer::act) {
        m_wishes.emplace_back([this, draft] {
            if (const auto taken = m_tablet->workspace().take_over(draft); !taken) {
                return say(taken.error());
            }
            open_draft(draft);
        });
    }
}

void App::saved() {
    m_is_stale = true;
    if (m_tablet->sync() != nullptr) {
        m_tablet->sync()->request();
    }
}

// --- drafts that are thrown away, and toasts ----------------------------------------------------------------------------

void App::discard(DraftId draft) {
    m_discarded.push_back({draft, m_setup.machine.clock.monotonic_now() + kUndoTime});
    m_toast = Toast{.text = std::string{m_setup.words.tr("discard.done").view()}, .undo = draft};
    m_is_stale = true;
}

bool App::is_discarded(DraftId draft) const {
    return std::ranges::find(m_discarded, draft, &Discarded::draft) != m_discarded.end();
}

void App::undo(DraftId draft) {
    std::erase_if(m_discarded, [draft](const Discarded& one) { return one.draft == draft; });
    continue_draft(draft);
}

// A process that ends before their time keeps them.
void App::drop_discarded(MonotonicTime now) {
    std::erase_if(m_discarded, [this, now](const Discarded& one) {
        if (one.until > now) {
            return false;
        }
        if (const auto gone = m_tablet->workspace().discard(one.draft); !gone) {
            say(gone.error());
        }
        return true;
    });
}

void App::say(std::string sentence) { m_toast = Toast{.text = std::move(sentence), .undo = {}}; }

void App::say(const Error& error) { say(sentence(error)); }

void App::draw_toast(kit::Kit& kit) {
    if (!m_toast) {
        return;
    }
    if (m_toast->is_new) {
        m_toast->is_new = false;
        kit::show_toast(kit, m_toast->shown, m_toast->undo ? kUndoTime : kit::kToastTime);
    }
    const Text button = m_toast->undo ? Text{kit.tr("question.undo")} : Text{};
    if (kit::toast(kit, "toast.undo", m_toast->shown, FixedText{m_toast->text}, button)) {
        const DraftId draft = *m_toast->undo;
        m_toast.reset();
        undo(draft);
        return;
    }
    if (m_toast->shown.until <= kit.seconds()) {
        m_toast.reset();
    }
}

// --- how it looks -------------------------------------------------------------------------------------------------------

void App::set_display(const Display& display) {
    m_display = display;
    m_is_display_new = true;
    m_is_stale = true;
    if (const auto kept = write_display(m_setup.machine.files, m_setup.folder, display); !kept) {
        say(kept.error());
    }
}

void App::apply_display(kit::Kit& kit) {
    if (!m_is_display_new) {
        return;
    }
    m_is_display_new = false;
    kit.set_theme(m_display.theme);
    kit.set_text_scale(m_display.text_scale);
    const auto language = std::ranges::find_if(
        m_setup.languages, [this](const Catalogue& one) { return one.language() == m_display.language; });
    if (language != m_setup.languages.end()) {
        kit.set_catalogue(*language);
        m_setup.words.use(*language);
    }
}

}  // namespace daohu
