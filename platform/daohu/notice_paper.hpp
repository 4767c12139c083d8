// SPDX-License-Identifier: Apache-2.0
#pragma once

// A public notice as a PDF file, with what its page shows and nothing else. One thread.

#include "core/base/bytes.hpp"
#include "core/base/result.hpp"
#include "ui/kit/fonts.hpp"
#include "ui/model/notice_preview.hpp"

#include <memory>

namespace daohu {

// A4 with page numbers; the heading of the table stands on every page. Dated by the notice's first day, so that the same
// notice makes the same file. The codes of PdfPaper.
[[nodiscard]] Result<Bytes> notice_paper(const model::NoticePreviewState& notice, Words& words,
                                         std::shared_ptr<const kit::FontSet> fonts);

}  // namespace daohu
