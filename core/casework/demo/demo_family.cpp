// SPDX-License-Identifier: Apache-2.0
#include "core/casework/demo/demo_family.hpp"

#include "core/base/id_number.hpp"

#include <fmt/format.h>

namespace daohu::casework {

namespace {

constexpr std::int64_t kDaysAYear = 365;
constexpr std::int64_t kWorkingAge = 16;
constexpr std::int64_t kOld = 60;
constexpr std::int64_t kMinutesAtWork = 480;  // of a day that begins at eight

struct DemoPerson {
    EntityId id;
    std::string relation;  // to the head
    bool is_man = true;
    Date born;
    std::int64_t age = 0;
};

// Area 999999 was never given out; the check character is right.
std::string id_number_of(const DemoPerson& person, std::int64_t order) {
    const std::int64_t digit = order / 2 * 2 + (person.is_man ? 1 : 0);
    const std::string first = fmt::format("999999{:04}{:02}{:02}{:03}", person.born.year(), person.born.month(),
                                          person.born.day(), digit % 1000);
    return first + id_number_check_character(first).value_or('0');
}

class FamilyMaker {
public:
    FamilyMaker(const DemoSetting& setting, const DemoVillage& village, DemoChance& chance,
                std::vector<DemoEvent>& events)
        : m_setting{setting}, m_village{village}, m_chance{chance}, m_events{events}, m_household{chance.id()} {}

    Result<void> make() {
        choose_programme();
        make_people();
        TRY(baseline());
        make_visits();
        make_reviews();
        TRY(make_aid());
        TRY(make_troubles());
        return {};
    }

private:
    Result<std::string> word(std::string_view kind) {
        const std::vector<std::string>* words = TRY(m_setting.words.of(kind));
        return m_chance.one_of(*words);
    }

    void hand_in(WallTime at, const std::vector<DemoRecord>& records) {
        DemoEvent event{at, m_village.tablet, {}};
        event.draft.scope = m_village.stream;
        for (const DemoRecord& record : records) {
            event.draft.sections.push_back(record.section());
        }
        m_events.push_back(std::move(event));
    }

    WallTime working_hour(Date day) { return at_hour(day, kMinutesAtWork + m_chance.below(kMinutesAtWork)); }

    // Out of a hundred families: 34 with dibao, 8 with tekun support, 10 with low income.
    void choose_programme() {
        const std::int64_t lot = m_chance.below(100);
        m_programme = lot < 34 ? "dibao" : lot < 42 ? "tekun" : lot < 52 ? "low_income" : "";
        m_begins = later(m_setting.first, m_chance.below(60));
    }

    void add_person(std::string relation, bool is_man, std::int64_t age) {
        const Date born = later(m_begins, -age * kDaysAYear - m_chance.below(kDaysAYear));
        m_people.push_back({m_chance.id(), std::move(relation), is_man, born, age});
    }

    void make_people() {
        const bool is_alone = m_programme == "tekun";
        const std::int64_t age = is_alone ? m_chance.between(62, 88) : m_chance.between(28, 74);
        const bool is_man = m_chance.percent(55);
        add_person("0", is_man, age);
        if (is_alone) {
            return;
        }
        if (m_chance.percent(75)) {
            add_person("1", !is_man, age - m_chance.between(0, 4));
        }
        for (std::int64_t child = m_chance.below(4); child > 0 && age < kOld; --child) {
            const bool is_son = m_chance.percent(50);
            add_person(is_son ? "2" : "3", is_son, m_chance.between(1, age - 24));
        }
        if (age < 55 && m_chance.percent(20)) {
            add_person("5", m_chance.percent(40), age + m_chance.between(22, 30));
        }
    }

    Result<DemoRecord> person_record(const DemoPerson& person) {
        const std::string prefix = TRY(word("prefix"));
        const std::string given = TRY(word("given"));
        DemoRecord record{person.id, "person"};
        record.text("full_name", prefix + m_family + given).text("sex", person.is_man ? "1" : "2");
        record.day("birth_date", person.born).names("lives_in", m_household).text("relation_to_head", person.relation);
        record.text("living_together", "yes").text("id_kind", "resident_id").text("id_seen", "original");
        record.text("id_number", id_number_of(person, m_chance.below(1000)));
        if (person.age >= kWorkingAge) {
            const bool is_old = person.age >= kOld;
            m_has_able = m_has_able || !is_old;
            record.text("labour_ability", is_old ? "none" : "able");
            record.text("work_state", is_old ? "unable" : m_chance.percent(50) ? "farming" : "flexible");
        } else {
            record.text("studying", person.age >= 6 ? "yes" : "no");
        }
        return record;
    }

