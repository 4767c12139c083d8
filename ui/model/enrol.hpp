// SPDX-License-Identifier: Apache-2.0
#pragma once

// Making a new tablet known to its county: words to compare, a code to type, or a stick that is carried there and back. UI
// thread.

#include "ui/model/actions.hpp"
#include "ui/model/status.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace daohu::model {

enum class EnrolStage : std::uint8_t {
    stick,     // write the request on a stick, read the county's answer from it; the county sees the same words
    code,      // type the code of the county
    working,   // asking the county
    compare,   // the county has to see the same words on its side
    approved,  // set a passphrase next
    failed     // `failure` says why; nothing was changed
};

struct EnrolState {
    Moment now;
    EnrolStage stage = EnrolStage::code;
    std::string county;              // as far as known
    std::string code;                // typed so far, digits
    int code_digits = 8;             // as many as a code has
    std::vector<std::string> words;  // of the fingerprint, in order
    bool has_stick = false;          // one is plugged in
    std::string outcome;             // what was written or read last; may be empty
    std::string failure;
};

struct TypeCode {
    std::string code;
};
struct SendCode {};
struct WordsAgree {};
struct WordsDiffer {};
struct TryAgain {};
struct SetPassphrase {};
struct WriteRequest {};
struct ReadAnswer {};

using EnrolAction = std::variant<TypeCode, SendCode, WordsAgree, WordsDiffer, TryAgain, SetPassphrase, WriteRequest,
                                 ReadAnswer, GoBack>;
using EnrolActions = ActionList<EnrolAction>;

}  // namespace daohu::model
