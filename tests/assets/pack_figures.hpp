// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the five documents state, kept beside the packs so that no edit of a pack changes a figure unseen. Read from the
// documents themselves, clause by clause; whoever changes a row has the document open.

#include <array>
#include <string_view>

namespace daohu::assets {

struct PackColumn {
    std::string_view pack;
    char letter;
};

inline constexpr std::array kPackColumns{
    PackColumn{"lushan-2021", 'L'}, PackColumn{"boshan-2021", 'B'},  PackColumn{"songpan-2021", 'S'},
    PackColumn{"linfen-2015", 'I'}, PackColumn{"fuliang-2021", 'F'},
};

// A parameter and the letters of the packs whose document states it.
struct Stated {
    std::string_view id;
    std::string_view packs;
};

inline constexpr std::array<Stated, 123> kStated{{
    {"R-001", "L----"}, {"R-002", "-BS--"}, {"R-003", "LBS--"}, {"R-004", "-B---"}, {"R-005", "-B---"},
    {"R-006", "-B---"}, {"R-007", "-B---"}, {"R-008", "--S--"}, {"R-009", "--S--"}, {"R-010", "---I-"},
    {"R-011", "---I-"}, {"R-012", "-----"}, {"R-013", "L-SI-"}, {"R-014", "L--I-"}, {"R-015", "L-S-F"},
    {"R-016", "LBS-F"}, {"R-017", "-----"}, {"R-018", "LB--F"}, {"R-019", "-B---"}, {"R-020", "-----"},
    {"R-021", "-----"}, {"R-022", "----F"}, {"R-023", "----F"}, {"R-024", "---IF"}, {"R-025", "L-S-F"},
    {"R-026", "LBS-F"}, {"R-027", "-BS--"}, {"R-028", "--S--"}, {"R-029", "---I-"}, {"R-030", "---I-"},
    {"R-040", "L-S-F"}, {"R-041", "--S--"}, {"R-042", "--S--"}, {"R-043", "L-S-F"}, {"R-044", "L-S-F"},
    {"R-045", "L-S-F"}, {"R-046", "L-S--"}, {"R-047", "--S--"}, {"R-048", "L-S-F"}, {"R-049", "L----"},
    {"R-050", "L-S-F"}, {"R-051", "-----"}, {"R-052", "L-S-F"}, {"R-053", "L-S-F"}, {"R-054", "L----"},
    {"R-055", "--S--"}, {"R-056", "L-S-F"}, {"R-057", "---I-"}, {"R-058", "---I-"}, {"R-059", "L-SIF"},
    {"R-060", "-B---"}, {"R-061", "-B---"}, {"R-070", "L---F"}, {"R-071", "L-S-F"}, {"R-072", "L-S-F"},
    {"R-073", "-----"}, {"R-074", "L---F"}, {"R-075", "L-SIF"}, {"R-076", "----F"}, {"R-077", "---I-"},
    {"R-078", "L-S-F"}, {"R-079", "-----"}, {"R-080", "--S--"}, {"R-081", "--S--"}, {"R-082", "-BS--"},
    {"R-083", "-----"}, {"R-084", "---I-"}, {"R-085", "-----"}, {"R-090", "LBSIF"}, {"R-091", "--S--"},
    {"R-092", "-BS-F"}, {"R-093", "-BS-F"}, {"R-094", "L----"}, {"R-095", "L----"}, {"R-096", "L----"},
    {"R-097", "-----"}, {"R-098", "--S-F"}, {"R-099", "--SI-"}, {"R-100", "-----"}, {"R-101", "--SI-"},
    {"R-102", "---I-"}, {"R-103", "----F"}, {"R-104", "-B---"}, {"R-105", "-BS--"}, {"R-110", "LBSIF"},
    {"R-111", "---I-"}, {"R-112", "----F"}, {"R-113", "----F"}, {"R-114", "-----"}, {"R-115", "LBSIF"},
    {"R-116", "--S--"}, {"R-117", "--S--"}, {"R-118", "--S--"}, {"R-119", "--S--"}, {"R-120", "--S--"},
    {"R-121", "--S--"}, {"R-122", "-----"}, {"R-123", "LBSIF"}, {"R-124", "----F"}, {"R-125", "----F"},
    {"R-126", "-----"}, {"R-127", "-----"}, {"R-130", "L-S-F"}, {"R-131", "--S--"}, {"R-132", "L---F"},
    {"R-133", "LBS-F"}, {"R-134", "LBSIF"}, {"R-135", "---I-"}, {"R-136", "---I-"}, {"R-137", "L-SIF"},
    {"R-138", "LBS-F"}, {"R-139", "LB--F"}, {"R-140", "L-S--"}, {"R-141", "-B---"}, {"R-142", "----F"},
    {"R-143", "--S--"}, {"R-144", "L----"}, {"R-145", "L-S--"}, {"R-146", "L-S--"}, {"R-147", "L----"},
    {"R-148", "--S--"}, {"R-149", "----F"}, {"R-150", "L-S-F"},
}};

// A figure or deadline: its value as the pack writes it, how it bounds, and the clause.
struct Figure {
    std::string_view pack;
    std::string_view id;
    std::string_view value;
    std::string_view comparison;
    std::string_view clause;
};

inline constexpr std::array<Figure, 86> kFigures{{
    {"lushan-2021", "R-001", R"("6")", "at_most", "13"},
    {"lushan-2021", "R-053", R"("1")", "from", "10"},
    {"lushan-2021", "R-054", R"("1.5")", "to", "10"},
    {"lushan-2021", "R-070", R"(12)", "exactly", "6"},
    {"lushan-2021", "R-071", R"(12)", "exactly", "6"},
    {"lushan-2021", "R-072", R"(6)", "exactly", "6"},
    {"lushan-2021", "R-090", R"(18)", "below", "4"},
    {"lushan-2021", "R-094", R"("1/3")", "at_least", "5"},
    {"lushan-2021", "R-095", R"("1/6")", "at_least", "5"},
    {"lushan-2021", "R-096", R"({"standard":"severe_disability_care_subsidy"})", "at_least", "5"},
    {"lushan-2021", "R-123", R"(5)", "", "11"},
    {"lushan-2021", "R-139", R"({"from":1,"to":2})", "", "三(三)"},
    {"lushan-2021", "R-144", R"({"least":3,"covers":3000,"step":3000,"added":1,"of":"year_round_recipients"})",
     "at_least", "三(三)"},
    {"lushan-2021", "R-145",
     R"({"least":2,"covers":500,"step":500,"added":1,"full_time":1,"of":"year_round_recipients"})", "at_least",
     "三(三)"},
    {"lushan-2021", "R-146", R"({"amount":"15.00","per":"dibao_recipients"})", "at_least", "三(二)"},
    {"lushan-2021", "R-147", R"({"amount":"10.00","per":"dibao_recipients"})", "at_least", "三(二)"},
    {"boshan-2021", "R-004", R"("3")", "at_least", "二(一)3"},
    {"boshan-2021", "R-005", R"("12")", "at_most", "二(一)3"},
    {"boshan-2021", "R-006", R"("3")", "at_least", "二(一)3"},
    {"boshan-2021", "R-007", R"("6")", "at_most", "二(一)3"},
    {"boshan-2021", "R-019", R"(24)", "at_most", "二(一)3"},
    {"boshan-2021", "R-027", R"("50000.00")", "at_least", "二(一)3"},
    {"boshan-2021", "R-060", R"({"from":"25%","to":"35%"})", "", "二(一)1"},
    {"boshan-2021", "R-061", R"({"from":"35%","to":"45%"})", "", "二(一)1"},
    {"boshan-2021", "R-090", R"(18)", "below", "二(一)1"},
    {"boshan-2021", "R-092", R"("1.5")", "at_least", "二(一)1"},
    {"boshan-2021", "R-093", R"("1.3")", "at_least", "二(一)1"},
    {"boshan-2021", "R-104", R"("60%")", "at_least", "二(一)1"},
    {"boshan-2021", "R-105", R"("65%")", "at_least", "二(一)1"},
    {"boshan-2021", "R-123", R"(3)", "", "二(一)3"},
    {"boshan-2021", "R-139", R"({"from":1,"to":2})", "", "二(三)"},
    {"boshan-2021", "R-141", R"(30)", "at_most", "二(三)"},
    {"songpan-2021", "R-008", R"("1")", "at_least", "二(四)2"},
    {"songpan-2021", "R-009", R"("4")", "at_most", "二(四)2"},
    {"songpan-2021", "R-028", R"("2.00")", "at_least", "二(一)8"},
    {"songpan-2021", "R-041", R"("1")", "above", "二(四)1"},
    {"songpan-2021", "R-042", R"("1.5")", "below", "二(四)1"},
    {"songpan-2021", "R-053", R"("1")", "above", "二(一)1"},
    {"songpan-2021", "R-055", R"(12)", "at_most", "二(一)1"},
    {"songpan-2021", "R-071", R"(12)", "exactly", "二(一)1"},
    {"songpan-2021", "R-072", R"(6)", "exactly", "二(一)1"},
    {"songpan-2021", "R-090", R"(18)", "below", "二(一)2"},
    {"songpan-2021", "R-092", R"("1.3")", "at_least", "二(三)1"},
    {"songpan-2021", "R-093", R"("1.3")", "at_least", "二(三)1"},
    {"songpan-2021", "R-099", R"("70%")", "at_least", "二(一)4"},
    {"songpan-2021", "R-101", R"("100%")", "exactly", "二(一)4"},
    {"songpan-2021", "R-105", R"("55%")", "at_least", "二(二)2"},
    {"songpan-2021", "R-110", R"(1)", "at_least", "二(一)7"},
    {"songpan-2021", "R-116", R"(2)", "exactly", "二(一)5"},
    {"songpan-2021", "R-117", R"(60)", "at_least", "二(二)2"},
    {"songpan-2021", "R-118", R"(80)", "at_least", "二(二)2"},
    {"songpan-2021", "R-119", R"(2300)", "exactly", "二(二)2"},
    {"songpan-2021", "R-120", R"(18)", "at_least", "二(一)6"},
    {"songpan-2021", "R-121", R"(1)", "exactly", "二(一)1"},
    {"songpan-2021", "R-123", R"(5)", "", "二(一)3"},
    {"songpan-2021", "R-143", R"(500)", "above", "二(六)"},
    {"songpan-2021", "R-145", R"({"least":1})", "at_least", "二(六)"},
    {"songpan-2021", "R-146", R"({"amount":"10.00","per":"aided_last_year"})", "at_least", "三(三)"},
    {"songpan-2021", "R-148", R"("3%")", "at_most", "二(五)4"},
    {"linfen-2015", "R-010", R"("5000.00")", "at_most", "二(八)1"},
    {"linfen-2015", "R-011", R"("10000.00")", "at_most", "二(八)1"},
    {"linfen-2015", "R-029", R"("10%")", "at_most", "二(八)1"},
    {"linfen-2015", "R-057", R"(1)", "at_most", "二(七)3"},
    {"linfen-2015", "R-077", R"(12)", "exactly", "二(六)2"},
    {"linfen-2015", "R-090", R"(16)", "below", "二(二)1"},
    {"linfen-2015", "R-099", R"("60%")", "at_least", "二(四)1"},
    {"linfen-2015", "R-101", R"("100%")", "exactly", "二(四)2"},
    {"linfen-2015", "R-102", R"("100%")", "exactly", "二(四)2"},
    {"linfen-2015", "R-110", R"(1)", "at_least", "二(七)2"},
    {"linfen-2015", "R-111", R"(12)", "at_least", "二(七)2"},
    {"linfen-2015", "R-123", R"(6)", "", "二(三)2"},
    {"fuliang-2021", "R-053", R"("1")", "above", "9"},
    {"fuliang-2021", "R-070", R"(12)", "exactly", "5"},
    {"fuliang-2021", "R-071", R"(12)", "exactly", "5"},
    {"fuliang-2021", "R-072", R"(6)", "exactly", "5"},
    {"fuliang-2021", "R-090", R"(18)", "below", "3"},
    {"fuliang-2021", "R-092", R"("1.3")", "at_least", "4"},
    {"fuliang-2021", "R-093", R"("1.3")", "at_least", "4"},
    {"fuliang-2021", "R-112", R"(3)", "at_least", "9"},
    {"fuliang-2021", "R-113", R"(1)", "at_least", "9"},
    {"fuliang-2021", "R-123", R"(5)", "", "10"},
    {"fuliang-2021", "R-124", R"("80%")", "at_least", "10"},
    {"fuliang-2021", "R-125", R"(3)", "above", "13"},
    {"fuliang-2021", "R-139", R"({"from":1,"to":2})", "", "18"},
    {"fuliang-2021", "R-142", R"(200)", "above", "18"},
    {"fuliang-2021", "R-149", R"("80%")", "at_least", "16"},
}};

}  // namespace daohu::assets
