// SPDX-License-Identifier: Apache-2.0
#include "ui/kit/read_along.hpp"

#include <algorithm>

namespace daohu::kit {

namespace {

thread_local ReadAlong* t_reader = nullptr;

}  // namespace

ReadAlong::ReadAlong() { t_reader = this; }

ReadAlong::~ReadAlong() { t_reader = nullptr; }

bool ReadAlong::has_read(std::string_view words) const {
    return std::ranges::any_of(m_texts, [words](const std::string& text) { return text.contains(words); });
}

void ReadAlong::note(std::string_view text) {
    if (t_reader != nullptr) {
        t_reader->m_texts.emplace_back(text);
    }
}

}  // namespace daohu::kit
