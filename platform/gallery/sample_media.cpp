// SPDX-License-Identifier: Apache-2.0
#include "platform/gallery/sample_media.hpp"
#include "platform/gallery/sample_words.hpp"

namespace daohu::gallery {

namespace {

constexpr std::size_t kVillages = 3000;
constexpr int kSeenWidth = 320;
constexpr int kSeenHeight = 240;

// The sample picture as a camera sees it: hills under a sky, brighter towards the top.
[[nodiscard]] std::vector<std::uint32_t> sample_view() {
    const model::PictureCells cells = sample_picture();
    std::vector<std::uint32_t> dots;
    for (int y = 0; y < kSeenHeight; ++y) {
        for (int x = 0; x < kSeenWidth; ++x) {
            const int cell = y * cells.rows / kSeenHeight * cells.columns + x * cells.columns / kSeenWidth;
            const std::uint32_t rgb = cells.rgb[static_cast<std::size_t>(cell)];
            dots.push_back(0xFF000000U | (rgb & 0xFFU) << 16U | (rgb & 0xFF00U) | (rgb >> 16U & 0xFFU));
        }
    }
    return dots;
}

[[nodiscard]] model::SelectOne villages(Words& words, Sample sample) {
    model::SelectOne answer;
    const std::size_t count = sample == Sample::error ? 0 : sample == Sample::full ? 8 : kVillages;
    for (std::size_t i = 0; i < count; ++i) {
        answer.choices.push_back({std::to_string(i + 1), say(words, "sample.village.number", static_cast<int>(i + 1)),
                                  sample == Sample::full && i == 1});
    }
    answer.search = model::ChoiceSearch{sample == Sample::full || sample == Sample::error ? "slc" : "", kVillages};
    return answer;
}

[[nodiscard]] model::PhotoAnswer photo(Words& words, Sample sample) {
    model::PhotoAnswer answer;
    if (sample == Sample::full || sample == Sample::long_text) {
        answer.file = "house.jpg";
        answer.fact = say(words, "sample.photo.fact");
        answer.preview = sample_picture();
    }
    if (sample == Sample::error) {
        answer.camera = model::CameraState::failed;
        answer.failure = say(words, "error.disk_full");
    }
    return answer;
}

[[nodiscard]] model::LocationAnswer location(Words& words, Sample sample) {
    model::LocationAnswer answer;
    answer.state = sample == Sample::empty ? model::LocationState::searching : model::LocationState::measured;
    if (sample == Sample::full) {
        answer.metres = 12;
        answer.is_good = true;
        answer.value = say(words, "sample.place");
    }
    if (sample == Sample::long_text) {
        answer.metres = 180;
    }
    if (sample == Sample::error) {
        answer.state = model::LocationState::denied;
    }
    return answer;
}

[[nodiscard]] model::SignatureAnswer signature(Words& words, Sample sample) {
    model::SignatureAnswer answer;
    answer.signer = sample == Sample::long_text ? say(words, "sample.long.name") : name_number(words, 2);
    if (sample != Sample::empty) {
        answer.strokes = sample_strokes();
    }
    answer.is_kept = sample == Sample::full;
    return answer;
}

[[nodiscard]] model::RepeatAnswer members(Words& words, Sample sample) {
    model::RepeatAnswer answer;
    answer.row_name = say(words, "sample.row.member");
    answer.can_add = true;
    if (sample == Sample::empty) {
        return answer;
    }
    answer.can_remove = true;
    const std::string detail = say(words, "sample.row.detail");
    answer.rows = {{"member[1]", name_number(words, 0), detail, true},
                   {"member[2]", name_number(words, 3), detail, false}};
    if (sample == Sample::long_text) {
        answer.rows[0].title = say(words, "sample.long.name");
    }
    return answer;
}

[[nodiscard]] model::NumberAnswer number(Sample sample, std::string value, model::NumberShape shape,
                                         std::size_t limit) {
    return {.value = sample == Sample::empty ? std::string{} : std::move(value),
            .shape = shape,
            .limit = limit,
            .unit = {}};
}

}  // namespace

model::ViewfinderState viewfinder(Words& words, Sample sample) {
    using model::ViewfinderPhase;
    static const std::vector<std::uint32_t> seen = sample_view();
    model::ViewfinderState state;
    state.question =
        sample == Sample::long_text ? say(words, "sample.long.question") : say(words, "sample.question.photo");
    state.has_camera = true;
    state.has_others = true;
    state.can_take_file = true;
    switch (sample) {
        case Sample::empty: state.phase = ViewfinderPhase::opening; break;
        case Sample::full: state.phase = ViewfinderPhase::live; break;
        case Sample::error: state.phase = ViewfinderPhase::denied; break;
        case Sample::long_text: state.phase = ViewfinderPhase::taken; break;
    }
    if (state.phase == ViewfinderPhase::live || state.phase == ViewfinderPhase::taken) {
        state.picture = {kSeenWidth, kSeenHeight, seen, 1};
    }
    return state;
}

void fill_more(model::QuestionField& field, Words& words, AnswerSample answer, Sample sample) {
    const auto fill = [&](std::string name, TextKey label, model::Answer value) {
        field.name = std::move(name);
        field.label = say(words, label);
        field.answer = std::move(value);
    };
    switch (answer) {
        case AnswerSample::stepped: {
            model::NumberAnswer people = number(sample, "3", model::NumberShape::stepped, 2);
            people.unit = say(words, "sample.unit.people");
            return fill("people", "sample.question.people", std::move(people));
        }
        case AnswerSample::phone:
            return fill("phone", "sample.question.phone", number(sample, "10000000000", model::NumberShape::phone, 11));
        case AnswerSample::identity:
            return fill("identity", "sample.question.identity",
                        number(sample, "99999919480520001", model::NumberShape::identity, 18));
        case AnswerSample::village: return fill("village", "sample.question.village", villages(words, sample));
        case AnswerSample::photo: return fill("photo", "sample.question.photo", photo(words, sample));
        case AnswerSample::location: return fill("place", "sample.question.place", location(words, sample));
        case AnswerSample::signature: return fill("signature", "sample.question.signature", signature(words, sample));
        case AnswerSample::members:
            field.no_answer_offered.clear();
            return fill("member", "sample.question.members", members(words, sample));
        default: return;
    }
}

}  // namespace daohu::gallery
