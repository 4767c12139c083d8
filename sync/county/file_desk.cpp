// SPDX-License-Identifier: Apache-2.0
#include "sync/county/file_desk.hpp"

#include "sync/county/refusals.hpp"
#include "sync/county/upload_headers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace daohu::county {

namespace {

using wire::RefusalReason;

constexpr unsigned kOk = 200;
constexpr unsigned kCreated = 201;
constexpr unsigned kNoContent = 204;
constexpr unsigned kPartialContent = 206;
constexpr unsigned kVersionRefused = 412;
constexpr unsigned kContentRefused = 415;

HttpHeader tus_version() { return {.name = "Tus-Resumable", .value = std::string{wire::kTusVersion}}; }

HttpHeader offset_header(std::uint64_t offset) { return {.name = "Upload-Offset", .value = std::to_string(offset)}; }

std::string shelf_of(StreamId stream) { return fmt::format("{}{}", kStreamShelf, stream.to_string()); }
std::string held_shelf(DeviceId device, StreamId stream) {
    return fmt::format("{}{}-{}", kHeldShelf, device.to_string(), stream.to_string());
}

// Every reply of tus names its version.
HttpReply with_version(HttpReply reply) {
    reply.headers.push_back(tus_version());
    return reply;
}

HttpReply refuse_file(RefusalReason reason, std::string_view detail) { return with_version(refuse(reason, detail)); }
HttpReply refuse_file(const Error& error) { return with_version(refuse(error)); }

HttpReply refuse_version() {
    return {.status = kVersionRefused,
            .body = {},
            .headers = {tus_version(), {.name = "Tus-Version", .value = std::string{wire::kTusVersion}}}};
}

bool speaks_tus(const HttpRequest& request) { return request.header(kTusResumable) == wire::kTusVersion; }

Result<wire::FileName> name_in(const HttpRequest& request) {
    std::string_view rest = request.path;
    if (!rest.starts_with(wire::kFilesPath) || rest.size() <= wire::kFilesPath.size()) {
        return fail(ErrorCode::not_found, "no file is named");
    }
    rest.remove_prefix(wire::kFilesPath.size() + 1);
    return wire::FileName::parse(rest);
}

// One PATCH: bytes go to the shelf as they come.
class FileUpload final : public UploadSink {
public:
    explicit FileUpload(FileShelves::Append append) : m_append{std::move(append)} {}

    void feed(ByteView bytes, std::move_only_function<void(Continue)> answer) override {
        if (const auto written = m_append.write(bytes); !written) {
            m_error = written.error();
        }
        answer(m_error ? Continue::no : Continue::yes);
    }
    void finish(ReplyTo reply) override {
        if (m_error) {
            reply(refuse_file(*m_error));
            return;
        }
        const auto progress = m_append.finish();
        reply(progress ? HttpReply{.status = kNoContent,
                                   .body = {},
                                   .headers = {tus_version(), offset_header(progress->offset)}}
                       : refuse_file(progress.error()));
    }

private:
    FileShelves::Append m_append;
    std::optional<Error> m_error;
};

}  // namespace

std::string carrier_shelf(DeviceId carrier) { return fmt::format("{}{}", kCarrierShelf, carrier.to_string()); }

HttpReply FileDesk::options() const {
    return {.status = kNoContent,
            .body = {},
            .headers = {tus_version(),
                        {.name = "Tus-Version", .value = std::string{wire::kTusVersion}},
                        {.name = "Tus-Extension", .value = "creation"},
                        {.name = "Tus-Max-Size", .value = std::to_string(wire::kMaxFile)}}};
}

HttpReply FileDesk::create(const HttpRequest& request, const SessionOwner& owner) {
    if (!speaks_tus(request)) {
        return refuse_version();
    }
    const auto length = read_number(request.header(kUploadLength));
    const auto name = read_file_name(request.header(kUploadMetadata));
    if (!length || !name) {
        return refuse_file(RefusalReason::malformed, "no length, or no stream and address");
    }
    const auto place = place_to_bring(owner, *name);
    if (!place) {
        return refuse_file(place.error());
    }
    const auto progress = m_shelves.begin(*place, *length);
    if (!progress) {
        return refuse_file(progress.error());
    }
    return {.status = kCreated,
            .body = {},
            .headers = {tus_version(), {.name = "Location", .value = name->path()}, offset_header(progress->offset)}};
}

HttpReply FileDesk::progress(const HttpRequest& request, const SessionOwner& owner) {
    if (!speaks_tus(request)) {
        return refuse_version();
    }
    const auto name = name_in(request);
    const auto place = name ? place_to_bring(owner, *name) : Result<FilePlace>{fail(name.error())};
    const auto progress = place ? m_shelves.find(*place) : Result<std::optional<FileProgress>>{std::nullopt};
    if (!progress) {
        return refuse_file(progress.error());
    }
    if (!*progress) {
        return refuse_file(RefusalReason::file_unknown, "no such file has begun");
    }
    return {.status = kOk,
            .body = {},
            .headers = {tus_version(),
                        offset_header((*progress)->offset),
                        {.name = "Upload-Length", .value = std::to_string((*progress)->length)}}};
}

