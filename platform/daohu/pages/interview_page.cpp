// SPDX-License-Identifier: Apache-2.0
#include "platform/daohu/pages/interview_page.hpp"

#include "core/base/beijing_time.hpp"
#include "core/casework/act_views.hpp"
#include "core/vault/attachments.hpp"
#include "core/vault/reserve.hpp"
#include "platform/daohu/open_draft.hpp"
#include "platform/daohu/pages/likely_families.hpp"
#include "platform/daohu/pages/outgoing.hpp"
#include "platform/daohu/pages/photo_taking.hpp"
#include "platform/daohu/photo.hpp"
#include "platform/daohu/signature_picture.hpp"
#include "platform/daohu/tablet.hpp"
#include "ui/kit/kit.hpp"
#include "ui/model/interview_model.hpp"
#include "ui/screens/question.hpp"
#include "ui/screens/review.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <future>
#include <map>

namespace daohu {

namespace {

constexpr std::string_view kRoot = "/data/";
constexpr double kLocationPeriod = 1;  // seconds between two looks at where it is
constexpr std::chrono::seconds kFixLifetime{30};
constexpr double kWorstAccuracy = 100'000;  // metres: beyond it nothing was measured
// Where a form keeps the record it goes on with: the id of one of that dataset ("referral_id"); no form has two of them.
constexpr std::array<std::string_view, 7> kRecords{"notice",    "referral",  "task",      "follow_up",
                                                   "objection", "complaint", "correction"};

// A receiver that lost its way says anything; what is nowhere on earth, or that accurate, is no place.
bool is_possible(const Fix& fix) {
    return std::abs(fix.latitude) <= 90 && std::abs(fix.longitude) <= 180 && fix.accuracy > 0 &&
           fix.accuracy <= kWorstAccuracy && (fix.latitude != 0 || fix.longitude != 0);
}

// Empty for no record.
Result<std::string> dataset_of(const PageParts& parts, const std::optional<EntityId>& record) {
    if (!record) {
        return std::string{};
    }
    const registry::Entity known = TRY(parts.tablet.workspace().acts().record(*record));
    return known.dataset;
}

class InterviewPage final : public Page {
public:
    InterviewPage(const PageParts& parts, casework::Interview interview)
        : Page{parts}, m_interview{std::move(interview)}, m_model{m_interview, parts.words},
          m_photo{parts.machine.camera} {
        m_model.set_worker(worker_name(parts));
        go_back_to_question();
        // Warmed up while the first questions are asked.
        Location* const location = parts.machine.location;
        m_is_locating = location != nullptr && location->start();
    }
    ~InterviewPage() override {
        if (m_is_locating) {
            m_parts.machine.location->stop();
        }
    }

    [[nodiscard]] bool is_busy() const override { return m_saving.valid(); }
    [[nodiscard]] bool is_being_written() const override { return true; }

    void refresh() override {}

    void draw(kit::Kit& kit, const model::SyncBadge& badge) override {
        collect();
        if (m_photo.is_open()) {
            draw_camera(kit);
        } else if (m_model.page() == model::InterviewModel::Page::question) {
            draw_question(kit, badge);
        } else {
            draw_review(kit, badge);
        }
        note_question();
    }

private:
    // After a cut: where it happened, also where a question before it was passed over.
    void go_back_to_question() {
        const auto open = noted_open_draft(m_parts.machine.files, m_parts.tablet.vault().folder());
        if (open && open->draft == m_interview.info().id && open->question) {
            m_model.go_back_to(*open->question);
        }
    }

    void note_question() {
        if (m_noted == m_model.spot()) {
            return;
        }
        m_noted = m_model.spot();
        note_open_draft(m_parts.machine.files, m_parts.tablet.vault().folder(),
                        OpenDraft{.draft = m_interview.info().id, .question = m_model.open_question()})
            .ignore("the draft is kept all the same; only the way back to the question is longer");
    }

    void draw_question(kit::Kit& kit, const model::SyncBadge& badge) {
        show_location();
        model::QuestionState state = m_model.question(badge);
        show_photos(state);
        if (m_is_locating && asks_for_place(state)) {
            kit.redraw_at(kit.seconds() + kLocationPeriod);
        }
        model::QuestionActions actions;
        screens::draw(state, kit, actions);
        for (const model::QuestionAction& action : actions.all()) {
            take_step(m_model.apply(action));
            while (const auto request = m_model.take_device_request()) {
                serve(*request);
            }
        }
    }

    void draw_review(kit::Kit& kit, const model::SyncBadge& badge) {
        model::ReviewState state = m_model.review(badge);
        if (is_busy()) {
            state.finish = model::FinishState::working;
        }
        state.outgoing = outgoing();
        model::ReviewActions actions;
        screens::draw(state, kit, actions);
        for (const model::ReviewAction& action : actions.all()) {
            if (std::holds_alternative<model::FinishForm>(action)) {
                find_likely();
            } else {
                take_step(m_model.apply(action));
            }
        }
        const LikelyFamilies::Answer answer = m_likely.draw(kit);
        if (answer.is_new) {
            finish();
        } else if (answer.household) {
            m_parts.guide.go({PlaceKind::dossier, *answer.household});
        }
    }

