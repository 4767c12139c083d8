// SPDX-License-Identifier: Apache-2.0
#pragma once

// What an entry does to its subjects: a closed list of operations. Any thread.
//
// Numbering of writes. An entry's writes are numbered from 0 through all sections in order, through each section's
// operations in order. Every operation takes one number for itself and one for each of its assignments, in order:
//
//     section 0   record  [where, need]           writes 0 (the record), 1 (where), 2 (need)
//     section 1   create  [name, sex]             writes 3 (the person exists), 4 (name), 5 (sex)
//                 close   []                      write  6 (the person is closed)
//
// The header gives the number of writes of each section, so the numbers stand even where a section was dropped, is
// withheld or cannot be opened.
//
// Which number stands for what, and what the edges of each name:
//
//     record        the operation: the fact as a whole; each assignment: one answer. No edges.
//     create        the operation: the entity exists and is open; each assignment: a property. No edges.
//     update        each assignment: a property; its edges name the writes shown when the form was opened.
//     close, reopen the operation: the status of the subject, with edges to the status shown (create, close, reopen);
//                   assignments (a reason) are facts beside it.
//     add           each assignment: one more element of a set. No edges.
//     remove        the operation: its edges name the assignments of `add` that it takes back.
//     attach        each assignment: an attachment of the record or entity; edges as in `update`.
//     same_as       the operation: subject and entity `other` are one; assignment `other` is the reference.
//     not_same_as   the operation: its edges name the same_as operations that it undoes.
//     correct       the operation: its edges name the record corrected; each assignment: the answer as it should be, its
//                   edges name the answer it replaces.
//     void_record   the operation: its edges name the records that are to count no more; assignments give the reason.
//
// The administrative operations stand alone in an entry of the same kind; their fields are in administrative.hpp.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace daohu {
class CborReader;
class CborWriter;
}  // namespace daohu

namespace daohu::entry {

enum class OperationCode : std::uint8_t {
    record = 1,
    create = 2,
    update = 3,
    close = 4,
    reopen = 5,
    add = 6,
    remove = 7,
    attach = 8,
    same_as = 9,
    not_same_as = 10,
    correct = 11,
    void_record = 12,

    gap = 32,      // entries of this device are lost
    erase = 33,    // sections must be dropped everywhere
    grant = 34,    // scopes of a device
    certify = 35,  // keys of persons and devices
    publish = 36,  // forms, datasets, packs
    receipt = 37,  // an order was carried out
};

// A code of a newer version decodes as its bare number: the entry is kept and its subject shown read-only.
[[nodiscard]] bool is_known(OperationCode code);
// "record", "same_as", ...; "operation 77" for an unknown one.
[[nodiscard]] std::string to_string(OperationCode code);

// The assignment of same_as that holds the reference.
inline constexpr std::string_view kOtherEntity = "other";

// `name` is a property of the dataset, or for `record` the path of the answer in the form.
struct Assignment {
    std::string name;
    std::uint32_t value = 0;  // index into the section's values

    friend bool operator==(const Assignment&, const Assignment&) = default;
};

struct Operation {
    OperationCode code = OperationCode::record;
    std::string dataset;  // empty where the code says all
    std::vector<Assignment> assignments;

    [[nodiscard]] std::uint32_t write_count() const { return 1 + static_cast<std::uint32_t>(assignments.size()); }
    friend bool operator==(const Operation&, const Operation&) = default;
};

}  // namespace daohu::entry
