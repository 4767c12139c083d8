// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/form_sheet.hpp"

#include "ui/kit/widgets/action_sheet.hpp"

#include <vector>

namespace daohu::screens {

namespace {

std::int64_t& is_open(kit::Kit& kit, std::string_view page) { return kit.memory({page, "offering"}).number; }

}  // namespace

void open_form_sheet(kit::Kit& kit, std::string_view page) { is_open(kit, page) = 1; }

std::optional<std::string> draw_form_sheet(kit::Kit& kit, std::string_view page,
                                           std::span<const model::FormOffer> forms) {
    std::int64_t& is_offering = is_open(kit, page);
    if (is_offering == 0) {
        return std::nullopt;
    }
    std::vector<kit::SheetAction> actions;
    for (const model::FormOffer& offer : forms) {
        actions.push_back({{page, "form", offer.form},
                           FixedText{offer.title},
                           kit::ButtonKind::secondary,
                           FixedText{offer.unavailable}});
    }
    const kit::ActionAnswer answer = kit::action_sheet(kit, {.title = kit.tr("dossier.forms.title"),
                                                             .message = {},
                                                             .actions = actions,
                                                             .keep = kit.tr("dossier.forms.keep"),
                                                             .keep_id = {page, "forms", "keep"}});
    if (answer.chosen || answer.is_kept) {
        is_offering = 0;
    }
    return answer.chosen ? std::optional{forms[*answer.chosen].form} : std::nullopt;
}

}  // namespace daohu::screens
