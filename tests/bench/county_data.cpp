// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/county_data.hpp"

#include "core/base/hash.hpp"
#include "core/base/utf8.hpp"

#include <fmt/format.h>

#include <array>

namespace daohu::bench {

namespace {

using entry::OperationCode;

// The first is as frequent as the next four together, as with real surnames.
constexpr std::u32string_view kSurnames =
    U"王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘单仇查翟";
constexpr std::u32string_view kGiven =
    U"桂华玉梅红文志国建春海燕晓东福生德贵云飞凤琴金花银翠莲光荣正兴庆祥永顺长发家财有才木水火土"
    U"山石田禾麦豆瑞雪冬夏秋阳晨曦子轩梓涵浩然宇航伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚";
constexpr std::u32string_view kWords =
    U"家中老人行动不便需要照看屋顶漏雨未修缺少冬季被褥药费较多收入主要靠种地打零工子女外出务工";

constexpr int kVisitAnswers = 18;

}  // namespace

// Fills a draft and counts its writes as the entry will number them.
class CountyData::Writer {
public:
    Writer(CountyData& data, Family& family) : m_data{data}, m_family{family} {
        m_draft.form_hash = hash256(as_bytes("visit"));
        m_draft.form_version = "2026-01";
        m_draft.scope = family.village;
    }

    void section(EntityId subject) { m_draft.sections.push_back({subject, {}, {}}); }
    void operation(OperationCode code, std::string dataset) {
        m_draft.sections.back().operations.push_back({code, std::move(dataset), {}, {}});
        ++m_next;
    }
    void assign(std::string name, entry::Value value) { assign(std::move(name), std::move(value), {}); }
    // A value that a later visit will replace.
    void assign(std::string name, entry::Value value, Slot slot) {
        const entry::WriteId& shown = m_family.shown[slot];
        m_data.m_noted.push_back({&m_family, slot, m_next});
        assign(std::move(name), std::move(value),
               shown.entry.sequence != 0 ? std::vector{shown} : std::vector<entry::WriteId>{});
    }
    [[nodiscard]] entry::EntryDraft take() { return std::move(m_draft); }

private:
    void assign(std::string name, entry::Value value, std::vector<entry::WriteId> replaces) {
        m_draft.sections.back().operations.back().assignments.push_back(
            {std::move(name), std::move(value), std::move(replaces)});
        ++m_next;
    }

