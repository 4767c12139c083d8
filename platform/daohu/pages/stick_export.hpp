// SPDX-License-Identifier: Apache-2.0
#pragma once

// A spreadsheet that goes to the stick, signed by whoever unlocked the tablet. It is not encrypted from then on, so it is
// asked for once more before it is written. Part of a page; UI thread.

#include "platform/daohu/pages/page.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace daohu {

// "daohu-statistics-20260302-0915.xlsx": no second one of a minute, and nobody's name.
[[nodiscard]] std::string stick_file_name(std::string_view what, std::string_view ending, const Moment& now);

class StickExport {
public:
    using Make = std::function<Result<Bytes>()>;

    explicit StickExport(const PageParts& parts) : m_parts{parts} {}

    // Where spreadsheets may leave this tablet: nothing leaves a practice.
    [[nodiscard]] bool is_offered() const;
    // `what` begins the file's name and holds nothing personal: "statistics". Says so where no stick is plugged in.
    void ask(std::string what, Make make);
    // Drawn last.
    void draw(kit::Kit& kit);

private:
    void write();

    PageParts m_parts;
    std::string m_what;
    Make m_make;  // while it is asked
};

}  // namespace daohu
