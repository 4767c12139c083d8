// SPDX-License-Identifier: Apache-2.0
#include "platform/jpeg/jpeg_of.hpp"

#include <cstdio>  // before jpeglib.h, which needs it

#include <jpeglib.h>

#include <csetjmp>
#include <cstdlib>

namespace daohu {

namespace {

constexpr int kMaxEdge = 16'384;
constexpr int kChannels = 3;

// libjpeg leaves by a jump; nothing with a destructor may lie in between.
struct Trouble {
    jpeg_error_mgr base{};
    std::jmp_buf leave{};
};

void leave(j_common_ptr info) { std::longjmp(reinterpret_cast<Trouble*>(info->err)->leave, 1); }

// `row` has room for the three channels of one row.
bool encode(const Pixels& frame, int quality, std::uint8_t* row, unsigned char*& bytes, unsigned long& size) {
    jpeg_compress_struct info{};
    Trouble trouble;
    info.err = jpeg_std_error(&trouble.base);
    trouble.base.error_exit = leave;
    if (setjmp(trouble.leave) != 0) {
        jpeg_destroy_compress(&info);
        return false;
    }
    jpeg_create_compress(&info);
    jpeg_mem_dest(&info, &bytes, &size);
    info.image_width = static_cast<JDIMENSION>(frame.width);
    info.image_height = static_cast<JDIMENSION>(frame.height);
    info.input_components = kChannels;
    info.in_color_space = JCS_RGB;
    jpeg_set_defaults(&info);
    jpeg_set_quality(&info, quality, TRUE);
    jpeg_start_compress(&info, TRUE);
    while (info.next_scanline < info.image_height) {
        const std::uint32_t* const dots =
            frame.dots.data() + std::size_t{info.next_scanline} * static_cast<std::size_t>(frame.width);
        std::uint8_t* to = row;
        for (int x = 0; x < frame.width; ++x) {
            for (unsigned shift = 0; shift < 24; shift += 8) {
                *to++ = static_cast<std::uint8_t>(dots[x] >> shift);
            }
        }
        JSAMPROW line = row;
        jpeg_write_scanlines(&info, &line, 1);
    }
    jpeg_finish_compress(&info);
    jpeg_destroy_compress(&info);
    return true;
}

}  // namespace

Result<Bytes> jpeg_of(const Pixels& frame, int quality) {
    const bool has_size = frame.width > 0 && frame.height > 0 && frame.width <= kMaxEdge && frame.height <= kMaxEdge;
    if (!has_size ||
        frame.dots.size() != static_cast<std::size_t>(frame.width) * static_cast<std::size_t>(frame.height)) {
        return fail(ErrorCode::picture_failed, "a frame of no size");
    }
    std::vector<std::uint8_t> row(static_cast<std::size_t>(frame.width) * kChannels);
    unsigned char* bytes = nullptr;
    unsigned long size = 0;
    const bool is_written = encode(frame, quality, row.data(), bytes, size);
    Bytes jpeg{bytes, bytes + (is_written ? size : 0)};
    std::free(bytes);  // NOLINT: libjpeg gave it from malloc
    return is_written ? Result<Bytes>{std::move(jpeg)} : Result<Bytes>{fail(ErrorCode::picture_failed, "writing")};
}

}  // namespace daohu
