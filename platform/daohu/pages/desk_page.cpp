// SPDX-License-Identifier: Apache-2.0
#include "core/base/beijing_time.hpp"
#include "platform/daohu/pages/make_page.hpp"
#include "platform/daohu/tablet.hpp"
#include "ui/kit/widgets/dialog.hpp"
#include "ui/model/desk_model.hpp"
#include "ui/model/record_model.hpp"
#include "ui/screens/desk.hpp"

#include <algorithm>
#include <chrono>
#include <future>

namespace daohu {

namespace {

constexpr std::int64_t kDaysAhead = 365;
constexpr std::size_t kWorkersLookedAt = 500;

class TownshipDeskPage final : public Page {
public:
    explicit TownshipDeskPage(const PageParts& parts) : Page{parts} {}

    [[nodiscard]] bool is_busy() const override { return m_saving.valid(); }

    void refresh() override {
        m_state.now = present_moment(m_parts);
        m_state.person = worker_name(m_parts);
        m_state.notice.reset();
        if (const auto done = read(); !done) {
            m_state.notice =
                model::Notice{model::NoticeKind::danger, std::string{m_parts.words.message(done.error()).view()}};
        }
        fill();
    }

    void draw(kit::Kit& kit, const model::SyncBadge& badge) override {
        collect();
        m_state.badge = badge;
        m_actions.clear();
        screens::draw(m_state, kit, m_actions);
        for (const model::DeskAction& action : m_actions.all()) {
            carry_out(
                action, m_parts.guide,
                [this](const model::ShowDeskPage& act) {
                    m_state.page = act.page;
                    fill();
                },
                [this](const model::OpenDeskRow& act) { open(act.id); },
                [this](const model::OpenConflicts&) { m_parts.guide.go({PlaceKind::conflicts}); },
                [this](const model::OpenStatistics&) { m_parts.guide.go({PlaceKind::statistics}); });
        }
        if (m_asked) {
            ask(kit);
        }
    }

private:
    [[nodiscard]] model::Vocabulary vocabulary() const { return {m_parts.assets.schemas, m_parts.words}; }

    Result<void> read() {
        casework::Workspace& workspace = m_parts.tablet.workspace();
        const casework::ReadContext context = workspace.reading();
        const WallTime now = m_parts.machine.clock.wall_now();
        m_matters = {};
        m_matters.deadlines = TRY(
            casework::deadlines(context, {.now = now, .days_ahead = kDaysAhead, .clocks = workspace.clock_reading()}));
        m_matters.referrals = TRY(workspace.acts().referrals(beijing_date(now)));
        std::erase_if(m_matters.referrals, [](const casework::ReferralLine& line) {
            return line.view.turn == casework::ReferralTurn::nobody;
        });
        m_matters.doubles = TRY(casework::likely_doubles(context));
        m_matters.merged = TRY(casework::merged_ones(context));
        TRY(read_cases(workspace.cases()));
        TRY(read_devices(context));
        m_state.conflicts = static_cast<int>(TRY(context.registry.size()).conflicts);
        return {};
    }

    Result<void> read_cases(casework::CaseList& cases) {
        const auto lines = TRY(cases.unsettled());
        for (const casework::CaseLine& line : lines) {
            const registry::Entity entity = TRY(cases.entity(line.id));
            m_matters.discoveries.push_back({line, std::string{entity.text("state").value_or("")}});
        }
        return {};
    }

    // Several lives of one tablet are one tablet.
    Result<void> read_devices(const casework::ReadContext& context) {
        const auto chains = TRY(context.journal.chains());
        for (const journal::ChainHead& chain : chains) {
            auto known = std::ranges::find(m_matters.devices, chain.device, &model::KnownDevice::device);
            if (known == m_matters.devices.end()) {
                std::vector<std::string> holders = TRY(holders_of(context.registry, chain.device));
                m_matters.devices.push_back({.device = chain.device,
                                             .entries = 0,
                                             .last = {},
                                             .is_own = chain.device == context.own,
                                             .holders = std::move(holders)});
                known = std::prev(m_matters.devices.end());
            }
            known->entries += chain.last;
            if (chain.last == 0) {
                continue;
            }
            const auto newest = TRY(context.journal.read_chain(chain.device, chain.incarnation, chain.last - 1, 1));
            if (!newest.empty()) {
                const Moment written = moment_of(newest.front().entry.header().hlc.time());
                known->last = known->last ? std::max(*known->last, written) : written;
            }
        }
        return {};
    }

    static Result<std::vector<std::string>> holders_of(registry::RegistryReader& registry, DeviceId device) {
        const std::string id = device.to_string();
        std::vector<std::string> names;
        const auto workers = TRY(registry.entities("worker", std::nullopt, kWorkersLookedAt));
        for (const EntityId worker : workers) {
            const auto known = TRY(registry.find(worker));
            if (known && known->exists() && known->text("tablets").value_or("").contains(id)) {
                names.emplace_back(known->text("full_name").value_or(""));
            }
        }
        std::erase(names, std::string{});
        return names;
    }

