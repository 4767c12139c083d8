// SPDX-License-Identifier: Apache-2.0
#include "ui/model/notice_preview.hpp"

namespace daohu::model {

Text period_of(const NoticePreviewState& state, Words& words) {
    if (state.from && state.until) {
        return words.tr("notice.period",
                        {{"from", words.full_date(*state.from)}, {"until", words.full_date(*state.until)}});
    }
    return state.from ? Text{words.tr("notice.from", {{"from", words.full_date(*state.from)}})} : Text{};
}

}  // namespace daohu::model
