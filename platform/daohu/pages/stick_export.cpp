// SPDX-License-Identifier: Apache-2.0
#include "platform/daohu/pages/stick_export.hpp"

#include "core/casework/export/export_file.hpp"
#include "platform/daohu/tablet.hpp"
#include "ui/kit/widgets/dialog.hpp"

#include <fmt/format.h>

#include <utility>

namespace daohu {

namespace {

constexpr std::string_view kEnding = "xlsx";

}  // namespace

std::string stick_file_name(std::string_view what, std::string_view ending, const Moment& now) {
    return fmt::format("daohu-{}-{:04}{:02}{:02}-{:02}{:02}.{}", what, static_cast<int>(now.date.year()),
                       static_cast<unsigned>(now.date.month()), static_cast<unsigned>(now.date.day()), now.hour,
                       now.minute, ending);
}

bool StickExport::is_offered() const { return !m_parts.tablet.is_practice(); }

void StickExport::ask(std::string what, Make make) {
    if (!m_parts.machine.has_stick()) {
        return m_parts.guide.say(std::string{m_parts.words.tr("export.no_stick").view()});
    }
    m_what = std::move(what);
    m_make = std::move(make);
}

void StickExport::draw(kit::Kit& kit) {
    if (!m_make) {
        return;
    }
    const kit::DialogAnswer answer = kit::dialog(kit, {.title = kit.tr("export.title"),
                                                       .message = kit.tr("export.message"),
                                                       .keep = kit.tr("export.keep"),
                                                       .act = kit.tr("export.act"),
                                                       .keep_id = "export.keep",
                                                       .act_id = "export.act"});
    if (answer == kit::DialogAnswer::act) {
        write();
    }
    if (answer != kit::DialogAnswer::none) {
        m_make = nullptr;
    }
}

void StickExport::write() {
    Machine& machine = m_parts.machine;
    const std::string name = stick_file_name(m_what, kEnding, present_moment(m_parts));
    const auto written = [&]() -> Result<void> {
        if (!machine.stick) {
            return fail(ErrorCode::not_found, "stick");
        }
        const Bytes table = TRY(m_make());
        return casework::write_export(machine.files, *machine.stick / name, table, m_parts.tablet.vault().author_key());
    }();
    if (!written) {
        return m_parts.guide.say(written.error());
    }
    m_parts.guide.say(std::string{m_parts.words.tr("export.done", {{"file", FixedText{name}}}).view()});
}

}  // namespace daohu
