// SPDX-License-Identifier: Apache-2.0
//
// Making this tablet the county's with a stick: the request goes there, the answer comes back. Both sides compare words.

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
                                              parts.tablet.vault().author_key())} {
        m_state.stage = model::EnrolStage::stick;
        m_state.words = words_of(wire::fingerprint_words(m_request));
    }

    void refresh() override {
        std::error_code problem;
        const auto& stick = m_parts.machine.stick;
        m_state.now = present_moment(m_parts);
        m_state.has_stick = stick && fs::is_directory(*stick, problem);
    }

    void draw(kit::Kit& kit, const model::SyncBadge& /*badge*/) override {
        m_actions.clear();
        screens::draw(m_state, kit, m_actions);
        for (const model::EnrolAction& action : m_actions.all()) {
            if (std::holds_alternative<model::GoBack>(action)) {
                m_parts.guide.back();
            } else if (std::holds_alternative<model::WriteRequest>(action)) {
                show(write(), "enrol.written");
            } else if (std::holds_alternative<model::ReadAnswer>(action)) {
                show(read(), "enrol.imported");
            }
        }
    }

private:
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
    model::EnrolState m_state;
    model::EnrolActions m_actions;
};

}  // namespace

std::unique_ptr<Page> make_enrol_page(const PageParts& parts) { return std::make_unique<EnrolPage>(parts); }

}  // namespace daohu
