// SPDX-License-Identifier: Apache-2.0
#pragma once

// From a finished form to what is signed: the one place where it is decided what is sealed, to whom, and in which stream
// it stands. On the thread of the registry it is given.

#include "core/casework/act/audience_directory.hpp"
#include "core/casework/act/sealed_register.hpp"
#include "core/casework/entry_maker.hpp"

namespace daohu::casework {

struct FilingPlace {
    const registry::SchemaSet& schemas;
    registry::RegistryReader& registry;
    const SealedRegister* sealed = nullptr;  // of whoever files, where something is sealed to him
    std::optional<CountyTrust> trust;        // nothing before enrolment: then nothing secret can be filed
    StreamId village;
};

// The codes of make_entry_draft; casework_no_reader, casework_safety_recipient.
[[nodiscard]] Result<entry::EntryDraft> file_submission(form::Submission submission, const FilingPlace& place,
                                                        const Hash256& form_hash, const ClockReading& clock);

// Before a form is begun that nobody here could finish. casework_no_reader.
[[nodiscard]] Result<void> check_readers(const FilingPlace& place, std::string_view audience);

}  // namespace daohu::casework
