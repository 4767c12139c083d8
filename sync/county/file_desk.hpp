// SPDX-License-Identifier: Apache-2.0
#pragma once

// Sealed files over HTTP: tus 1.0, core and creation, to bring them; ranges to fetch them. Any thread.
//
// A file belongs to the stream it is brought for. What a device brings that may not write there any more is held on a shelf
// of its own. Readers of the stream are given it by its address, which is in the entry that names it: they learn that when
// the office hands the entry on, or before the device lost its right. Who may not read a stream learns nothing of its
// files, not even whether they are there.

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

    // The shelf of the stream where the device may write, else one of the device's own for what is held.
    [[nodiscard]] Result<FilePlace> place_to_bring(const SessionOwner& owner, const wire::FileName& name);
    [[nodiscard]] FileShelves& shelves() { return m_shelves; }

private:
    [[nodiscard]] Result<bool> may_read(const SessionOwner& owner, StreamId stream);
    struct WholeFile {
        FilePlace place;
        std::uint64_t length = 0;
    };
    // What a reader of the stream asks for; nothing where it is not whole.
    [[nodiscard]] Result<std::optional<WholeFile>> find_whole(const wire::FileName& name, DeviceId reader);
    [[nodiscard]] Result<std::optional<WholeFile>> find_whole(const FilePlace& place);
    [[nodiscard]] Result<std::optional<WholeFile>> find_held(StreamId stream, const Hash256& address);

    Store& m_store;
    FileShelves& m_shelves;
    const Clock& m_clock;
};

}  // namespace daohu::county
