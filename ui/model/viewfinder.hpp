// SPDX-License-Identifier: Apache-2.0
#pragma once

// Taking a photograph for a question: what the camera sees, what it took, or why there is none. UI thread.
//
// Whatever happens there is a way on: another try, a picture from a file, or back to the form without one.

#include "ui/model/actions.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <variant>

namespace daohu::model {

enum class ViewfinderPhase : std::uint8_t {
    opening,  // nothing is seen yet
    live,
    taken,  // to be looked at, and used or not
    // From here on there is no picture, and a sentence says why.
    absent,   // there is no camera
    denied,   // it is forbidden
    gone,     // it was pulled out, or gives nothing any more
    no_file,  // there is no new picture in the folder
    unreadable
};

// Dots from the top left, row by row; each is R, G, B, A in memory.
struct ViewfinderPicture {
    int width = 0;
    int height = 0;
    std::span<const std::uint32_t> dots;
    std::uint64_t number = 0;  // another one whenever the dots are others
};

struct ViewfinderState {
    ViewfinderPhase phase = ViewfinderPhase::opening;
    std::string question;        // that it is taken for
    ViewfinderPicture picture;   // in `live` and `taken`
    bool is_from_file = false;   // what was taken
    bool has_camera = false;     // one could be tried
    bool has_others = false;     // another camera of this device
    bool can_take_file = false;  // there is a folder to look in
};

struct Shoot {};
struct UseNextCamera {};
struct TakeFile {};
// Of the camera or of the folder, wherever the last one came from.
struct TakeAnother {};
struct TryCamera {};
struct UsePicture {};
struct LeaveCamera {};

using ViewfinderAction = std::variant<Shoot, UseNextCamera, TakeFile, TakeAnother, TryCamera, UsePicture, LeaveCamera>;
using ViewfinderActions = ActionList<ViewfinderAction>;

}  // namespace daohu::model