HttpReply FileDesk::read(const HttpRequest& request, const SessionOwner& owner, std::vector<ReadNote>& notes) {
    const auto name = name_in(request);
    if (!name) {
        return refuse(RefusalReason::file_unknown, "no such file");
    }
    const bool is_carried = name->stream == wire::kCarriedFiles;
    const auto granted = is_carried ? Result<bool>{true} : may_read(owner, name->stream);
    if (!granted) {
        return refuse(granted.error());
    }
    if (!*granted) {
        return refuse(RefusalReason::stream_not_granted, "not granted");
    }
    const auto found = find_whole(*name, owner.device);
    if (!found) {
        return refuse(found.error());
    }
    if (!*found) {
        return refuse(RefusalReason::file_unknown, "no such file");
    }
    const auto& [place, length] = **found;
    const auto range = read_range(request.header(kRange), length);
    if (!range) {
        return refuse(RefusalReason::malformed, "no such range");
    }
    auto piece = m_shelves.read(place, range->first, std::min<std::uint64_t>(range->count, wire::kMaxFilePiece));
    if (!piece) {
        return refuse(piece.error());
    }
    if (!is_carried) {
        notes.push_back({.at = 0,
                         .device = owner.device,
                         .stream = name->stream,
                         .kind = ReadNote::Kind::file,
                         .first = 0,
                         .last = 0});
    }
    const std::string where = fmt::format("bytes {}-{}/{}", range->first, range->first + piece->size() - 1, length);
    return {
        .status = kPartialContent, .body = std::move(*piece), .headers = {{.name = "Content-Range", .value = where}}};
}

std::unique_ptr<UploadSink> FileDesk::append(const HttpRequest& request, const SessionOwner& owner) {
    const auto refused = [](HttpReply reply) { return std::make_unique<RefusedUpload>(std::move(reply)); };
    if (!speaks_tus(request)) {
        return refused(refuse_version());
    }
    if (request.header(kContentType) != wire::kTusContentType) {
        return refused({.status = kContentRefused, .body = {}, .headers = {tus_version()}});
    }
    const auto offset = read_number(request.header(kUploadOffset));
    const auto name = name_in(request);
    if (!offset || !name) {
        return refused(refuse_file(RefusalReason::malformed, "no offset, or no file"));
    }
    const auto place = place_to_bring(owner, *name);
    if (!place) {
        return refused(refuse_file(place.error()));
    }
    auto append = m_shelves.append(*place, *offset);
    if (append) {
        return std::make_unique<FileUpload>(std::move(*append));
    }
    switch (append.error().code) {
        case ErrorCode::not_found: return refused(refuse_file(RefusalReason::file_unknown, "it has not begun"));
        case ErrorCode::invalid_argument:
            return refused(refuse_file(RefusalReason::file_offset, append.error().detail));
        default: return refused(refuse_file(append.error()));
    }
}

Result<bool> FileDesk::may_read(const SessionOwner& owner, StreamId stream) {
    const auto device = TRY(m_store.find_device(owner.device));
    if (!device || device->state == DeviceState::revoked) {
        return false;
    }
    const auto granted = TRY(m_store.granted_streams(owner.device));
    return std::ranges::find(granted, stream, &wire::StreamHead::stream) != granted.end();
}

Result<std::optional<FileDesk::WholeFile>> FileDesk::find_whole(const wire::FileName& name, DeviceId reader) {
    if (name.stream == wire::kCarriedFiles) {
        return find_whole({.shelf = carrier_shelf(reader), .address = name.address});
    }
    const auto moved = TRY(m_store.shelf_of_moved(name.stream, name.address));
    const StreamId brought_for = moved.value_or(name.stream);  // where the household lived then
    const auto found = TRY(find_whole({.shelf = shelf_of(brought_for), .address = name.address}));
    return found ? found : TRY(find_held(brought_for, name.address));
}

Result<std::optional<FileDesk::WholeFile>> FileDesk::find_whole(const FilePlace& place) {
    const auto known = TRY(m_shelves.find(place));
    if (!known || !known->is_whole()) {
        return std::nullopt;
    }
    return WholeFile{.place = place, .length = known->length};
}

Result<std::optional<FileDesk::WholeFile>> FileDesk::find_held(StreamId stream, const Hash256& address) {
    for (const std::string& shelf : m_shelves.names()) {
        if (!shelf.starts_with(kHeldShelf) || !shelf.ends_with(stream.to_string())) {
            continue;
        }
        if (const auto found = TRY(find_whole({.shelf = shelf, .address = address}))) {
            return found;
        }
    }
    return std::nullopt;
}

Result<FilePlace> FileDesk::place_to_bring(const SessionOwner& owner, const wire::FileName& name) {
    if (name.stream == wire::kCarriedFiles) {
        return FilePlace{.shelf = carrier_shelf(owner.device), .address = name.address};
    }
    const std::int64_t now = m_clock.wall_now().time_since_epoch().count();
    const auto device = TRY(m_store.find_device(owner.device));
    const bool may_bring = TRY(m_store.may_bring_files(owner.device, name.stream, now));
    const bool is_active = device && device->state == DeviceState::active;
    return FilePlace{.shelf = may_bring && is_active ? shelf_of(name.stream) : held_shelf(owner.device, name.stream),
                     .address = name.address};
}

}  // namespace daohu::county
