// SPDX-License-Identifier: Apache-2.0
#pragma once

// One page of the app: reads what it shows, draws its screen, and asks for what was tapped there. Pages are made and kept
// by the app; whatever one asks for is carried out after the frame, so that none is taken down while it draws. UI thread.

#include "core/base/clock.hpp"
#include "core/base/error.hpp"
#include "core/base/id.hpp"
#include "ui/kit/theme.hpp"
#include "ui/model/status.hpp"
#include "ui/text/words.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace daohu::kit {
class Kit;
enum class TextScale : std::uint8_t;
}  // namespace daohu::kit

namespace daohu {

class Tablet;
struct Assets;
struct Machine;

enum class PlaceKind : std::uint8_t {
    today,
    households,
    drafts,
    sync,
    more,
    dossier,  // of `subject`: a household, or a person without one
    record,   // `subject`
    due_reviews,
    conflicts,
    policy,     // `subject` under the rules
    first_aid,  // for the discovery `subject`
    referrals,
    statistics,
    carry,
    settings,
    secret,        // another passphrase
    people,        // who works on this tablet
    new_person,    // one more
    tour,          // what is where
    store_check,   // whether the tablet's files are sound
    record_kinds,  // what there is of which kind
    records,       // of the dataset `name`
    own_acts,
    deadlines,
    unreached,  // households in which somebody is still to be met
    standards,
    notices,
    desk,
    sealed,  // to whoever unlocked the tablet
    enrol,
    labour,       // the month of public labour
    history,      // everything written about the family or person `subject`
    cards,        // what the county's document says, by subject; one of them: `name`
    reserve,      // the township's, for urgent aid
    out_of_role,  // what the desk is to look at
};
struct Place {
    PlaceKind kind = PlaceKind::today;
    EntityId subject{};
    std::string name{};

    friend bool operator==(const Place&, const Place&) = default;
};

// An answer that is known before its form is opened.
struct GivenAnswer {
    std::string path;  // without the root: "row[2]/amount"; a row that is not there yet is added
    std::string value;
};

// What a form is opened for, as far as it is known.
struct FormStart {
    std::string form;
    std::optional<EntityId> household{};
    std::optional<EntityId> person{};
    std::optional<EntityId> discovery{};
    std::optional<EntityId> record{};    // what it goes on with: the notice, the referral, the task
    std::optional<EntityId> handler{};   // who handled that, and may not rate it
    std::vector<GivenAnswer> answers{};  // in this order
};

// How the screen looks and behaves to this person.
struct Display {
    kit::TextScale text_scale{};
    kit::ThemeName theme = kit::ThemeName::day;
    std::string language = "zh-CN";
    int lock_minutes = 5;        // without a touch, before the screen is locked
    bool has_seen_tour = false;  // of what is where

    friend bool operator==(const Display&, const Display&) = default;
};

// Where pages lead.
class Guide {
public:
    virtual ~Guide() = default;

    // A page of the tab bar takes the place of all; any other lies upon the present one.
    virtual void go(const Place& place) = 0;
    virtual void back() = 0;
    virtual void start(const FormStart& start) = 0;
    virtual void continue_draft(DraftId draft) = 0;
    // For ten seconds it can be taken back; until then it is only no longer shown.
    virtual void discard(DraftId draft) = 0;
    [[nodiscard]] virtual bool is_discarded(DraftId draft) const = 0;
    // Something was saved here: lists are read anew, and sync tries to send it.
    virtual void saved() = 0;
    virtual void lock() = 0;
    // Real data is locked away, and an invented village takes its place; ending it leads back to the lock.
    virtual void begin_practice() = 0;
    virtual void end_practice() = 0;
    // The tablet's files are damaged: it is closed, and mended.
    virtual void mend() = 0;
    virtual void say(std::string sentence) = 0;
    virtual void say(const Error& error) = 0;
    [[nodiscard]] virtual const Display& display() const = 0;
    virtual void set_display(const Display& display) = 0;
};

// All outlive the page.
struct PageParts {
    Machine& machine;
    const Assets& assets;
    Words& words;
    Tablet& tablet;
    Guide& guide;
};

class Page {
public:
    explicit Page(const PageParts& parts) : m_parts{parts} {}
    virtual ~Page() = default;
    Page(const Page&) = delete;
    Page& operator=(const Page&) = delete;

    // It became the one that is shown, or something was saved, received or delivered.
    virtual void refresh() = 0;
    virtual void draw(kit::Kit& kit, const model::SyncBadge& badge) = 0;
    // Something of it has to end before a script may go on.
    [[nodiscard]] virtual bool is_busy() const { return false; }
    // Something is being written on it: it stays where it is while others go.
    [[nodiscard]] virtual bool is_being_written() const { return false; }
    // Shows how far sync is: read anew while it is under way.
    [[nodiscard]] virtual bool follows_sync() const { return false; }

protected:
    PageParts m_parts;
};

// What most screens ask for, for std::visit beside a page's own.
struct UsualActions {
    Guide& guide;

    void operator()(const model::GoBack&) const { guide.back(); }
    void operator()(const model::OpenSync&) const { guide.go({PlaceKind::sync}); }
    void operator()(const model::OpenTab& act) const;
    void operator()(const model::OpenHousehold& act) const { guide.go({PlaceKind::dossier, EntityId{act.id.raw()}}); }
    void operator()(const model::OpenRecord& act) const { guide.go({PlaceKind::record, EntityId{act.id.raw()}}); }
    void operator()(const model::StartDiscovery&) const;
};

template <class... Visitors>
struct Overloaded : Visitors... {
    using Visitors::operator()...;
};

// Does what was asked for: a page's own way where it has one, else the usual one.
template <class Action, class... Own>
void carry_out(const Action& action, Guide& guide, Own... own) {
    using Mine = Overloaded<Own...>;
    const Mine mine{std::move(own)...};
    std::visit(
        [&](const auto& act) {
            if constexpr (std::is_invocable_v<const Mine&, decltype(act)>) {
                mine(act);
            } else {
                UsualActions{guide}(act);
            }
        },
        action);
}

// The words of this tablet and its clock, as pages need them.
[[nodiscard]] Moment present_moment(const PageParts& parts);
[[nodiscard]] std::string village_of(const PageParts& parts);
[[nodiscard]] std::string township_of(const PageParts& parts);
// Whoever unlocked the tablet, as the register of workers calls him; empty where it does not.
[[nodiscard]] std::string worker_name(const PageParts& parts);
// What a rule is called here, by its id; the id where it has no name.
[[nodiscard]] std::function<std::string(std::string_view rule)> rule_names(const PageParts& parts);

}  // namespace daohu
