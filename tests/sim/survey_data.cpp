// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/survey_data.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>
#include <string_view>

namespace daohu::sim {

namespace {

constexpr std::array<std::string_view, 24> kSurnames{"王", "李", "张", "刘", "陈", "杨", "黄", "赵",
                                                     "吴", "周", "徐", "孙", "马", "朱", "胡", "郭",
                                                     "何", "林", "罗", "郑", "梁", "谢", "宋", "唐"};
constexpr std::array<std::string_view, 32> kGivenNames{"伟", "芳", "秀", "英", "敏", "静", "强", "军", "洋", "勇", "艳",
                                                       "杰", "娟", "涛", "明", "兰", "霞", "平", "桂", "华", "玉", "梅",
                                                       "红", "文", "国", "建", "春", "海", "燕", "东", "福", "生"};
constexpr std::array<std::string_view, 72> kPhrases{
    "房屋漏雨", "饮水困难",   "道路塌方", "看病报销", "慢性病",   "高血压",   "糖尿病",   "外出务工", "留守儿童",
    "低保",     "残疾证",     "危房改造", "养老金",   "医保缴费", "子女上学", "住校",     "辍学",     "务农",
    "养猪",     "种植玉米",   "土豆",     "药材",     "烤烟",     "合作社",   "贷款",     "欠债",     "意外受伤",
    "住院",     "手术",       "复查",     "卧床",     "照料",     "独居",     "大病",     "康复",     "轮椅",
    "听力",     "视力",       "监测户",   "帮扶",     "就业",     "培训",     "搬迁",     "安置点",   "旧房",
    "网络信号", "滑坡隐患",   "干旱",     "冰雹",     "庄稼受损", "牲畜",     "取暖",     "三轮车",   "赶集",
    "补贴到账", "身份证过期", "户口迁入", "土地流转", "退耕还林", "公益岗位", "护林员",   "保洁",     "收入",
    "支出",     "学费",       "生活费",   "药费",     "不识字",   "家中无人", "再次走访", "邻居代答", "村医"};
constexpr std::string_view kCommon = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动"
                                     "同工也能下过子说产种面而方后多定行学法所民得"
                                     "经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把"
                                     "性好应开它合还因由其些然前外天政四日那社义事"
                                     "平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结"
                                     "解问意建月公无系军很情者最立代想已通并提直题"
                                     "党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较"
                                     "将组见计别她手角期根论运农指几九区强放决西被"
                                     "干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶"
                                     "油思术极交受联什认六共权收证改清己美再采转更";
constexpr std::array<std::string_view, 16> kCodes{"A01", "A02", "B11", "B12", "C03", "C07", "D21", "D22",
                                                  "E30", "F01", "F09", "G14", "H02", "H08", "J05", "K01"};
constexpr std::size_t kBytesOfHan = 3;

class Generator {
public:
    explicit Generator(std::uint64_t seed) : m_random{seed} {}

    Survey survey() {
        Survey survey;
        survey.household = EntityId::random(m_random);
        const auto add = [&](std::string path, auto value) { survey.answers.push_back({std::move(path), value}); };
        add("/data/started",
            fmt::format("2026-{:02}-{:02}T{:02}:{:02}:00", number(1, 12), number(1, 28), number(8, 18), number(0, 59)));
        add("/data/place",
            fmt::format("{}.{:06} {}.{:06}", number(26, 27), number(0, 999'999), number(104, 105), number(0, 999'999)));
        const std::int64_t members = number(2, 5);
        for (std::int64_t i = 1; i <= members; ++i) {
            const std::string at = fmt::format("/data/member/{}/", i);
            add(at + "id", to_hex(EntityId::random(m_random).bytes().first(8)));
            add(at + "name", name());
            add(at + "sex", number(1, 2));
            add(at + "birth", fmt::format("{}-{:02}-{:02}", number(1938, 2025), number(1, 12), number(1, 28)));
            add(at + "relation", number(1, 12));
            add(at + "schooling", number(0, 7));
            add(at + "health", number(0, 4));
            add(at + "work", std::string{pick(kCodes)});
            add(at + "insured", number(0, 99) < 95);
        }
        for (std::int64_t i = 1; i <= 18; ++i) {
            const std::string at = fmt::format("/data/answer/q{:02}", i);
            if (number(0, 9) < 6) {
                add(at, std::string{pick(kCodes)});
            } else if (number(0, 1) == 0) {
                add(at, number(0, 60'000));
            } else {
                add(at, number(0, 1) == 0);
            }
        }
        add("/data/found/code", std::string{pick(kCodes)});
        add("/data/found/urgency", number(1, 4));
        add("/data/found/note", text(number(15, 45)));
        add("/data/note", text(number(60, 170)));
        return survey;
    }

private:
    std::int64_t number(std::int64_t least, std::int64_t most) {
        return least + static_cast<std::int64_t>(m_random.next() % static_cast<std::uint64_t>(most - least + 1));
    }
    template <std::size_t N>
    std::string_view pick(const std::array<std::string_view, N>& words) {
        return words[m_random.next() % N];
    }
    std::string name() {
        std::string name{pick(kSurnames)};
        name += pick(kGivenNames);
        if (number(0, 9) < 7) {
            name += pick(kGivenNames);
        }
        return name;
    }
    // A character, the common ones more often.
    std::string_view character() {
        const auto count = static_cast<std::int64_t>(kCommon.size() / kBytesOfHan);
        const std::int64_t at = number(0, count - 1) * number(0, count - 1) / count;
        return kCommon.substr(static_cast<std::size_t>(at) * kBytesOfHan, kBytesOfHan);
    }
    std::string text(std::int64_t characters) {
        std::string text;
        while (text.size() < static_cast<std::size_t>(characters) * kBytesOfHan) {
            if (number(0, 99) < 45) {
                text += pick(kPhrases);
            } else {
                for (std::int64_t i = number(2, 6); i > 0; --i) {
                    text += character();
                }
            }
            text += number(0, 3) == 0 ? "，" : number(0, 9) == 0 ? "。" : "";
        }
        return text;
    }

    SeededEntropy m_random;
};

}  // namespace

std::vector<Survey> make_surveys(std::size_t count, std::uint64_t seed) {
    Generator generator{seed};
    std::vector<Survey> surveys;
    for (std::size_t i = 0; i < count; ++i) {
        surveys.push_back(generator.survey());
    }
    return surveys;
}

entry::EntryDraft to_draft(const Survey& survey, StreamId stream) {
    entry::DraftOperation record{
        .code = entry::OperationCode::record, .dataset = "survey", .assignments = {}, .replaces = {}};
    for (const SurveyAnswer& answer : survey.answers) {
        record.assignments.push_back(
            {.name = answer.path,
             .value = std::visit([](const auto& value) { return entry::Value{value}; }, answer.value),
             .replaces = {}});
    }
    entry::EntryDraft draft;
    draft.form_hash = hash256(as_bytes("survey-2026"));
    draft.form_version = "2026.1";
    draft.scope = stream;
    draft.sections.push_back({.subject = survey.household, .operations = {std::move(record)}, .sealed_to = {}});
    return draft;
}

std::string to_json(const Survey& survey, std::size_t number) {
    nlohmann::ordered_json json{{"_id", fmt::format("survey-{:06}", number)},
                                {"household", survey.household.to_string()}};
    for (const SurveyAnswer& answer : survey.answers) {
        std::visit([&](const auto& value) { json[answer.path] = value; }, answer.value);
    }
    return json.dump();
}

}  // namespace daohu::sim
