// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a finished form says: the values of each section once, and the changes they make. Casework turns sections into
// entry sections and changes into operations; the submission XML is derived from the sections. Values, any thread.
//
// - A section is one subject's part of the form: a group or row that declares an entity (`meta/entity`), or carries
//   dh:subject. The rest is section 0, which is always there, first. A value stands in the innermost section.
// - Irrelevant nodes have no value, make no change, and do not stand in the XML.
// - A relevant node that was never answered has the value `blank` (its element stands in the XML) and makes no change;
//   one that had a value and was emptied is `blank` and is written as null.
// - unknown, refused and not_asked are written as typed nulls.
// - `update` writes only what differs from what the register showed when the form was opened, and names the writes
//   that were shown.

#include "core/form/session.hpp"

#include <string>
#include <vector>

namespace daohu::form {

enum class AnswerKind : std::uint8_t {
    blank,
    unknown,
    refused,
    not_asked,
    text,
    integer,
    decimal,
    boolean,
    date,
    time,
    date_time,
    choice,   // of select-one
    choices,  // of select-many, space separated
    geopoint,
    geo,         // trace or shape
    attachment,  // a file name
};

struct SectionValue {
    std::string path;  // from the root, with row numbers: "/data/member[2]/name", "/data/meta/entity/@id"
    AnswerKind kind = AnswerKind::blank;
    std::string text;  // exactly as the XML has it; empty for blank and the nulls

    friend bool operator==(const SectionValue&, const SectionValue&) = default;
};

enum class ChangeKind : std::uint8_t {
    record,  // a fact that is only ever added: `writes` name values by their path, without row numbers
    create,  // a new entity of `dataset`
    update,  // of a known one: only what differs
    close,   // a known entity's row was taken out; `reason` says why
    attach,  // a file
};

struct PropertyWrite {
    std::string property;
    std::size_t value = 0;        // index into the section's values
    std::string shown;            // what the register showed
    std::vector<Bytes> replaces;  // the opaque writes behind it
};

struct Change {
    ChangeKind kind = ChangeKind::record;
    std::string dataset;
    std::string entity;  // id as the form has it
    std::string label;   // of a created or updated entity
    std::string reason;  // "moved", "died", "mistake"
    std::vector<PropertyWrite> writes;
};

struct Section {
    std::string path;          // of the group or row; empty for section 0
    std::string subject_kind;  // "person"; empty where section 0 has no subject of its own
    std::string subject_id;
    std::string seal;  // the audience of dh:seal
    std::vector<SectionValue> values;
    std::vector<Change> changes;
};

struct Submission {
    std::string form_id;
    std::string form_version;
    std::string instance_id;  // "uuid:..."; empty where the form has no such node
    std::string instance_name;
    std::vector<Section> sections;
};

// form_incomplete where a problem stands; form_structure where an entity has no id.
[[nodiscard]] Result<Submission> make_submission(Session& session);

// The document Collect would send, byte for byte the same for the same sections. A section that is missing (dropped or
// withheld) leaves out its values and nothing else. form_structure where a value's path is not the form's.
[[nodiscard]] Result<std::string> submission_xml(const Definition& definition, std::span<const Section> sections);

}  // namespace daohu::form
