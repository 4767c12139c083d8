// SPDX-License-Identifier: Apache-2.0
#include "ui/model/desk_model.hpp"

#include "core/base/beijing_time.hpp"
#include "core/base/hash.hpp"
#include "ui/model/plan_model.hpp"
#include "ui/model/record_model.hpp"
#include "ui/text/near_date.hpp"

#include <algorithm>
#include <ranges>

namespace daohu::model {

namespace {

using casework::Deadline;
using casework::DeadlineKind;
using casework::DueState;

constexpr std::size_t kShortId = 4;

std::chrono::year_month_day day_of(const Date& date) { return std::chrono::year_month_day{date.days()}; }

int count(std::size_t number) { return static_cast<int>(number); }

class Filler {
public:
    Filler(DeskState& state, const DeskMatters& matters, WallTime now, const NameHousehold& name,
           const Vocabulary& words)
        : m_state{state}, m_matters{matters}, m_now{now}, m_name{name}, m_words{words} {}

    void counts() {
        const auto is_late = [](const Deadline& line) { return line.state == DueState::overdue; };
        int late_clocks = 0;
        int tasks = 0;
        int late_tasks = 0;
        for (const Deadline& line : m_matters.deadlines) {
            const bool is_task = line.kind == DeadlineKind::county_task;
            tasks += is_task ? 1 : 0;
            late_tasks += is_task && is_late(line) ? 1 : 0;
            late_clocks += line.kind == DeadlineKind::first_aid && is_late(line) ? 1 : 0;
        }
        const auto late_referrals = std::ranges::count_if(
            m_matters.referrals, [](const casework::ReferralLine& line) { return line.view.is_overdue; });
        m_state.counts = {{DeskPage::discoveries, count(m_matters.discoveries.size()), late_clocks},
                          {DeskPage::referrals, count(m_matters.referrals.size()), static_cast<int>(late_referrals)},
                          {DeskPage::merges, count(m_matters.doubles.size()), 0},
                          {DeskPage::lists, tasks, late_tasks},
                          {DeskPage::devices, count(m_matters.devices.size()), 0}};
    }

    void rows() {
        m_state.rows.clear();
        switch (m_state.page) {
            case DeskPage::discoveries: return discoveries();
            case DeskPage::referrals: return referrals();
            case DeskPage::merges: return doubles();
            case DeskPage::lists: return tasks();
            case DeskPage::devices: return devices();
        }
    }

private:
    void discoveries() {
        for (const OpenDiscovery& discovery : m_matters.discoveries) {
            const casework::CaseLine& line = discovery.line;
            DeskRow row;
            row.id = row_id(line.id);
            row.title = line.person_name.empty() ? m_words.say("record.unnamed") : line.person_name;
            std::vector<std::string> hardships;
            for (const std::string& code : line.hardships) {
                hardships.push_back(m_words.code(code, "hardship"));
            }
            row.detail = m_words.facts({m_words.joined(hardships), m_words.code(line.urgency, "urgency"), line.place,
                                        m_words.code(discovery.state, "case_state")});
            row.note = m_words.words().moment(moment_of(line.recorded_at), m_state.now.date).view();
            const auto clock = std::ranges::find_if(m_matters.deadlines, [&](const Deadline& deadline) {
                return deadline.kind == DeadlineKind::first_aid && deadline.record == line.id;
            });
            if (clock != m_matters.deadlines.end() && clock->left && clock->rule) {
                row.is_late = clock->state == DueState::overdue;
                row.chip = Chip{clock_words(*clock->left, clock->rule->status, m_words),
                                row.is_late ? NoticeKind::danger : NoticeKind::warning};
            }
            m_state.rows.push_back(std::move(row));
        }
        std::ranges::stable_partition(m_state.rows, [](const DeskRow& row) { return row.chip.has_value(); });
    }

    void referrals() {
        for (const casework::ReferralLine& line : m_matters.referrals) {
            DeskRow row;
            row.id = row_id(line.view.id);
            const HouseholdName about = m_name(line.view.id);
            const std::string known = about.name.empty() ? line.name : about.name;
            row.title = known.empty() ? m_words.say("record.unnamed") : known;
            const std::string body =
                line.view.body_label.empty() ? m_words.code(line.view.body, "body") : line.view.body_label;
            row.detail = m_words.facts({body, m_words.code(line.view.programme, "programme"),
                                        about.place.empty() ? line.village_group : about.place});
            row.is_late = line.view.is_overdue;
            row.chip = Chip{m_words.code(line.view.state, "referral_state"),
                            row.is_late ? NoticeKind::danger : NoticeKind::info};
            if (line.view.due) {
                row.note = near_date(m_words.words(), day_of(*line.view.due), m_state.now.date).view();
            }
            m_state.rows.push_back(std::move(row));
        }
    }

