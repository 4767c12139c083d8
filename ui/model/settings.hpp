// SPDX-License-Identifier: Apache-2.0
#pragma once

// Text size, theme, language, practice, the secret, and what this app is. UI thread.

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
    std::string language;  // the tag of the current one
    Practice practice = Practice::off;
    int unsent = 0;  // keeps practice from being entered: nothing real may get lost in it
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
struct ChangeSecret {};
struct ChangePin {};
struct LockNow {};
struct OpenMyActs {};

using SettingsAction = std::variant<SetTextSize, SetAppearance, SetLanguage, SetPractice, ChangeSecret, ChangePin,
                                    LockNow, OpenMyActs, GoBack, OpenSync>;
using SettingsActions = ActionList<SettingsAction>;

}  // namespace daohu::model
