// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a rule comes to: never a decision, but a figure or a verdict with the clause it rests on, what went in, what was
// assumed and what is missing. Values; any thread.

#include "core/base/clock.hpp"
#include "core/base/date.hpp"
#include "core/base/money.hpp"
#include "core/base/ratio.hpp"
#include "core/policy/known.hpp"
#include "core/policy/parameter.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace daohu::policy {

enum class Status : std::uint8_t {
    exact,          // from the document, the published figures and settled facts alone
    assumed,        // rests on a reading that the document leaves open
    boundary,       // the facts are known; the document does not decide them: ask the township
    disputed,       // a fact it needs has two versions, or contradicts another
    not_stated,     // the document says nothing
    missing_input,  // a fact or a published figure is missing
};
[[nodiscard]] std::string_view name(Status status);

// From `least` to `most`, both included.
struct AmountBand {
    Fen least;
    Fen most;
    friend bool operator==(const AmountBand&, const AmountBand&) = default;
};
// An amount of money that is no whole number of fen: an income per head.
struct ExactAmount {
    Ratio fen;
    friend bool operator==(const ExactAmount&, const ExactAmount&) = default;
};
// A verdict, such as "candidate", "required", "overdue".
struct Verdict {
    std::string code;
    friend bool operator==(const Verdict&, const Verdict&) = default;
};

using Figure = std::variant<std::monostate, Fen, AmountBand, ExactAmount, Ratio, std::int64_t, Date, WallTime, Verdict,
                            std::vector<std::string>>;

// "700.00", "700.00 - 2800.00", "2026-03-10", "candidate"; empty for nothing. Shares of fen are shown to the fen,
// halves up; the exact value is what rules compare.
[[nodiscard]] std::string to_text(const Figure& figure);
// The word for what kind of figure it is: "amount", "band", "date", ...
[[nodiscard]] std::string_view kind_of(const Figure& figure);

// One of several ways to read the document, or one part of a figure.
struct Reading {
    std::string id;
    Figure figure;
    friend bool operator==(const Reading&, const Reading&) = default;
};

struct Citation {
    std::string pack;
    std::string document;  // the number, as the pack writes it
    std::string title;
    std::string clause;  // empty: the document says nothing of it
    std::string parameter;
    friend bool operator==(const Citation&, const Citation&) = default;
};

struct InputUse {
    std::string fact;  // "household.settlement_kind"
    std::string value;
    friend bool operator==(const InputUse&, const InputUse&) = default;
};

struct StandardUse {
    std::string kind;
    std::string value;
    std::string effective_from;
    std::string document;
    std::string table;
    bool stale = false;
    friend bool operator==(const StandardUse&, const StandardUse&) = default;
};

// Who can say what is missing.
enum class AskWhom : std::uint8_t { family, township, county };
[[nodiscard]] std::string_view name(AskWhom whom);

struct Missing {
    std::string fact;  // or "standard:dibao_urban_month"
    AnswerState state = AnswerState::not_asked;
    AskWhom ask = AskWhom::family;
    friend bool operator==(const Missing&, const Missing&) = default;
};

struct Outcome {
    std::string rule;
    std::string formula;  // "F-3"; empty where it is a plain value of the pack
    std::string subject;  // "household", "member[m1]", "review[0]", "township"
    std::string pack;
    std::int64_t pack_version = 0;
    // Whether the rule is for this subject at all; with `no` there is no figure.
    Truth applies = Truth::yes;
    Status status = Status::exact;
    Figure figure;
    std::string unit;  // "yuan", "yuan_per_person", "date", ...
    std::vector<Reading> readings;
    std::vector<Citation> citations;
    std::vector<InputUse> inputs;
    std::vector<StandardUse> standards;
    std::vector<std::string> assumptions;  // A-01, F-17, stale_standard
    std::vector<std::string> open_words;   // undefined words and open questions of the document
    std::vector<Missing> missing;
    std::vector<Missing> also_ask;  // would not change this outcome, but may open another way
    std::vector<std::string> modality;
    std::vector<std::string> remarks;

    friend bool operator==(const Outcome&, const Outcome&) = default;
};

using Outcomes = std::vector<Outcome>;

}  // namespace daohu::policy
