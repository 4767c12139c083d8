// SPDX-License-Identifier: Apache-2.0
//
// How this tablet is set up.

#include "core/base/beijing_time.hpp"
#include "core/base/build_info.hpp"
#include "platform/daohu/pages/make_page.hpp"
#include "platform/daohu/pages/offers.hpp"
#include "platform/daohu/pages/stick_export.hpp"
#include "platform/daohu/pages/storage_use.hpp"
#include "platform/daohu/support_bundle.hpp"
#include "platform/daohu/tablet.hpp"
#include "platform/daohu/typed_secrets.hpp"
#include "ui/model/settings.hpp"
#include "ui/screens/settings.hpp"

#include <array>

namespace daohu {

namespace {

constexpr std::string_view kPinField = "settings.pin.text";
constexpr std::size_t kPinDigits = 6;
constexpr std::array kLockOffers{1, 2, 5, 15, 30};  // minutes

static_assert(static_cast<int>(model::PhotoSending::always) == static_cast<int>(PhotoChoice::always) &&
              static_cast<int>(model::PhotoSending::on_wifi) == static_cast<int>(PhotoChoice::on_wifi) &&
              static_cast<int>(model::PhotoSending::when_asked) == static_cast<int>(PhotoChoice::when_asked));

class SettingsPage final : public Page {
public:
    explicit SettingsPage(const PageParts& parts) : Page{parts} {}

    void refresh() override {
        m_state.languages = {{"zh-CN", say("language.zh")}, {"en", say("language.en")}};
        m_state.lock_offers.assign(kLockOffers.begin(), kLockOffers.end());
        m_state.has_pin = m_parts.tablet.vault().has_screen_pin();
        m_state.photos = m_parts.tablet.is_practice() ? std::nullopt : std::optional{photos_chosen()};
        m_state.practice = m_parts.tablet.is_practice() ? model::Practice::on : model::Practice::off;
        m_state.storage = storage_use(m_parts.tablet);
        fill_about();
    }

    void draw(kit::Kit& kit, const model::SyncBadge& badge) override {
        fill_display();
        m_state.badge = badge;
        m_actions.clear();
        screens::draw(m_state, kit, m_actions);
        if (auto pin = kit.take_text(kPinField)) {
            set_pin(*pin);
        }
        for (const model::SettingsAction& action : m_actions.all()) {
            do_action(kit, action);
        }
    }

private:
    [[nodiscard]] std::string say(TextKey key) const { return std::string{m_parts.words.tr(key).view()}; }

    void do_action(kit::Kit& kit, const model::SettingsAction& action) {
        Display display = m_parts.guide.display();
        carry_out(
            action, m_parts.guide,
            [&](const model::SetTextSize& act) {
                display.text_scale = static_cast<kit::TextScale>(act.size);
                m_parts.guide.set_display(display);
            },
            [&](const model::SetAppearance& act) {
                display.theme = act.appearance == model::Appearance::day ? kit::ThemeName::day : kit::ThemeName::night;
                m_parts.guide.set_display(display);
            },
            [&](const model::SetLanguage& act) {
                display.language = act.tag;
                m_parts.guide.set_display(display);
            },
            [this](const model::SetPractice& act) {
                act.practice == model::Practice::on ? m_parts.guide.begin_practice() : m_parts.guide.end_practice();
            },
            [this](const model::SetPhotoSending& act) { set_photos(act.photos); },
            [this](const model::StartTour&) { m_parts.guide.go({PlaceKind::tour}); },
            [this](const model::OpenStoreCheck&) { m_parts.guide.go({PlaceKind::store_check}); },
            [&](const model::SetLockMinutes& act) {
                display.lock_minutes = act.minutes;
                m_parts.guide.set_display(display);
            },
            [this](const model::ChangeSecret&) { m_parts.guide.go({PlaceKind::secret}); },
            [this](const model::OpenPeople&) { m_parts.guide.go({PlaceKind::people}); },
            [&](const model::ChangePin&) { ask_pin(kit); }, [this](const model::LockNow&) { m_parts.guide.lock(); },
            [this](const model::OpenMyActs&) { m_parts.guide.go({PlaceKind::own_acts}); },
            [this](const model::WriteSupport&) { write_support(); });
    }

    void write_support() {
        const Machine& machine = m_parts.machine;
        if (!machine.has_stick()) {
            return m_parts.guide.say(say("export.no_stick"));
        }
        const std::string name = stick_file_name("support", "json", present_moment(m_parts));
        if (const auto written = write_support_bundle(m_parts.tablet, m_parts.machine, *machine.stick / name)) {
            m_parts.guide.say(std::string{m_parts.words.tr("export.done", {{"file", FixedText{name}}}).view()});
        } else {
            m_parts.guide.say(written.error());
        }
    }

    [[nodiscard]] model::PhotoSending photos_chosen() const {
        return static_cast<model::PhotoSending>(m_parts.tablet.photos());
    }

    void set_photos(model::PhotoSending photos) {
        if (const auto kept = m_parts.tablet.set_photos(static_cast<PhotoChoice>(photos)); !kept) {
            m_parts.guide.say(kept.error());
        }
        m_state.photos = photos_chosen();
    }

    void ask_pin(kit::Kit& kit) const {
        kit.text_entry()
            .begin({.owner = std::string{kPinField},
                    .title = say("settings.pin.title"),
                    .text = {},
                    .kind = TextKind::secret,
                    .limit = kPinDigits})
            .ignore("another sheet is open already; it has to be answered first");
    }

    void set_pin(std::string& pin) {
        const auto done = m_parts.tablet.set_screen_pin(pin);
        wipe_text(pin);
        if (done) {
            m_state.has_pin = true;
            m_parts.guide.say(say("settings.pin.done"));
        } else {
            m_parts.guide.say(done.error());
        }
    }

    void fill_display() {
        const Display& display = m_parts.guide.display();
        m_state.text_size = static_cast<model::TextSize>(display.text_scale);
        m_state.appearance = display.theme == kit::ThemeName::day ? model::Appearance::day : model::Appearance::night;
        m_state.language = display.language;
        m_state.lock_minutes = display.lock_minutes;
    }

    void fill_about() {
        m_state.about.clear();
        m_state.about.push_back({say("settings.about.version"), std::string{version()}});
        m_state.about.push_back({say("settings.about.device"), m_parts.tablet.vault().device().to_string()});
        m_state.about.push_back({say("settings.about.village"), village_of(m_parts)});
        const auto pack = m_parts.tablet.workspace().rules().on(beijing_date(m_parts.machine.clock.wall_now()));
        if (pack) {
            const std::string& label = m_parts.words.language() == "en" ? (*pack)->label.en : (*pack)->label.zh;
            m_state.about.push_back(
                {say("settings.about.pack"),
                 std::string{
                     m_parts.words.tr("policy.pack", {{"pack", FixedText{label}}, {"version", (*pack)->version}})
                         .view()}});
        }
    }

    model::SettingsState m_state;
    model::SettingsActions m_actions;
};

}  // namespace

std::unique_ptr<Page> make_settings_page(const PageParts& parts) { return std::make_unique<SettingsPage>(parts); }

}  // namespace daohu