    CountyData& m_data;
    Family& m_family;
    entry::EntryDraft m_draft;
    std::uint32_t m_next = 0;
};

CountyData::CountyData(std::uint64_t seed, std::size_t villages) : m_random{seed} {
    for (std::size_t i = 0; i < villages; ++i) {
        m_villages.push_back(StreamId::random(m_random));
    }
}

std::string CountyData::digits(std::size_t count) {
    std::string out;
    for (std::size_t i = 0; i < count; ++i) {
        out.push_back(static_cast<char>('0' + below(10)));
    }
    return out;
}

std::string CountyData::words(std::size_t characters) {
    std::string out;
    for (std::size_t i = 0; i < characters; ++i) {
        append_utf8(out, kWords[below(kWords.size())]);
    }
    return out;
}

MadeUpPerson CountyData::person() {
    constexpr std::uint64_t kFrequent = 5;
    MadeUpPerson person;
    person.id = EntityId::random(m_random);
    person.village = m_villages[below(m_villages.size())];
    append_utf8(person.name, kSurnames[below(2) == 0 ? below(kFrequent) : below(kSurnames.size())]);
    const std::uint64_t given = below(10) < 7 ? 2 : 1;
    for (std::uint64_t i = 0; i < given; ++i) {
        append_utf8(person.name, kGiven[below(kGiven.size())]);
    }
    person.id_number = "999999" + digits(12);
    person.phone = "1" + digits(10);
    return person;
}

void CountyData::add_member(Writer& writer, Family& family, bool is_first) {
    const MadeUpPerson who = person();
    if (is_first) {
        family.first_member = who.id;
    }
    const std::string birth_date = fmt::format("19{}-0{}-1{}", 30 + below(70), 1 + below(9), below(9));
    writer.section(who.id);
    writer.operation(OperationCode::record, "discovery");
    writer.assign("/data/member/name", who.name);
    writer.assign("/data/member/id_number", who.id_number);
    writer.assign("/data/member/phone", who.phone);
    writer.assign("/data/member/birth_date", birth_date);
    writer.assign("/data/member/health", words(6));
    writer.operation(OperationCode::create, "person");
    writer.assign("full_name", who.name);
    writer.assign("sex", std::string{below(2) == 0 ? "1" : "2"});
    writer.assign("birth_date", birth_date);
    writer.assign("id_number", who.id_number);
    if (is_first) {
        writer.assign("phone", who.phone, member_phone);
    }
    writer.assign("lives_in", entry::reference_to(family.household));
    writer.assign("relation_to_head", std::string{is_first ? "01" : "20"});
}

entry::EntryDraft CountyData::discovery() {
    Family& family = m_families.emplace_back();
    family.household = EntityId::random(m_random);
    family.the_case = EntityId::random(m_random);
    family.village = m_villages[below(m_villages.size())];
    m_noted.clear();
    Writer writer{*this, family};
    writer.section(family.household);
    writer.operation(OperationCode::record, "discovery");
    for (int i = 0; i < 6; ++i) {
        writer.assign(fmt::format("/data/house/q{}", i), std::to_string(below(6)));
    }
    writer.operation(OperationCode::create, "household");
    writer.assign("address", words(12), address);
    writer.assign("village_group", words(3));
    writer.assign("contact_phone", "1" + digits(10), contact_phone);
    writer.assign("settlement", std::string{"rural"});
    const std::uint64_t members = 2 + below(4);
    for (std::uint64_t i = 0; i < members; ++i) {
        add_member(writer, family, i == 0);
    }
    writer.section(family.the_case);
    writer.operation(OperationCode::record, "discovery");
    writer.assign("/data/case/seen", words(20));
    writer.operation(OperationCode::create, "case");
    writer.assign("person", entry::reference_to(family.first_member));
    writer.assign("household", entry::reference_to(family.household));
    writer.assign("place", words(8));
    writer.assign("hardship_kinds", std::string{"illness"});
    writer.assign("urgency", std::string{below(9) == 0 ? "life_danger" : "normal"});
    writer.assign("state", std::string{"found"}, case_state);
    writer.assign("note", words(30), case_note);
    return writer.take();
}

entry::EntryDraft CountyData::visit() {
    Family& family = m_families[below(m_families.size())];
    m_noted.clear();
    Writer writer{*this, family};
    writer.section(family.household);
    writer.operation(OperationCode::record, "visit");
    for (int i = 0; i < kVisitAnswers; ++i) {
        writer.assign(fmt::format("/data/visit/q{}", i), i % 3 == 0 ? words(8) : std::to_string(below(6)));
    }
    writer.operation(OperationCode::update, "household");
    writer.assign("contact_phone", "1" + digits(10), contact_phone);
    writer.section(family.first_member);
    writer.operation(OperationCode::update, "person");
    writer.assign("phone", "1" + digits(10), member_phone);
    writer.section(family.the_case);
    writer.operation(OperationCode::update, "case");
    writer.assign("state", std::string{"checked"}, case_state);
    writer.assign("note", words(30), case_note);
    return writer.take();
}

entry::EntryDraft CountyData::discovery_or_visit() {
    constexpr std::uint64_t kOneIn = 5;
    return m_families.empty() || below(kOneIn) == 0 ? discovery() : visit();
}

void CountyData::written(const entry::EntryId& entry) {
    for (const Noted& noted : m_noted) {
        noted.family->shown[noted.slot] = {entry, noted.index};
    }
}

entry::EntryDraft CountyData::creation_of(std::span<const MadeUpPerson> persons) const {
    entry::EntryDraft draft;
    draft.form_version = "2026-01";
    draft.scope = persons.front().village;
    for (const MadeUpPerson& person : persons) {
        entry::DraftOperation create{OperationCode::create, "person", {}, {}};
        create.assignments = {
            {"full_name", person.name, {}}, {"id_number", person.id_number, {}}, {"phone", person.phone, {}}};
        draft.sections.push_back({person.id, {std::move(create)}, {}});
    }
    return draft;
}

}  // namespace daohu::bench