    Result<void> baseline() {
        m_family = TRY(word("family"));
        std::vector<DemoRecord> records;
        DemoRecord household{m_household, "household"};
        const std::string group = TRY(word("group"));
        household.names("head", m_people.front().id).text("village_group", group);
        household.text("division_residence", m_village.division).text("settlement", "rural");
        household.text("division_hukou", m_village.division).text("hukou_kind", "local_rural");
        household.text("address", group + fmt::format(" {}", m_chance.between(1, 199)));
        household.text("contact_phone", fmt::format("1990000{:04}", m_chance.below(10'000))).text("status", "active");
        household.text("policy_pack", m_setting.pack);
        household.text("policy_pack_version", std::to_string(m_setting.pack_version));
        household.text("formerly_poor", m_chance.percent(20) ? "yes" : "no");
        records.push_back(household);
        for (const DemoPerson& person : m_people) {
            DemoRecord record = TRY(person_record(person));
            records.push_back(std::move(record));
        }
        add_livelihood(records);
        add_children_at_school(records);
        records.push_back(visit(m_begins, "routine", true));
        hand_in(working_hour(m_begins), records);
        return {};
    }

    void add_livelihood(std::vector<DemoRecord>& records) {
        DemoRecord housing{m_chance.id(), "housing"};
        housing.names("household", m_household).day("checked_on", m_begins).text("tenure", "own");
        housing.text("danger_signs", m_chance.percent(8) ? "cracks" : "none_seen").text("unsafe_tonight", "no");
        records.push_back(housing);
        m_is_irregular = m_chance.percent(40);
        DemoRecord income{m_chance.id(), "income"};
        income.names("household", m_household).names("person", m_people.front().id);
        income.text("kind", m_programme == "tekun" ? "transfer" : "farm").text("period", "month");
        income.fen("amount", Fen{m_chance.between(20, 160) * 1'000}).text("evidence", "family");
        income.text("stability", m_is_irregular ? "irregular" : "stable").day("since", m_begins);
        records.push_back(income);
        if (!m_programme.empty()) {
            DemoRecord aid{m_chance.id(), "aid_held"};
            aid.names("household", m_household).text("programme", m_programme).text("period", "month");
            aid.day("from", m_begins).text("provenance", "county_push");
            if (m_programme != "low_income") {
                aid.fen("amount", Fen{m_chance.between(15, 62) * 1'000});
            }
            for (const DemoPerson& person : m_people) {
                aid.add("beneficiaries", person.id);
            }
            records.push_back(aid);
        }
    }

    void add_children_at_school(std::vector<DemoRecord>& records) {
        for (const DemoPerson& person : m_people) {
            if (person.age >= 6 && person.age < kWorkingAge) {
                DemoRecord education{m_chance.id(), "education"};
                education.names("person", person.id).text("stage", person.age < 12 ? "primary" : "junior");
                education.text("enrolment", "enrolled");
                records.push_back(education);
            }
        }
    }

    DemoRecord visit(Date day, std::string purpose, bool is_met) {
        DemoRecord record{m_chance.id(), "visit"};
        const WallTime began = working_hour(day);
        record.names("household", m_household).text("purposes", std::move(purpose)).moment("started_at", began);
        record.moment("ended_at", began + std::chrono::minutes{m_chance.between(2, 40)});
        record.text("nobody_home", is_met ? "no" : "yes").text("facts_changed", "no");
        record.text("place", fmt::format("{:.5f} {:.5f} 0 {}", m_village.latitude + place_offset(),
                                         m_village.longitude + place_offset(), m_chance.between(4, 20)));
        record.add("visitors", m_village.worker);
        if (is_met) {
            record.add("met_whom", m_people.front().id);
            if (m_people.size() > 1 && m_chance.percent(60)) {
                record.add("met_whom", m_people[1].id);
            }
        }
        return record;
    }

    // Some hundred metres around the middle of the village.
    double place_offset() { return static_cast<double>(m_chance.between(-900, 900)) / 100'000; }

    void make_visits() {
        const std::int64_t every = m_programme.empty() ? 240 : 110;
        for (Date day = later(m_begins, m_chance.between(40, every)); day < m_setting.today;
             day = later(day, m_chance.between(every * 2 / 3, every * 4 / 3))) {
            hand_in(at_hour(day, 1'000), {visit(day, "routine", !m_chance.percent(9))});
        }
    }

    // About as often as the documents ask for, a few too late.
    void make_reviews() {
        if (m_programme != "dibao" && m_programme != "tekun") {
            return;
        }
        const bool is_half_yearly = m_programme == "dibao" && m_is_irregular && m_has_able;
        const std::int64_t months = is_half_yearly ? 6 : 12;
        for (Date day = later(m_begins, m_chance.below(200)); day < m_setting.today;
             day = later(day.plus_months(months).value_or(m_setting.today), m_chance.between(-20, 8))) {
            DemoRecord review{m_chance.id(), "review"};
            review.names("household", m_household).text("programme", m_programme).day("reviewed_on", day);
            review.text("irregular_income", m_is_irregular ? "yes" : "no");
            review.text("able_member", m_has_able ? "yes" : "no").text("outcome", "no_change");
            hand_in(at_hour(day, 960), {visit(day, "review", true), review});
        }
    }

    Date some_day() { return later(m_begins, m_chance.between(20, days_between(m_begins, m_setting.today) - 1)); }

    Result<void> make_aid() {
        if (!m_chance.percent(12)) {
            return {};
        }
        const Date day = some_day();
        DemoRecord aid{m_chance.id(), "aid_held"};
        aid.names("household", m_household).text("programme", m_chance.percent(60) ? "temp_aid" : "medical");
        aid.text("period", "once").day("given_on", day).fen("amount", Fen{m_chance.between(3, 40) * 10'000});
        aid.text("provenance", "county_push").add("beneficiaries", m_people.front().id);
        hand_in(at_hour(day, 900), {aid});
        return {};
    }

    // A discovery with first aid, its papers and a referral.
    Result<void> make_troubles() {
        if (!m_chance.percent(7)) {
            return {};
        }
        const Date day = some_day();
        const WallTime found_at = working_hour(day);
        const WallTime helped_at = found_at + std::chrono::minutes{m_chance.between(30, 1'500)};
        const bool is_over = m_chance.percent(80);
        const std::vector<std::string> hardships{"sudden_illness", "medical_cost", "fire", "no_food_heat", "job_loss"};
        DemoRecord found{m_chance.id(), "case"};
        found.names("person", m_people.front().id).names("household", m_household).moment("discovered_at", found_at);
        found.text("hardship_kinds", m_chance.one_of(hardships)).text("urgency", m_chance.percent(40) ? "day" : "week");
        found.text("source", "home_visit").text("safe_tonight", "yes").text("first_action", "goods_cash told_township");
        found.text("state", is_over ? "closed" : "submitted").text("safety_mode", "no");
        hand_in(found_at, {found});

        DemoRecord aid{m_chance.id(), "first_aid"};
        aid.names("case", found.id()).names("household", m_household).moment("given_at", helped_at);
        aid.add("recipients", m_people.front().id).fen("cash", Fen{m_chance.between(1, 8) * 10'000});
        aid.text("fund_source", "village").text("papers", is_over ? "done" : "open");
        DemoRecord goods{m_chance.id(), "first_aid_goods"};
        const std::string item = TRY(word("goods"));
        goods.names("first_aid", aid.id()).text("item", item).text("quantity", "2");
        DemoRecord papers{m_chance.id(), "follow_up"};
        papers.names("household", m_household).names("case", found.id()).text("kind", "papers_later");
        if (is_over) {
            papers.day("done_on", later(day, 5));
        }
        DemoRecord helped{found.id(), "case", entry::OperationCode::update};
        helped.moment("first_aid_given_at", helped_at);
        hand_in(helped_at, {aid, goods, papers, helped});

        DemoRecord referral{m_chance.id(), "referral"};
        referral.names("case", found.id()).names("household", m_household).text("body", "medical_insurance");
        referral.moment("sent_at", helped_at).text("person_agrees", "agrees");
        referral.text("state", is_over ? "told_family" : "sent");
        if (is_over) {
            referral.day("told_family_on", later(day, 20));
        }
        hand_in(helped_at + std::chrono::minutes{30}, {referral});
        return {};
    }

    const DemoSetting& m_setting;
    const DemoVillage& m_village;
    DemoChance& m_chance;
    std::vector<DemoEvent>& m_events;
    EntityId m_household;
    std::string m_family;
    std::string m_programme;
    Date m_begins = m_setting.first;
    std::vector<DemoPerson> m_people;
    bool m_is_irregular = false;
    bool m_has_able = false;
};

}  // namespace

Result<void> add_demo_family(const DemoSetting& setting, const DemoVillage& village, DemoChance& chance,
                             std::vector<DemoEvent>& events) {
    return FamilyMaker{setting, village, chance, events}.make();
}

}  // namespace daohu::casework
