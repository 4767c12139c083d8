// SPDX-License-Identifier: Apache-2.0
#pragma once

// Making a new tablet known to its county: over the network with a code that the office gives out, or on a stick that is
// carried there and back. Both ways end with the same words on both sides. UI thread.

#include "ui/model/actions.hpp"
#include "ui/model/status.hpp"

#include <string>
#include <variant>
#include <vector>

namespace daohu::model {

enum class EnrolStage : std::uint8_t {
    stick,    // write the request on a stick, read the county's answer from it; the county sees the same words
    code,     // type where the county is, and its code
    working,  // asking there
    compare,  // the county has to see the same words on its side
    waiting,  // it does; the office has not decided
    approved  // the tablet has to be opened anew
};

struct EnrolState {
    Moment now;
    EnrolStage stage = EnrolStage::code;
    std::string county;              // as far as known
    std::string address;             // typed
    std::string code;                // typed
    std::vector<std::string> words;  // of the fingerprint, in order
    bool has_stick = false;          // one is plugged in
    std::string outcome;             // what was written or read last; may be empty
    std::string failure;             // of the last attempt; may be empty
};

struct TypeAddress {
    std::string address;
};
struct TypeCode {
    std::string code;
};
struct SendCode {};
struct WordsAgree {};
struct WordsDiffer {};
struct TryAgain {};
struct Withdraw {};  // what was asked is forgotten
struct UseNetwork {};
struct UseStick {};
struct LockTablet {};
struct WriteRequest {};
struct ReadAnswer {};

using EnrolAction = std::variant<TypeAddress, TypeCode, SendCode, WordsAgree, WordsDiffer, TryAgain, Withdraw,
                                 UseNetwork, UseStick, LockTablet, WriteRequest, ReadAnswer, GoBack>;
using EnrolActions = ActionList<EnrolAction>;

}  // namespace daohu::model
