// SPDX-License-Identifier: Apache-2.0
#pragma once

// Sealed files over HTTP: tus 1.0, core and creation, to bring them; ranges to fetch them. Any thread.
//
// A file belongs to the stream it is brought for. A device that may not write there brings it to a shelf of its own, from
// which nobody is given anything: it is kept, like the entry that names it, until the office decides. Who may not read a
// stream learns nothing of its files, not even whether they are there.

#include "core/base/clock.hpp"
#include "sync/county/file_shelf.hpp"
#include "sync/county/http.hpp"
#include "sync/county/sessions.hpp"
#include "sync/county/store.hpp"
#include "sync/wire/file_name.hpp"

namespace daohu::county {

// Where bundles lie that a device brings for others, and the answers it takes back: nobody else is given them.
[[nodiscard]] std::string carrier_shelf(DeviceId carrier);

class FileDesk {
public:
    // All must outlive the desk.
    FileDesk(Store& store, FileShelves& shelves, const Clock& clock)
        : m_store{store}, m_shelves{shelves}, m_clock{clock} {}

    // What this server knows of tus.
    [[nodiscard]] HttpReply options() const;
    [[nodiscard]] HttpReply create(const HttpRequest& request, const SessionOwner& owner);
    [[nodiscard]] HttpReply progress(const HttpRequest& request, const SessionOwner& owner);
    // `notes`: what the reply gives.
    [[nodiscard]] HttpReply read(const HttpRequest& request, const SessionOwner& owner, std::vector<ReadNote>& notes);
    [[nodiscard]] std::unique_ptr<UploadSink> append(const HttpRequest& request, const SessionOwner& owner);

    // The shelf of the stream where the device may write, else one of the device's own that nobody is given.
    [[nodiscard]] Result<FilePlace> place_to_bring(const SessionOwner& owner, const wire::FileName& name);
    [[nodiscard]] FileShelves& shelves() { return m_shelves; }

private:
    [[nodiscard]] Result<bool> may_read(const SessionOwner& owner, StreamId stream);

    Store& m_store;
    FileShelves& m_shelves;
    const Clock& m_clock;
};

}  // namespace daohu::county
