// SPDX-License-Identifier: Apache-2.0
#include "core/base/id_number.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <rapidcheck.h>

#include <functional>
#include <string>

using namespace daohu;

// An identity number is never a key.
template <class T>
concept Ordered = requires(const T& a, const T& b) { a < b; };
template <class T>
concept Hashed = requires(const T& value) { std::hash<T>{}(value); };
static_assert(!Ordered<IdNumber> && !Hashed<IdNumber>);

namespace {

// Fictional: no place has the code 999999.
std::string with_check(std::string_view first17) {
    return std::string{first17} + id_number_check_character(first17).value();
}

ErrorCode refusal(std::string_view text) {
    const Result<IdNumber> number = IdNumber::parse(text);
    REQUIRE_FALSE(number);
    CHECK(number.error().detail.find("9999") == std::string::npos);
    return number.error().code;
}

const std::string kWoman = with_check("99999919800229002");
const std::string kMan = with_check("99999919620701001");

Date date(std::string_view text) { return Date::parse(text).value(); }

}  // namespace

TEST_CASE("IdNumber: the check character is the weighted sum of the standard", "[base]") {
    // Worked out by hand with the weights 7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2 and the row 1 0 X 9 8 7 6 5 4 3 2.
    CHECK(id_number_check_character("00000000000000000") == '1');
    CHECK(id_number_check_character("00000000000000001") == 'X');
    CHECK(id_number_check_character("10000000000000000") == '5');
    CHECK(id_number_check_character("00000000000000010") == '8');
    CHECK(id_number_check_character("0000000000000000") == std::nullopt);
    CHECK(id_number_check_character("0000000000000000X") == std::nullopt);
}

TEST_CASE("IdNumber: tells place, birth and sex", "[base]") {
    const IdNumber number = IdNumber::parse(kWoman).value();
    CHECK(number.text() == kWoman);
    CHECK(number.region() == "999999");
    CHECK(number.birth_date() == date("1980-02-29"));
    CHECK(number.sex() == Sex::female);
    CHECK(IdNumber::parse(kMan).value().sex() == Sex::male);
}

TEST_CASE("IdNumber: takes a small x, full-width digits and space around it", "[base]") {
    std::string first17 = "99999919800229000";
    while (id_number_check_character(first17) != 'X') {
        ++first17.back();
    }
    const std::string canonical = first17 + "X";
    CHECK(IdNumber::parse(first17 + "x").value().text() == canonical);
    CHECK(IdNumber::parse("　" + first17 + "ｘ ").value().text() == canonical);
    CHECK(IdNumber::parse("９" + canonical.substr(1)).value().text() == canonical);
}

TEST_CASE("IdNumber: gives the one most basic reason for refusing", "[base]") {
    std::string wrong_check = kWoman;
    wrong_check.back() = wrong_check.back() == '0' ? '1' : '0';
    CHECK(refusal("") == ErrorCode::id_number_length);
    CHECK(refusal(kWoman.substr(1)) == ErrorCode::id_number_length);
    CHECK(refusal(kWoman + "0") == ErrorCode::id_number_length);
    CHECK(refusal("X" + kWoman.substr(1)) == ErrorCode::id_number_character);
    CHECK(refusal("示" + kWoman.substr(1)) == ErrorCode::id_number_character);
    CHECK(refusal(kWoman.substr(0, 17) + "Y") == ErrorCode::id_number_character);
    CHECK(refusal(with_check("99999919790229002")) == ErrorCode::id_number_date);
    CHECK(refusal(with_check("99999917991231002")) == ErrorCode::id_number_date);
    CHECK(refusal(wrong_check) == ErrorCode::id_number_checksum);
}

TEST_CASE("IdNumber: knows a number of 15 digits for what it is", "[base]") {
    CHECK(refusal("999999620701001") == ErrorCode::id_number_old_form);
    CHECK(refusal("999999621301001") == ErrorCode::id_number_date);
    CHECK(refusal("99999962070100x") == ErrorCode::id_number_character);
}

TEST_CASE("IdNumber: one wrong digit or two neighbours swapped never pass", "[base]") {
    for (std::size_t i = 0; i < kWoman.size(); ++i) {
        for (const char digit : std::string_view{"0123456789X"}) {
            std::string changed = kWoman;
            changed[i] = digit;
            if (changed != kWoman) {
                CHECK_FALSE(IdNumber::parse(changed));
            }
        }
        std::string swapped = kWoman;
        std::swap(swapped[i], swapped[i == 0 ? 1 : i - 1]);
        if (swapped != kWoman) {
            CHECK_FALSE(IdNumber::parse(swapped));
        }
    }
}

TEST_CASE("IdNumber: any bytes are judged, and what passes reads back the same", "[base]") {
    CHECK(rc::check("no crash", [](const std::string& bytes) {
        const Result<IdNumber> number = IdNumber::parse(bytes);
        RC_ASSERT((!number || IdNumber::parse(number->text()).value() == *number));
    }));
    CHECK(rc::check("digits", [] {
        std::string first17 = *rc::gen::container<std::string>(17, rc::gen::inRange('0', static_cast<char>('9' + 1)));
        const Result<IdNumber> number = IdNumber::parse(with_check(first17));
        RC_ASSERT((number || number.error().code == ErrorCode::id_number_date));
    }));
}
