// SPDX-License-Identifier: Apache-2.0
#include "ui/kit/widgets/keypad.hpp"

#include <catch2/catch_test_macros.hpp>

#include <chrono>
#include <initializer_list>

using namespace daohu::kit;
using namespace std::chrono_literals;

namespace {

std::string typed(std::initializer_list<Key> keys, KeypadLayout layout, std::size_t limit = 18) {
    std::string text;
    for (const Key key : keys) {
        text = type_number(text, key, layout, limit);
    }
    return text;
}

std::string date_typed(std::string_view digits) {
    std::string text;
    for (const char c : digits) {
        text = type_date_digits(text, static_cast<Key>(c - '0'));
    }
    return text;
}

}  // namespace

TEST_CASE("Keypad: keeps the zeros of a phone number and drops those before an amount", "[kit]") {
    CHECK(typed({Key::zero, Key::nine, Key::one}, KeypadLayout::digits) == "091");
    CHECK(typed({Key::zero, Key::zero, Key::five}, KeypadLayout::decimal) == "5");
    CHECK(typed({Key::zero, Key::point, Key::five}, KeypadLayout::decimal) == "0.5");
}

TEST_CASE("Keypad: lets in one point, and none where whole numbers are asked for", "[kit]") {
    CHECK(typed({Key::point, Key::five, Key::point, Key::one}, KeypadLayout::decimal) == "0.51");
    CHECK(typed({Key::one, Key::point}, KeypadLayout::digits) == "1");
}

TEST_CASE("Keypad: the minus sign goes on and off", "[kit]") {
    CHECK(typed({Key::four, Key::minus}, KeypadLayout::negative) == "-4");
    CHECK(typed({Key::four, Key::minus, Key::minus}, KeypadLayout::negative) == "4");
}

TEST_CASE("Keypad: an X ends an identity number of seventeen digits and stands nowhere else", "[kit]") {
    CHECK(type_number("99999919480520001", Key::letter_x, KeypadLayout::identity, 18) == "99999919480520001X");
    CHECK(type_number("9999", Key::letter_x, KeypadLayout::identity, 18) == "9999");
}

TEST_CASE("Keypad: stops at the limit and erases from the end", "[kit]") {
    CHECK(typed({Key::one, Key::two, Key::three}, KeypadLayout::digits, 2) == "12");
    CHECK(typed({Key::one, Key::two, Key::erase}, KeypadLayout::digits) == "1");
    CHECK(type_number("", Key::erase, KeypadLayout::digits, 3).empty());
}

TEST_CASE("Date keypad: eight digits make a date that is in the calendar, and no other", "[kit]") {
    CHECK(date_of_digits(date_typed("20261122")) == 2026y / 11 / 22d);
    CHECK(date_of_digits(date_typed("20240229")) == 2024y / 2 / 29d);
    CHECK_FALSE(date_of_digits(date_typed("20260229")));
    CHECK_FALSE(date_of_digits(date_typed("20261322")));
    CHECK_FALSE(date_of_digits(date_typed("2026112")));
    CHECK(date_typed("202611229") == "20261122");
    CHECK(digits_of_date(2026y / 1 / 2d) == "20260102");
}

TEST_CASE("Date keypad: shows what is typed and what is still to come", "[kit]") {
    CHECK(show_date_digits("") == "____-__-__");
    CHECK(show_date_digits("20261") == "2026-1_-__");
    CHECK(show_date_digits("20261122") == "2026-11-22");
}

TEST_CASE("Time keypad: twelve digits make a day and a time that exist, and no other", "[kit]") {
    CHECK(moment_of_digits("202611222359") == daohu::Moment{2026y / 11 / 22d, 23, 59});
    CHECK(moment_of_digits("202402290000") == daohu::Moment{2024y / 2 / 29d, 0, 0});
    CHECK_FALSE(moment_of_digits("202611222400"));
    CHECK_FALSE(moment_of_digits("202611222360"));
    CHECK_FALSE(moment_of_digits("202613222300"));
    CHECK_FALSE(moment_of_digits("20261122"));
    CHECK(digits_of_moment({2026y / 1 / 2d, 3, 4}) == "202601020304");
    CHECK(show_moment_digits("20261122090") == "2026-11-22 09:0_");
    CHECK(type_moment_digits("202611220905", Key::one) == "202611220905");
    CHECK(type_moment_digits("202611220905", Key::erase) == "20261122090");
}

TEST_CASE("Keypad: an amount of money has two digits after its point and no more", "[kit]") {
    CHECK(typed({Key::one, Key::two, Key::point, Key::five, Key::zero, Key::nine}, KeypadLayout::money) == "12.50");
    CHECK(typed({Key::zero, Key::seven}, KeypadLayout::money) == "7");
    CHECK(typed({Key::point, Key::five}, KeypadLayout::money) == "0.5");
}

TEST_CASE("Keypad: phone and identity numbers are shown in the groups people read out", "[kit]") {
    CHECK(show_phone("10000000000") == "100 0000 0000");
    CHECK(show_phone("1000") == "100 0");
    CHECK(show_phone("08340000000") == "08340000000");
    CHECK(show_phone("").empty());
    CHECK(show_identity("99999919480520001X") == "999999 19480520 001X");
    CHECK(show_identity("9999991") == "999999 1");
}
