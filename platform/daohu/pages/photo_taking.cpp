// SPDX-License-Identifier: Apache-2.0
#include "platform/daohu/pages/photo_taking.hpp"

#include "ui/screens/viewfinder.hpp"

#include <utility>

namespace daohu {

using model::ViewfinderPhase;

void PhotoTaking::open(std::string field, std::string question) {
    m_is_open = true;
    m_field = std::move(field);
    m_question = std::move(question);
    m_photo.clear();
    m_view.reset();
    if (m_live != nullptr) {
        begin_camera();
    } else if (m_camera != nullptr) {
        take_file();
    } else {
        m_phase = ViewfinderPhase::absent;
    }
}

void PhotoTaking::close() {
    if (m_camera != nullptr) {
        m_camera->cancel();
    }
    if (Camera* const files = folder()) {
        files->cancel();
    }
    m_is_open = false;
    m_photo.clear();
    m_view.reset();
}

void PhotoTaking::begin_camera() {
    m_photo.clear();
    m_view.reset();
    m_phase = ViewfinderPhase::opening;
    if (const auto begun = m_live->begin(); !begun && begun.error().code != ErrorCode::port_busy) {
        fail_with(begun.error().code, From::camera);
    }
}

void PhotoTaking::take_file() {
    Camera* const files = folder();
    if (m_live != nullptr) {
        m_live->cancel();
    }
    if (const auto begun = files->begin(); !begun && begun.error().code != ErrorCode::port_busy) {
        return fail_with(begun.error().code, From::folder);
    }
    m_phase = ViewfinderPhase::opening;
    collect_from(*files, From::folder);
}

void PhotoTaking::collect() {
    const bool is_aiming = m_phase == ViewfinderPhase::opening || m_phase == ViewfinderPhase::live;
    if (m_live == nullptr || !is_aiming) {
        return;
    }
    collect_from(*m_live, From::camera);
    if (m_phase != ViewfinderPhase::opening && m_phase != ViewfinderPhase::live) {
        return;
    }
    if (!m_live->is_open()) {
        return begin_camera();  // it was closed while the screen was locked
    }
    if (auto view = m_live->view(); view && view != m_view) {
        m_view = std::move(view);
        ++m_view_number;
        m_phase = ViewfinderPhase::live;
    }
}

void PhotoTaking::collect_from(Camera& camera, From from) {
    auto picture = camera.poll();
    if (!picture) {
        return;
    }
    if (!*picture) {
        return fail_with(picture->error().code, from);
    }
    auto photo = prepare_photo((*picture)->jpeg);
    auto pixels = photo ? photo_pixels(*photo, LiveCamera::kViewEdge) : Result<Pixels>{fail(photo.error())};
    if (!pixels) {
        return fail_with(pixels.error().code, from);
    }
    m_photo = std::move(*photo);
    m_view = std::make_shared<const Pixels>(std::move(*pixels));
    ++m_view_number;
    m_from = from;
    m_phase = ViewfinderPhase::taken;
}

void PhotoTaking::fail_with(ErrorCode code, From from) {
    m_view.reset();
    m_photo.clear();
    m_from = from;
    if (from == From::folder) {
        m_phase = code == ErrorCode::picture_failed || code == ErrorCode::io_failed ? ViewfinderPhase::unreadable
                                                                                    : ViewfinderPhase::no_file;
        return;
    }
    switch (code) {
        case ErrorCode::port_absent: m_phase = ViewfinderPhase::absent; break;
        case ErrorCode::port_denied: m_phase = ViewfinderPhase::denied; break;
        default: m_phase = ViewfinderPhase::gone; break;
    }
}

model::ViewfinderState PhotoTaking::state() const {
    model::ViewfinderState state;
    state.phase = m_phase;
    state.question = m_question;
    if (m_view != nullptr) {
        state.picture = {m_view->width, m_view->height, m_view->dots, m_view_number};
    }
    state.is_from_file = m_from == From::folder;
    state.has_camera = m_live != nullptr;
    state.has_others = m_live != nullptr && m_live->count() > 1;
    state.can_take_file = folder() != nullptr;
    return state;
}

// True where what was taken is to be used.
bool PhotoTaking::apply(const model::ViewfinderAction& action) {
    struct Visitor {
        PhotoTaking& self;

        bool operator()(const model::Shoot&) {
            if (self.m_live != nullptr) {
                self.m_live->shoot();
            }
            return false;
        }
        bool operator()(const model::UseNextCamera&) {
            self.m_live->use_next();
            self.m_view.reset();
            self.m_phase = ViewfinderPhase::opening;
            return false;
        }
        bool operator()(const model::TakeFile&) {
            self.take_file();
            return false;
        }
        bool operator()(const model::TryCamera&) {
            self.begin_camera();
            return false;
        }
        bool operator()(const model::TakeAnother&) {
            if (self.m_from == From::folder) {
                self.take_file();
            } else {
                self.begin_camera();
            }
            return false;
        }
        bool operator()(const model::UsePicture&) { return !self.m_photo.empty(); }
        bool operator()(const model::LeaveCamera&) {
            self.close();
            return false;
        }
    };
    return std::visit(Visitor{*this}, action);
}

std::optional<PhotoTaking::Taken> PhotoTaking::draw(kit::Kit& kit) {
    collect();
    model::ViewfinderActions actions;
    screens::draw(state(), kit, actions);
    bool is_used = false;
    for (const model::ViewfinderAction& action : actions.all()) {
        is_used = apply(action) || is_used;
    }
    return is_used ? std::optional{Taken{m_field, m_photo}} : std::nullopt;
}

}  // namespace daohu
