// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/discard_dialog.hpp"

namespace daohu::screens {

kit::DialogAnswer discard_dialog(kit::Kit& kit) {
    return kit::dialog(kit, {.title = kit.tr("discard.title"),
                             .message = kit.tr("discard.message"),
                             .keep = kit.tr("discard.keep"),
                             .act = kit.tr("discard.act"),
                             .keep_id = "discard.keep",
                             .act_id = "discard.act",
                             .is_destructive = true});
}

}  // namespace daohu::screens