    void fill() {
        const auto name = [&registry = m_parts.tablet.workspace().reading().registry](EntityId subject) {
            return model::household_name(registry, subject).value_or(model::HouseholdName{});
        };
        model::fill_desk(m_state, m_matters, m_parts.machine.clock.wall_now(), name, vocabulary());
    }

    void open(model::RowId id) {
        const EntityId subject = model::entity_id(id);
        switch (m_state.page) {
            case model::DeskPage::discoveries: return m_parts.guide.go({PlaceKind::first_aid, subject});
            case model::DeskPage::referrals:
            case model::DeskPage::lists: return m_parts.guide.go({PlaceKind::record, subject});
            case model::DeskPage::merges: m_asked = id; return;
            case model::DeskPage::devices: return;
        }
    }

    // --- making one of two, and two of one ----------------------------------------------------------------------------------

    [[nodiscard]] const casework::LikelyDouble* asked_pair() const {
        const auto pair = std::ranges::find_if(
            m_matters.doubles, [this](const casework::LikelyDouble& one) { return model::row_id(one) == *m_asked; });
        return pair == m_matters.doubles.end() ? nullptr : &*pair;
    }

    // What tells two of one name apart.
    [[nodiscard]] std::string who(EntityId person) const {
        registry::RegistryReader& registry = m_parts.tablet.workspace().reading().registry;
        const auto known = registry.find(person);
        const auto name = model::household_name(registry, person);
        const auto text = [&](std::string_view property) {
            const auto value = known && *known ? (*known)->text(property) : std::nullopt;
            return value ? vocabulary().value(std::string{*value}, (*known)->dataset, property) : std::string{};
        };
        const std::string told =
            vocabulary().facts({name ? name->place : std::string{}, text("birth_date"), text("id_number")});
        return told.empty() ? vocabulary().say("desk.merge.unknown") : told;
    }

    void ask(kit::Kit& kit) {
        const casework::LikelyDouble* const pair = asked_pair();
        if (pair == nullptr) {
            return ask_to_part(kit);
        }
        const kit::DialogAnswer answer =
            kit::dialog(kit, {.title = kit.tr("desk.merge.title", {{"name", FixedText{pair->name}}}),
                              .message = kit.tr("desk.merge.message", {{"one", FixedText{who(pair->one)}},
                                                                       {"other", FixedText{who(pair->other)}}}),
                              .keep = kit.tr("desk.merge.keep"),
                              .act = kit.tr("desk.merge.act"),
                              .keep_id = "desk.merge.keep",
                              .act_id = "desk.merge.act"});
        if (answer == kit::DialogAnswer::act && !is_busy()) {
            merge(*pair);
        }
        if (answer != kit::DialogAnswer::none) {
            m_asked.reset();
        }
    }

    void ask_to_part(kit::Kit& kit) {
        const EntityId subject = model::entity_id(*m_asked);
        if (std::ranges::find(m_matters.merged, subject, &casework::Merged::id) == m_matters.merged.end()) {
            return m_asked.reset();
        }
        const auto name = model::household_name(m_parts.tablet.workspace().reading().registry, subject);
        const std::string called = name && !name->name.empty() ? name->name : vocabulary().say("record.unnamed");
        const kit::DialogAnswer answer =
            kit::dialog(kit, {.title = kit.tr("desk.part.title", {{"name", FixedText{called}}}),
                              .message = kit.tr("desk.part.message"),
                              .keep = kit.tr("desk.part.keep"),
                              .act = kit.tr("desk.part.act"),
                              .keep_id = "desk.part.keep",
                              .act_id = "desk.part.act"});
        if (answer == kit::DialogAnswer::act && !is_busy()) {
            save(m_parts.tablet.workspace().part(subject, vocabulary().say("desk.part.reason")));
        }
        if (answer != kit::DialogAnswer::none) {
            m_asked.reset();
        }
    }

    void merge(const casework::LikelyDouble& pair) {
        save(m_parts.tablet.workspace().merge(pair.one, pair.other, vocabulary().say("desk.merge.reason")));
    }

    void save(Result<casework::Workspace::Saved> saving) {
        if (!saving) {
            return m_parts.guide.say(saving.error());
        }
        m_saving = std::move(*saving);
    }

    void collect() {
        if (!m_saving.valid() || m_saving.wait_for(std::chrono::seconds{0}) != std::future_status::ready) {
            return;
        }
        if (const auto saved = m_saving.get(); !saved) {
            return m_parts.guide.say(saved.error());
        }
        m_parts.guide.saved();
    }

    model::DeskMatters m_matters;
    std::optional<model::RowId> m_asked;  // the pair that may be made one, or the one that may be parted
    std::future<Result<entry::EntryId>> m_saving;
    model::DeskState m_state;
    model::DeskActions m_actions;
};

}  // namespace

std::unique_ptr<Page> make_desk_page(const PageParts& parts) { return std::make_unique<TownshipDeskPage>(parts); }

}  // namespace daohu
