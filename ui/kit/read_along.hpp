// SPDX-License-Identifier: Apache-2.0
#pragma once

// What stands on the screen in words, whether it can be tapped or not: for scripts, and for whoever reads aloud. UI
// thread.
//
//     kit::ReadAlong reader;
//     screen.step();
//     reader.has_read("...");

#include <string>
#include <string_view>
#include <vector>

namespace daohu::kit {

// While one lives, every text that is drawn on this thread is kept in it, in the order of drawing. One at a time.
class ReadAlong {
public:
    ReadAlong();
    ~ReadAlong();
    ReadAlong(const ReadAlong&) = delete;
    ReadAlong& operator=(const ReadAlong&) = delete;

    [[nodiscard]] const std::vector<std::string>& texts() const { return m_texts; }
    // Some text has this in it.
    [[nodiscard]] bool has_read(std::string_view words) const;

    // Called by the painter.
    static void note(std::string_view text);

private:
    std::vector<std::string> m_texts;
};

}  // namespace daohu::kit
