// SPDX-License-Identifier: Apache-2.0
// Identity numbers and division codes: what is accepted is canonical, and reasons never hold the number.

#include "core/base/digits.hpp"
#include "core/base/division_code.hpp"
#include "core/base/id_number.hpp"
#include "tests/fuzz/fuzz_target.hpp"

namespace daohu::fuzz {

void try_input(ByteView input) {
    const std::string_view text = as_text(input);

    const Result<IdNumber> number = IdNumber::parse(text);
    if (number) {
        DAOHU_CHECK(number->text().size() == IdNumber::kLength);
        DAOHU_CHECK(IdNumber::parse(number->text()).value() == *number);
        DAOHU_CHECK(id_number_check_character(number->text().substr(0, 17)) == number->text().back());
    } else {
        const bool may_be_a_number = text.size() >= 6 && is_all_digits(text);
        DAOHU_CHECK(!may_be_a_number || number.error().detail.find(text) == std::string::npos);
    }

    const Result<DivisionCode> code = DivisionCode::parse(text);
    if (code) {
        DAOHU_CHECK(DivisionCode::parse(code->prefix()).value() == *code);
        DAOHU_CHECK(code->contains(*code));
        for (std::optional<DivisionCode> above = code->parent(); above; above = above->parent()) {
            DAOHU_CHECK(above->contains(*code) && above->level() < code->level());
        }
    }
}

}  // namespace daohu::fuzz
