// SPDX-License-Identifier: Apache-2.0
//
// Making this tablet the county's: over the network with a code, or with a stick, where the request goes there and the
// answer comes back. Both sides compare words.

#include "platform/daohu/pages/make_page.hpp"
#include "platform/daohu/tablet.hpp"
#include "sync/wire/network_enrolment.hpp"
#include "ui/model/enrol.hpp"
#include "ui/screens/enrol.hpp"

#include <algorithm>
#include <system_error>
#include <vector>

namespace daohu {

namespace {

namespace fs = std::filesystem;

constexpr const char* kRequestFile = "daohu-request-";
constexpr std::size_t kShortId = 8;
constexpr std::uintmax_t kMaxAnswer = 256 * 1024;
constexpr std::size_t kFilesLookedAt = 200;
// How often progress is shown anew, seconds.
constexpr double kProgressPeriod = 0.25;

std::vector<std::string> words_of(const std::string& fingerprint) {
    std::vector<std::string> words{{}};
    for (const char letter : fingerprint) {
        if (letter == '-') {
            words.emplace_back();
        } else {
            words.back() += letter;
        }
    }
    return words;
}

class EnrolPage final : public Page {
public:
    explicit EnrolPage(const PageParts& parts)
        : Page{parts},
          m_request{wire::make_device_request(parts.tablet.vault().device(), parts.tablet.vault().device_key(),
                                              parts.tablet.vault().author_key())} {}

    [[nodiscard]] bool is_busy() const override { return m_is_over_network && m_is_asking; }

    void refresh() override {
        m_state.now = present_moment(m_parts);
        m_state.has_stick = m_parts.machine.has_stick();
        follow();
    }

    void draw(kit::Kit& kit, const model::SyncBadge& /*badge*/) override {
        follow();
        m_actions.clear();
        if (is_busy()) {
            kit.redraw_at(kit.seconds() + kProgressPeriod);
        }
        screens::draw(m_state, kit, m_actions);
        for (const model::EnrolAction& action : m_actions.all()) {
            carry_out(
                action, m_parts.guide, [this](const model::WriteRequest&) { show(write(), "enrol.written"); },
                [this](const model::ReadAnswer&) { show(read(), "enrol.imported"); },
                [this](const model::UseNetwork&) { use_network(true); },
                [this](const model::UseStick&) { use_network(false); },
                [this](const model::TypeAddress& act) { m_state.address = act.address; },
                [this](const model::TypeCode& act) { m_state.code = act.code; },
                [this](const model::SendCode&) { send(); },
                [this](const model::WordsAgree&) { tell(&CountyEnrolment::agree); },
                [this](const model::WordsDiffer&) { tell(&CountyEnrolment::withdraw); },
                [this](const model::Withdraw&) { tell(&CountyEnrolment::withdraw); },
                [this](const model::TryAgain&) { tell(&CountyEnrolment::try_now); },
                [this](const model::LockTablet&) { m_parts.guide.lock(); });
        }
    }

private:
    // What was asked before goes on, whichever way was looked at last.
    void follow() {
        CountyEnrolment* enrolment = m_parts.tablet.enrolment();
        const EnrolmentStatus status = enrolment != nullptr ? enrolment->status() : EnrolmentStatus{};
        m_is_asking = status.is_busy;
        m_is_over_network = m_is_over_network || status.step != EnrolmentStep::none;
        if (!m_is_over_network) {
            m_state.stage = model::EnrolStage::stick;
            m_state.county.clear();
            m_state.words = words_of(wire::fingerprint_words(m_request));
            return;
        }
        m_state.stage = stage_of(status);
        m_state.county = status.county;
        m_state.words = words_of(status.words);
        if (status.step != EnrolmentStep::none) {
            m_state.outcome.clear();
            m_state.failure =
                status.failure ? std::string{m_parts.words.message(*status.failure).view()} : std::string{};
        }
    }

    void tell(void (CountyEnrolment::*wish)()) {
        if (CountyEnrolment* enrolment = m_parts.tablet.enrolment(); enrolment != nullptr) {
            (enrolment->*wish)();
        }
    }

    // A code that the county does not take is typed anew.
    static model::EnrolStage stage_of(const EnrolmentStatus& status) {
        const bool is_code_wrong = status.failure && status.failure->code == ErrorCode::enrolment_code_wrong;
        switch (status.step) {
            case EnrolmentStep::none: return model::EnrolStage::code;
            case EnrolmentStep::asking: return is_code_wrong ? model::EnrolStage::code : model::EnrolStage::working;
            case EnrolmentStep::compare: return model::EnrolStage::compare;
            case EnrolmentStep::waiting: return model::EnrolStage::waiting;
            case EnrolmentStep::enrolled: return model::EnrolStage::approved;
        }
        return model::EnrolStage::code;
    }

    void use_network(bool whether) {
        if (!whether) {
            tell(&CountyEnrolment::withdraw);
        }
        m_is_over_network = whether;
        m_state.outcome.clear();
        m_state.failure.clear();
    }

    void send() {
        const auto place = client::read_place(m_state.address);
        std::string code = client::read_code(m_state.code);
        m_state.failure = !place         ? m_parts.words.tr("enrol.address.bad").view()
                          : code.empty() ? m_parts.words.tr("enrol.code.bad").view()
                                         : std::string_view{};
        if (m_state.failure.empty() && m_parts.tablet.enrolment() != nullptr) {
            m_parts.tablet.enrolment()->begin(*place, std::move(code));
        }
    }

    void show(const Result<void>& done, TextKey words) {
        m_state.outcome = done ? std::string{m_parts.words.tr(words).view()} : std::string{};
        m_state.failure = done ? std::string{} : std::string{m_parts.words.message(done.error()).view()};
    }

    Result<void> write() {
        const std::string name = kRequestFile + m_request.device.to_string().substr(0, kShortId);
        return vault::replace_file(m_parts.machine.files, *m_parts.machine.stick / name, encode(m_request));
    }

    // The answer to this tablet among what lies on the stick, whatever it is called there. The stick may be pulled out
    // meanwhile.
    Result<void> read() {
        std::error_code problem;
        std::size_t looked_at = 0;
        for (fs::directory_iterator file{*m_parts.machine.stick, problem}, end;
             !problem && file != end && ++looked_at <= kFilesLookedAt; file.increment(problem)) {
            std::error_code gone;
            const std::uintmax_t size = file->is_regular_file(gone) ? file->file_size(gone) : 0;
            if (gone || size == 0 || size > kMaxAnswer || !is_answer(file->path())) {
                continue;
            }
            return import_grant(m_parts.machine, m_parts.tablet.vault().folder(), file->path());
        }
        return fail(ErrorCode::not_found, "no answer to this tablet on the stick");
    }

    [[nodiscard]] bool is_answer(const fs::path& file) const {
        const auto bytes = m_parts.machine.files.read(file, kMaxAnswer);
        const auto grant = bytes ? wire::decode_grant(*bytes) : Result<wire::Grant>{fail(bytes.error())};
        return grant && grant->device_certificate.key == m_request.device_key;
    }

    wire::DeviceRequest m_request;
    bool m_is_over_network = false;
    bool m_is_asking = false;
    model::EnrolState m_state;
    model::EnrolActions m_actions;
};

}  // namespace

std::unique_ptr<Page> make_enrol_page(const PageParts& parts) { return std::make_unique<EnrolPage>(parts); }

}  // namespace daohu
