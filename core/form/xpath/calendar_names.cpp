// SPDX-License-Identifier: Apache-2.0
#include "core/form/xpath/calendar_names.hpp"

namespace daohu::form::xpath {

namespace {

constexpr CalendarNames kEnglish = {
    {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
    {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"},
};

// CLDR's abbreviated forms: the number and yue (U+6708); zhou (U+5468) and the day.
constexpr CalendarNames kChinese = {
    {"1\u6708", "2\u6708", "3\u6708", "4\u6708", "5\u6708", "6\u6708", "7\u6708", "8\u6708", "9\u6708", "10\u6708",
     "11\u6708", "12\u6708"},
    {"\u5468\u65E5", "\u5468\u4E00", "\u5468\u4E8C", "\u5468\u4E09", "\u5468\u56DB", "\u5468\u4E94", "\u5468\u516D"},
};

}  // namespace

const CalendarNames& calendar_names(std::string_view language) {
    const bool is_chinese = language == "zh" || language.starts_with("zh-") || language.starts_with("zh_");
    return is_chinese ? kChinese : kEnglish;
}

}  // namespace daohu::form::xpath
