// SPDX-License-Identifier: Apache-2.0
#pragma once

// Plays a person at the screen: a JSON file of steps by semantic ids. Main thread.
//
//     {"steps": [
//         {"unlock": true},                                types the passphrase of --passphrase-file
//         {"enter": "question.case.place", "text": "..."}, types into a field and confirms
//         {"tap": "today.discovery"},                      taps an item
//         {"tap": "plan.household.", "with": "..."},       the first whose id begins so and whose label has the text
//         {"wait": "idle"},                                until nothing is being derived, saved or sent
//         {"expect": "...", "in": "today.record."},        an item whose id begins so has this in its label
//         {"absent": "...", "in": "today.record."},        none has
//         {"read": "..."},                                 it stands somewhere on the page, to be tapped or not
//         {"unread": "..."},                               it stands nowhere on it
//         {"records": {"waiting": 1, "uploaded": 0}},      so many cases have no receipt, so many have one
//         {"shot": "03-question"},                         writes 03-question.png
//         {"may_tap": "recover.leave"},                    taps an item if it is there
//         {"sign": "question.closing.signature_visitor"},  draws on the paper of that question and keeps it
//         {"draw": "question.closing.signature_visitor"},  draws on it and leaves the paper as it is
//         {"count": true},                                 what a person touches is counted from here
//         {"at_most": 12},                                 so many touches since then: taps, signatures, scrolling
//         {"clock": 3600},                                 so many seconds pass; "set": true: somebody sets the clock
//         {"network": false},                              the way to the county is cut, or there again
//         {"kill": true}]}                                 the process ends at once, as a power cut would have it

#include "platform/daohu/app.hpp"
#include "platform/headless/headless_screen.hpp"

#include <filesystem>

namespace daohu {

struct ScriptSetup {
    std::filesystem::path file;
    std::filesystem::path shots;
    std::string passphrase;
    std::chrono::seconds patience{60};  // of one "wait"
};

// script_invalid naming the step: it cannot be read, an item is not there, something expected is not; cancelled when a
// "wait" took longer than patience; picture_failed, disk_full.
Result<void> run_script(const ScriptSetup& setup, Machine& machine, App& app, headless::HeadlessScreen& screen);

}  // namespace daohu
