// SPDX-License-Identifier: Apache-2.0
//
// What the county's rules say: of one household, of what falls due.

#include "core/base/beijing_time.hpp"
#include "platform/daohu/pages/between_frames.hpp"
#include "platform/daohu/pages/make_page.hpp"
#include "platform/daohu/tablet.hpp"
#include "ui/model/record_model.hpp"
#include "ui/model/rules_model.hpp"
#include "ui/screens/due_reviews.hpp"
#include "ui/screens/policy.hpp"

namespace daohu {

namespace {

constexpr std::int64_t kDaysAhead = 90;

Date today_of(const PageParts& parts) { return beijing_date(parts.machine.clock.wall_now()); }

model::Notice trouble(const PageParts& parts, const Error& error) {
    return {model::NoticeKind::danger, std::string{parts.words.message(error).view()}};
}

class DueReviewsPage final : public Page {
public:
    explicit DueReviewsPage(const PageParts& parts) : Page{parts}, m_reading{parts} {}

    void refresh() override {
        m_state.now = present_moment(m_parts);
        m_view.today = today_of(m_parts);
        const casework::ReadContext context = m_parts.tablet.workspace().reading();
        if (const auto pack = context.rules.on(m_view.today)) {
            m_state.pack = m_parts.words.language() == "en" ? (*pack)->label.en : (*pack)->label.zh;
        }
        note(m_reading.begin([this](casework::Portions& portions) {
            begin(portions);
            return Result<void>{};
        }));
    }

    [[nodiscard]] bool is_busy() const override { return m_reading.is_under_way(); }

    void draw(kit::Kit& kit, const model::SyncBadge& badge) override {
        if (const auto progress = m_reading.go_on(kit)) {
            note(*progress);
        }
        m_state.badge = badge;
        m_actions.clear();
        screens::draw(m_state, kit, m_actions);
        for (const model::DueReviewsAction& action : m_actions.all()) {
            carry_out(action, m_parts.guide, [this](const model::SwitchFilter& act) {
                act.is_on ? void(m_view.filters.insert(act.id)) : void(m_view.filters.erase(act.id));
                fill();
            });
        }
    }

private:
    // What is due, and the names of those whom it concerns.
    struct Reviews {
        std::vector<casework::DueLine> lines;
        model::KnownNames names;
    };

    void begin(casework::Portions& portions) {
        const casework::ReadContext context = m_parts.tablet.workspace().reading();
        m_coming = {};
        portions.then([this, context]() -> Result<void> {
            m_coming.lines = TRY(casework::due_lines(context, {.today = m_view.today, .days_ahead = kDaysAhead}));
            return {};
        });
        const auto households = [this] {
            std::vector<EntityId> named;
            for (const casework::DueLine& line : m_coming.lines) {
                named.push_back(line.household);
            }
            return named;
        };
        portions.then(model::all_names(context.registry, households, m_coming.names));
    }

    void note(const Result<casework::Progress>& progress) {
        m_state.is_reading = m_reading.is_under_way();
        if (!progress) {
            m_state.notice = trouble(m_parts, progress.error());
        } else if (*progress == casework::Progress::done) {
            m_state.notice.reset();
            m_reviews = std::move(m_coming);
            fill();
        }
    }

    void fill() {
        model::fill_due_reviews(m_state, m_reviews.lines, m_view, model::names_from(m_reviews.names),
                                {m_parts.assets.schemas, m_parts.words});
    }

    BetweenFrames m_reading;
    Reviews m_coming;  // until they are whole
    Reviews m_reviews;
    model::DueView m_view{.today = beijing_date(WallTime{})};
    model::DueReviewsState m_state;
    model::DueReviewsActions m_actions;
};

class PolicyPage final : public Page {
public:
    PolicyPage(const PageParts& parts, EntityId subject) : Page{parts}, m_subject{subject} {}

    void refresh() override {
        m_state.now = present_moment(m_parts);
        m_state.household = model::row_id(m_subject);
        m_state.notice.reset();
        if (const auto done = read(); !done) {
            m_state.notice = trouble(m_parts, done.error());
        }
    }

    void draw(kit::Kit& kit, const model::SyncBadge& badge) override {
        m_state.badge = badge;
        m_actions.clear();
        screens::draw(m_state, kit, m_actions);
        for (const model::PolicyAction& action : m_actions.all()) {
            // What is missing is asked for at the household's door.
            carry_out(action, m_parts.guide, [this](const model::AskMissing&) {
                m_parts.guide.start({.form = "change_report", .household = m_household, .person = {}});
            });
        }
    }

private:
    // The subject is a household, a person without one, or a discovery about either.
    [[nodiscard]] Result<casework::FactsQuestion> question_of(const casework::ReadContext& context) {
        casework::FactsQuestion question{
            .subject = m_subject, .on = today_of(m_parts), .discovery = {}, .persons = {}, .basis = {}};
        auto entity = TRY(context.registry.find(m_subject));
        if (entity && entity->dataset == "case") {
            question.discovery = m_subject;
            const auto household = entity->reference("household");
            question.subject = household.value_or(entity->reference("person").value_or(m_subject));
            entity = TRY(context.registry.find(question.subject));
        }
        const bool is_household = entity && entity->dataset == "household";
        m_household = is_household ? std::optional{question.subject} : std::nullopt;
        if (question.discovery && !is_household) {
            question.persons = {question.subject};
        }
        return question;
    }

    Result<void> read() {
        const casework::ReadContext context = m_parts.tablet.workspace().reading();
        const casework::FactsQuestion question = TRY(question_of(context));
        m_state.name = TRY(model::household_name(context.registry, question.subject)).name;
        m_state.can_ask = m_household.has_value();
        const auto assessed = TRY(casework::assess_household(context, question));
        model::fill_policy(m_state, assessed, rule_names(m_parts), {m_parts.assets.schemas, m_parts.words});
        return {};
    }

    EntityId m_subject;
    std::optional<EntityId> m_household;  // whose facts can be asked for
    model::PolicyState m_state;
    model::PolicyActions m_actions;
};

}  // namespace

std::unique_ptr<Page> make_due_reviews_page(const PageParts& parts) { return std::make_unique<DueReviewsPage>(parts); }

std::unique_ptr<Page> make_policy_page(const PageParts& parts, EntityId subject) {
    return std::make_unique<PolicyPage>(parts, subject);
}

}  // namespace daohu
