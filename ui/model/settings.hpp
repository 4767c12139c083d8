// SPDX-License-Identifier: Apache-2.0
#pragma once

// Text size, theme, language, photographs, practice, the secret, and what this app is. UI thread.

#include "ui/model/actions.hpp"
#include "ui/model/status.hpp"
#include "ui/model/sync.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace daohu::model {

enum class TextSize : std::uint8_t { standard, large, extra_large };
enum class Appearance : std::uint8_t { day, night };
enum class Practice : std::uint8_t { off, on };
// When photographs are sent.
enum class PhotoSending : std::uint8_t { always, on_wifi, when_asked };

struct LanguageOffer {
    std::string tag;   // "zh-CN"
    std::string name;  // in itself
};

struct AboutLine {
    std::string label;
    std::string value;
};

struct SettingsState {
    SyncBadge badge;
    TextSize text_size = TextSize::standard;
    Appearance appearance = Appearance::day;
    std::vector<LanguageOffer> languages;
    std::string language;          // the tag of the current one
    std::vector<int> lock_offers;  // minutes without a touch before the screen is locked
    int lock_minutes = 5;
    bool has_pin = true;  // without one, locking closes everything, and the passphrase opens it again
    Practice practice = Practice::off;
    std::optional<PhotoSending> photos;  // absent: nothing is sent from here
    std::optional<StorageUse> storage;
    std::vector<AboutLine> about;  // version, device, county, packs, forms
};

struct SetTextSize {
    TextSize size;
};
struct SetAppearance {
    Appearance appearance;
};
struct SetLanguage {
    std::string tag;
};
// Confirmed in a dialog.
struct SetPractice {
    Practice practice;
};
struct SetLockMinutes {
    int minutes;
};
struct SetPhotoSending {
    PhotoSending photos;
};
struct ChangeSecret {};
struct OpenPeople {};
struct ChangePin {};
struct LockNow {};
struct OpenMyActs {};
struct StartTour {};
struct OpenStoreCheck {};
// Onto the stick.
struct WriteSupport {};

using SettingsAction =
    std::variant<SetTextSize, SetAppearance, SetLanguage, SetLockMinutes, SetPractice, SetPhotoSending, ChangeSecret,
                 OpenPeople, ChangePin, LockNow, OpenMyActs, StartTour, OpenStoreCheck, WriteSupport, GoBack, OpenSync>;
using SettingsActions = ActionList<SettingsAction>;

}  // namespace daohu::model