    void doubles() {
        for (const casework::LikelyDouble& pair : m_matters.doubles) {
            DeskRow row;
            row.id = row_id(pair);
            row.title = pair.name;
            const std::string one = m_name(pair.one).place;
            const std::string other = m_name(pair.other).place;
            row.detail = one == other ? one : m_words.facts({one, other});
            row.chip = pair.same_id_number ? Chip{m_words.say("desk.same_id_number"), NoticeKind::danger}
                                           : Chip{m_words.say("desk.same_name"), NoticeKind::warning};
            m_state.rows.push_back(std::move(row));
        }
        for (const casework::Merged& merged : m_matters.merged) {
            const HouseholdName about = m_name(merged.id);
            const auto parts = static_cast<std::int64_t>(merged.parts);
            DeskRow row;
            row.id = row_id(merged.id);
            row.title = about.name.empty() ? m_words.say("record.unnamed") : about.name;
            row.detail = m_words.facts({m_words.say("desk.merged.parts", {{"count", parts}}), about.place});
            row.chip = Chip{m_words.say("desk.merged"), NoticeKind::info};
            m_state.rows.push_back(std::move(row));
        }
    }

    void tasks() {
        const Date today = beijing_date(m_now);
        for (const Deadline& line : m_matters.deadlines) {
            if (line.kind != DeadlineKind::county_task) {
                continue;
            }
            DeskRow row;
            row.id = row_id(line.record);
            const HouseholdName about = m_name(line.person.value_or(line.household.value_or(line.record)));
            row.title = about.name.empty() ? m_words.say("record.unnamed") : about.name;
            row.detail = about.place;
            row.is_late = line.state == DueState::overdue;
            if (line.day) {
                const std::int64_t left = days_between(today, *line.day);
                row.chip = row.is_late ? Chip{m_words.say("due.days_over", {{"count", -left}}), NoticeKind::danger}
                                       : Chip{m_words.say("due.days_left", {{"count", left}}), NoticeKind::info};
                row.note = near_date(m_words.words(), day_of(*line.day), m_state.now.date).view();
            }
            m_state.rows.push_back(std::move(row));
        }
    }

    void devices() {
        for (const KnownDevice& device : m_matters.devices) {
            DeskRow row;
            row.id = RowId{device.device.raw()};
            row.title = device_words(device);
            row.detail = m_words.say("records.count", {{"count", static_cast<std::int64_t>(device.entries)}});
            if (device.is_own) {
                row.chip = Chip{m_words.say("desk.own_device"), NoticeKind::info};
            }
            if (device.last) {
                row.note = m_words.words().moment(*device.last, m_state.now.date).view();
            }
            m_state.rows.push_back(std::move(row));
        }
    }

    // By whose it is; one that the register of workers does not name is told from others by the beginning of its number.
    [[nodiscard]] std::string device_words(const KnownDevice& device) const {
        if (!device.holders.empty()) {
            const std::string names = m_words.joined(device.holders);
            return m_words.say("desk.device.of", {{"names", FixedText{names}}});
        }
        const std::string id = device.device.to_string().substr(0, kShortId);
        return m_words.say("desk.device", {{"id", FixedText{id}}});
    }

    DeskState& m_state;
    const DeskMatters& m_matters;
    WallTime m_now;
    const NameHousehold& m_name;
    const Vocabulary& m_words;
};

}  // namespace

RowId row_id(const casework::LikelyDouble& pair) {
    const Hash256 both = Hasher{}.update(pair.one.raw()).update(pair.other.raw()).finish();
    std::array<std::uint8_t, RowId::kSize> raw{};
    std::ranges::copy(both.raw() | std::views::take(raw.size()), raw.begin());
    return RowId{raw};
}

void fill_desk(DeskState& state, const DeskMatters& matters, WallTime now, const NameHousehold& name,
               const Vocabulary& words) {
    Filler filler{state, matters, now, name, words};
    filler.counts();
    filler.rows();
}

}  // namespace daohu::model
