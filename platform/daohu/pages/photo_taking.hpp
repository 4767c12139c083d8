// SPDX-License-Identifier: Apache-2.0
#pragma once

// From the tap on a photo question to the photograph that is to be kept: the camera, or a picture from the folder. The
// camera is open only while the page shows it. Nothing of what it sees is written anywhere. UI thread.

#include "core/ports/live_camera.hpp"
#include "platform/daohu/photo.hpp"
#include "ui/kit/kit.hpp"
#include "ui/model/viewfinder.hpp"

#include <memory>
#include <optional>
#include <string>

namespace daohu {

class PhotoTaking {
public:
    // Null: no camera and no folder; that is said, and leads back to the question.
    explicit PhotoTaking(Camera* camera) : m_camera{camera}, m_live{aimed(camera)} {}
    ~PhotoTaking() { close(); }
    PhotoTaking(const PhotoTaking&) = delete;
    PhotoTaking& operator=(const PhotoTaking&) = delete;

    [[nodiscard]] bool is_open() const { return m_is_open; }
    void open(std::string field, std::string question);
    void close();

    // What was taken for which question, once a person has chosen to use it. The page stays open: close() it once the
    // photograph is kept.
    struct Taken {
        std::string field;
        Bytes photo;  // as it is kept, see prepare_photo()
    };
    [[nodiscard]] std::optional<Taken> draw(kit::Kit& kit);

private:
    enum class From : std::uint8_t { camera, folder };

    // Where pictures are had without aiming; null: nowhere.
    [[nodiscard]] Camera* folder() const { return m_live != nullptr ? m_live->files() : m_camera; }
    void begin_camera();
    void take_file();
    void collect();
    void collect_from(Camera& camera, From from);
    void fail_with(ErrorCode code, From from);
    [[nodiscard]] model::ViewfinderState state() const;
    [[nodiscard]] bool apply(const model::ViewfinderAction& action);

    Camera* m_camera;
    LiveCamera* m_live;
    bool m_is_open = false;
    std::string m_field;
    std::string m_question;
    model::ViewfinderPhase m_phase = model::ViewfinderPhase::opening;
    From m_from = From::camera;
    std::shared_ptr<const Pixels> m_view;  // what is shown
    std::uint64_t m_view_number = 0;
    Bytes m_photo;  // what was taken
};

}  // namespace daohu
