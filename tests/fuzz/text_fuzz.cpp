// SPDX-License-Identifier: Apache-2.0
// UTF-8, folding and pinyin: any bytes are walked to their end, and what comes out is UTF-8.

#include "core/base/pinyin.hpp"
#include "core/base/text_fold.hpp"
#include "core/base/utf8.hpp"
#include "tests/fuzz/fuzz_target.hpp"

namespace daohu::fuzz {

namespace {

void try_utf8(std::string_view text) {
    const std::string decoded = encode_utf8(decode_utf8(text));
    DAOHU_CHECK(is_valid_utf8(decoded));
    DAOHU_CHECK((decoded == text) == is_valid_utf8(text));
    DAOHU_CHECK(count_scalars(decoded) == count_scalars(text));
    for (const std::size_t length : {std::size_t{0}, std::size_t{1}, text.size() / 2, text.size()}) {
        DAOHU_CHECK(text.starts_with(first_bytes(text, length)) && first_bytes(text, length).size() <= length);
        DAOHU_CHECK(count_scalars(first_scalars(text, length)) <= length);
        DAOHU_CHECK(!is_valid_utf8(text) || is_valid_utf8(first_bytes(text, length)));
    }
}

void try_folding(std::string_view text) {
    const std::string folded = fold_width(text);
    DAOHU_CHECK(is_valid_utf8(folded) && fold_width(folded) == folded);
    DAOHU_CHECK(trim_space(trim_space(text)) == trim_space(text));
    const std::optional<HiddenCharacter> hidden = find_hidden_character(text);
    DAOHU_CHECK(!hidden || !find_hidden_character(text.substr(0, hidden->offset)));
}

void try_pinyin(std::string_view text) {
    const NamePinyin pinyin = pinyin_of_name(text);
    DAOHU_CHECK(pinyin.full.size() <= kMaxNameVariants && pinyin.initials.size() <= kMaxNameVariants);
    DAOHU_CHECK(pinyin.full.empty() == pinyin.initials.empty());
}

}  // namespace

void try_input(ByteView input) {
    try_utf8(as_text(input));
    try_folding(as_text(input));
    try_pinyin(as_text(input));
}

}  // namespace daohu::fuzz