    // Read anew when an answer changed.
    [[nodiscard]] const std::optional<model::OutgoingFacts>& outgoing() {
        const std::uint64_t revision = m_interview.session().revision();
        if (m_outgoing_at != revision) {
            m_outgoing_at = revision;
            const Date today = beijing_date(m_parts.machine.clock.wall_now());
            auto found = outgoing_of(m_parts.tablet, m_parts.assets, m_parts.words, m_interview, today);
            if (!found) {
                m_parts.guide.say(found.error());
            }
            m_outgoing = found ? std::move(*found) : std::nullopt;
        }
        return m_outgoing;
    }

    void find_likely() {
        auto likely = m_parts.tablet.workspace().likely_families(m_interview);
        m_likely.show(likely ? std::move(*likely) : std::vector<casework::LikelyHousehold>{}, m_parts.words);
        if (!m_likely.is_shown()) {
            finish();  // which says what is incomplete
        }
    }

    // An error of an act needs no words here: the next state says that the answer is not stored yet.
    void take_step(const Result<model::InterviewStep>& step) {
        if (!step) {
            return;
        }
        switch (*step) {
            case model::InterviewStep::stay: return;
            case model::InterviewStep::leave: return m_parts.guide.back();
            case model::InterviewStep::open_sync: return m_parts.guide.go({PlaceKind::sync});
            case model::InterviewStep::discard:
                m_parts.guide.discard(m_interview.info().id);
                return m_parts.guide.back();
        }
    }

    // --- what an answer needs of the tablet --------------------------------------------------------------------------

    void serve(const model::DeviceRequest& request) {
        if (const auto* signature = std::get_if<model::KeepSignature>(&request)) {
            if (const auto kept = keep_signature(*signature); !kept) {
                m_parts.guide.say(kept.error());
            }
            return;
        }
        if (const auto* place = std::get_if<model::AcceptLocation>(&request)) {
            return accept_place(*place);
        }
        const auto& photo = std::get<model::TakePhoto>(request);
        vault::Reserve reserve{m_parts.machine.files, m_parts.tablet.vault().folder()};
        if (const auto room = reserve.may_take_photos(); room && !*room) {  // words still fit
            return m_parts.guide.say(std::string{m_parts.words.tr("photo.no_room").view()});
        }
        const model::QuestionState state = m_model.question({});
        const auto field = std::ranges::find(state.fields, photo.field, &model::QuestionField::name);
        m_photo.open(photo.field, field == state.fields.end() ? std::string{} : field->label);
    }

    // The file is written and read back before it becomes the answer.
    Result<void> keep_file(const model::FieldName& field, const Bytes& content, std::string_view media_type) {
        Machine& machine = m_parts.machine;
        vault::AttachmentStore store{machine.files, machine.entropy, m_parts.tablet.vault().folder()};
        const vault::AttachmentManifest manifest = TRY(store.add(content, media_type));
        const Bytes written = TRY(store.read(manifest));
        if (written != content) {
            return fail(ErrorCode::attachment_damaged, std::string{media_type});
        }
        return m_model.attach(field, to_hex(encode(manifest)));
    }

    // What cannot be kept stays on the screen, to be kept once that is possible.
    void draw_camera(kit::Kit& kit) {
        const auto taken = m_photo.draw(kit);
        if (!taken) {
            return;
        }
        if (const auto kept = keep_file(taken->field, taken->photo, "image/jpeg"); !kept) {
            return m_parts.guide.say(kept.error());
        }
        m_photo.close();
    }

    // In few dots, read from its file once.
    void show_photos(model::QuestionState& state) {
        for (model::QuestionField& field : state.fields) {
            auto* const photo = std::get_if<model::PhotoAnswer>(&field.answer);
            if (photo == nullptr) {
                continue;
            }
            if (aimed(m_parts.machine.camera) == nullptr && m_parts.machine.camera != nullptr) {
                photo->camera = model::CameraState::absent;  // only a folder to choose from
            }
            if (photo->file.empty()) {
                continue;
            }
            const auto [seen, is_new] = m_seen.try_emplace(photo->file);
            if (is_new) {
                seen->second = cells_of(photo->file).value_or(PhotoCells{});
            }
            photo->preview = {seen->second.columns, seen->second.rows, seen->second.rgb};
        }
    }

