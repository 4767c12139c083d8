// SPDX-License-Identifier: Apache-2.0
#include "tests/app/photograph.hpp"

#include <cstdio>

#include <jpeglib.h>

#include <algorithm>
#include <cstdlib>
#include <vector>

namespace daohu::testing {

namespace {

// What a camera writes beside the picture: which side is up, and where it was taken.
Bytes exif(std::uint8_t orientation) {
    Bytes block{'E',  'x',  'i', 'f', 0, 0, 'M', 'M', 0, 42,          0, 0, 0, 8, 0, 1,
                0x01, 0x12, 0,   3,   0, 0, 0,   1,   0, orientation, 0, 0, 0, 0, 0, 0};
    block.insert(block.end(), kPhotographPlace.begin(), kPhotographPlace.end());
    return block;
}

}  // namespace

Bytes photograph(int width, int height, std::uint8_t orientation) {
    jpeg_compress_struct info{};
    jpeg_error_mgr errors{};
    info.err = jpeg_std_error(&errors);
    jpeg_create_compress(&info);
    unsigned char* bytes = nullptr;
    unsigned long size = 0;
    jpeg_mem_dest(&info, &bytes, &size);
    info.image_width = static_cast<JDIMENSION>(width);
    info.image_height = static_cast<JDIMENSION>(height);
    info.input_components = 3;
    info.in_color_space = JCS_RGB;
    jpeg_set_defaults(&info);
    jpeg_start_compress(&info, TRUE);
    const Bytes block = exif(orientation);
    jpeg_write_marker(&info, JPEG_APP0 + 1, block.data(), static_cast<unsigned>(block.size()));
    for (int y = 0; y < height; ++y) {
        std::vector<std::uint8_t> row(static_cast<std::size_t>(width) * 3, 255);
        if (y < height / 2) {
            std::fill_n(row.begin(), row.size() / 6 * 3, std::uint8_t{0});
        }
        JSAMPROW pointer = row.data();
        jpeg_write_scanlines(&info, &pointer, 1);
    }
    jpeg_finish_compress(&info);
    jpeg_destroy_compress(&info);
    Bytes jpeg{bytes, bytes + size};
    std::free(bytes);
    return jpeg;
}

Result<void> TestCamera::begin() {
    m_is_open = true;
    return {};
}

std::optional<Result<Picture>> TestCamera::poll() {
    if (!m_is_open) {
        return std::nullopt;
    }
    m_is_open = false;
    return Picture{photograph(800, 600, 1)};
}

}  // namespace daohu::testing
