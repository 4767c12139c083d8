// SPDX-License-Identifier: Apache-2.0
#include "platform/headless/png.hpp"

#include <fmt/format.h>
#include <png.h>

#include <cerrno>
#include <cstdint>

namespace daohu::headless {

namespace {

[[nodiscard]] png_image described(const kit::Picture& picture) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(picture.width);
    image.height = static_cast<png_uint_32>(picture.height);
    image.format = PNG_FORMAT_RGBA;
    image.flags = PNG_IMAGE_FLAG_FAST;
    return image;
}

}  // namespace

Result<void> write_png(const std::filesystem::path& file, const kit::Picture& picture) {
    std::filesystem::path draft = file;
    draft += ".part";
    png_image image = described(picture);
    errno = 0;
    const int written = png_image_write_to_file(&image, draft.c_str(), 0, picture.pixels.data(), 0, nullptr);
    const int reason = errno;
    std::error_code error;
    if (written != 0) {
        std::filesystem::rename(draft, file, error);
    }
    if (written == 0 || error) {
        std::error_code ignored;
        std::filesystem::remove(draft, ignored);
        return fail(reason == ENOSPC ? ErrorCode::disk_full : ErrorCode::picture_failed,
                    fmt::format("{}: {}", file.filename().string(), written == 0 ? image.message : error.message()));
    }
    return {};
}

Result<Bytes> encode_png(const kit::Picture& picture) {
    png_image image = described(picture);
    png_alloc_size_t size = 0;
    Bytes bytes;
    // Once for the size, once for the bytes.
    for (int pass = 0; pass < 2; ++pass) {
        bytes.resize(size);
        void* const memory = pass == 0 ? nullptr : bytes.data();
        if (png_image_write_to_memory(&image, memory, &size, 0, picture.pixels.data(), 0, nullptr) == 0) {
            return fail(ErrorCode::picture_failed, image.message);
        }
    }
    bytes.resize(size);
    return bytes;
}

Result<kit::Picture> read_png(const std::filesystem::path& file) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    if (png_image_begin_read_from_file(&image, file.c_str()) == 0) {
        return fail(ErrorCode::picture_failed, fmt::format("{}: {}", file.filename().string(), image.message));
    }
    image.format = PNG_FORMAT_RGBA;
    kit::Picture picture;
    picture.width = static_cast<int>(image.width);
    picture.height = static_cast<int>(image.height);
    picture.pixels.resize(static_cast<std::size_t>(image.width) * image.height);
    if (png_image_finish_read(&image, nullptr, picture.pixels.data(), 0, nullptr) == 0) {
        return fail(ErrorCode::picture_failed, fmt::format("{}: {}", file.filename().string(), image.message));
    }
    return picture;
}

}  // namespace daohu::headless