    [[nodiscard]] Result<PhotoCells> cells_of(const std::string& file) const {
        const Bytes named = TRY(from_hex(file));
        const vault::AttachmentManifest manifest = TRY(vault::decode_manifest(named));
        Machine& machine = m_parts.machine;
        vault::AttachmentStore store{machine.files, machine.entropy, m_parts.tablet.vault().folder()};
        const Bytes photo = TRY(store.read(manifest));
        return photo_cells(photo);
    }

    [[nodiscard]] static bool asks_for_place(const model::QuestionState& state) {
        return std::ranges::any_of(state.fields, [](const model::QuestionField& field) {
            return std::holds_alternative<model::LocationAnswer>(field.answer);
        });
    }

    // Nothing that was measured a while ago: the tablet may have been carried on.
    [[nodiscard]] std::optional<Fix> present_fix() const {
        const auto fix = m_is_locating ? m_parts.machine.location->latest() : std::nullopt;
        const bool is_fresh = fix && m_parts.machine.clock.monotonic_now() - fix->at < kFixLifetime;
        return is_fresh && is_possible(*fix) ? fix : std::nullopt;
    }

    void show_location() {
        const auto fix = present_fix();
        const auto state = fix             ? model::LocationState::measured
                           : m_is_locating ? model::LocationState::searching
                                           : model::LocationState::absent;
        m_model.show_location(state, fix ? std::optional{static_cast<int>(std::ceil(fix->accuracy))} : std::nullopt);
    }

    void accept_place(const model::AcceptLocation& act) {
        const auto fix = present_fix();
        if (!fix) {
            return m_parts.guide.say(std::string{m_parts.words.tr("location.wait").view()});
        }
        const std::string place = fmt::format("{:.6f} {:.6f} 0 {:.1f}", fix->latitude, fix->longitude, fix->accuracy);
        // Where it cannot be saved the next state says so.
        m_model.set_place(act.field, place).ignore("the notice of the next state says so");
    }

    Result<void> keep_signature(const model::KeepSignature& act) {
        const Bytes picture = TRY(signature_picture(m_model.paper(act.field)));
        return keep_file(act.field, picture, "image/png");
    }

    // --- the end -----------------------------------------------------------------------------------------------------

    void finish() {
        if (is_busy()) {
            return;
        }
        m_model.set_failure({});
        auto saving = m_parts.tablet.workspace().finish(m_interview);
        if (!saving) {
            m_model.set_failure(std::string{m_parts.words.message(saving.error()).view()});
            return;
        }
        m_saving = std::move(*saving);
    }

    void collect() {
        if (!m_saving.valid() || m_saving.wait_for(std::chrono::seconds{0}) != std::future_status::ready) {
            return;
        }
        const auto saved = m_saving.get();
        if (!saved) {
            m_model.set_failure(std::string{m_parts.words.message(saved.error()).view()});
            return;
        }
        if (const auto forgotten = m_parts.tablet.workspace().forget_finished(); !forgotten) {
            m_parts.guide.say(forgotten.error());
        }
        m_parts.guide.back();
        m_parts.guide.saved();
    }

    casework::Interview m_interview;
    model::InterviewModel m_model;
    std::future<Result<entry::EntryId>> m_saving;
    LikelyFamilies m_likely;
    std::optional<model::OutgoingFacts> m_outgoing;
    std::optional<std::uint64_t> m_outgoing_at;  // the state of the answers that it was read for
    PhotoTaking m_photo;
    std::map<std::string, PhotoCells> m_seen;  // how the photographs look that were shown, by their files
    bool m_is_locating = false;
    std::optional<model::InterviewModel::Spot> m_noted;  // that a cut would lead back to
};

}  // namespace

std::unique_ptr<Page> make_interview_page(const PageParts& parts, casework::Interview interview) {
    return std::make_unique<InterviewPage>(parts, std::move(interview));
}

Result<std::vector<form::Prefill>> prefills_of(const PageParts& parts, const FormStart& start) {
    const casework::LibraryForm* form = TRY(parts.assets.forms.find(start.form));
    std::vector<form::Prefill> prefills;
    const auto add = [&](std::string_view field, const std::string& value) {
        std::string path = std::string{kRoot} + std::string{field};
        if (!value.empty() && form->definition->find(path) != form::SchemaId::none) {
            prefills.push_back({std::move(path), value});
        }
    };
    const auto add_id = [&add](std::string_view field, const std::optional<EntityId>& id) {
        add(field, id ? id->to_string() : std::string{});
    };
    add_id("household_id", start.household);
    add_id("person_id", start.person);
    add_id("known_person", start.person);
    add_id("case_id", start.discovery);
    const std::string dataset = TRY(dataset_of(parts, start.record));
    if (std::ranges::find(kRecords, dataset) != kRecords.end()) {
        add_id(dataset + "_id", start.record);
    }
    add_id("handler_id", start.handler);
    add_id("worker_id", parts.tablet.viewer().worker);
    add("division", village_of(parts));
    add("township", township_of(parts));
    return prefills;
}

}  // namespace daohu
