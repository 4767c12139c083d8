// SPDX-License-Identifier: Apache-2.0
#include "platform/daohu/photo.hpp"

#include "platform/jpeg/jpeg_of.hpp"

#include <cstdio>  // before jpeglib.h, which needs it

#include <jpeglib.h>

#include <algorithm>
#include <csetjmp>
#include <vector>

namespace daohu {

namespace {

constexpr int kQuality = 80;
constexpr unsigned kMaxEdge = 20'000;  // of what is read
constexpr int kChannels = 3;
constexpr unsigned kExifMarker = JPEG_APP0 + 1;

struct Image {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> rgb;

    [[nodiscard]] const std::uint8_t* at(int x, int y) const {
        return rgb.data() +
               (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)) *
                   kChannels;
    }
    [[nodiscard]] std::uint8_t* at(int x, int y) {
        return rgb.data() +
               (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)) *
                   kChannels;
    }
};

Image blank(int width, int height) {
    Image image{.width = width, .height = height, .rgb = {}};
    image.rgb.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * kChannels);
    return image;
}

// libjpeg leaves by a jump; nothing with a destructor may lie in between.
struct Trouble {
    jpeg_error_mgr base{};
    std::jmp_buf leave{};
};

void leave(j_common_ptr info) { std::longjmp(reinterpret_cast<Trouble*>(info->err)->leave, 1); }
// What is cut short is half a picture: refused, not filled with grey.
void complain(j_common_ptr info, int level) {
    if (level < 0) {
        leave(info);
    }
}

jpeg_error_mgr* errors_of(Trouble& trouble) {
    jpeg_error_mgr* const base = jpeg_std_error(&trouble.base);
    base->error_exit = leave;
    base->emit_message = complain;
    return base;
}

// "Exif", then TIFF: the value of tag 0x0112 in the first directory; 1 where there is none.
int orientation_of(ByteView exif) {
    constexpr std::size_t kTiff = 6;
    constexpr std::uint32_t kTag = 0x0112;
    if (exif.size() < kTiff + 8) {
        return 1;
    }
    const ByteView tiff = exif.subspan(kTiff);
    const bool is_little = tiff[0] == 'I';
    const auto number = [&](std::size_t at, std::size_t size) -> std::uint32_t {
        std::uint32_t value = 0;
        for (std::size_t i = 0; i < size; ++i) {
            const std::size_t place = at + (is_little ? size - 1 - i : i);
            value = (value << 8U) | (place < tiff.size() ? tiff[place] : 0U);
        }
        return value;
    };
    const std::size_t directory = number(4, 4);
    const std::size_t count = number(directory, 2);
    for (std::size_t i = 0; i < count && directory + 2 + (i + 1) * 12 <= tiff.size(); ++i) {
        const std::size_t entry = directory + 2 + i * 12;
        if (number(entry, 2) == kTag) {
            return static_cast<int>(number(entry + 8, 2));
        }
    }
    return 1;
}

// False where it cannot be read. Decoded to at most twice the size of `wanted` dots along its longer edge.
bool decode(ByteView jpeg, int wanted, Image& image, int& orientation) {
    jpeg_decompress_struct info{};
    Trouble trouble;
    info.err = errors_of(trouble);
    if (setjmp(trouble.leave) != 0) {
        jpeg_destroy_decompress(&info);
        return false;
    }
    jpeg_create_decompress(&info);
    jpeg_save_markers(&info, kExifMarker, 0xFFFF);
    jpeg_mem_src(&info, jpeg.data(), jpeg.size());
    jpeg_read_header(&info, TRUE);
    if (info.image_width > kMaxEdge || info.image_height > kMaxEdge) {
        jpeg_destroy_decompress(&info);
        return false;
    }
    for (jpeg_saved_marker_ptr marker = info.marker_list; marker != nullptr; marker = marker->next) {
        if (marker->marker == kExifMarker) {
            orientation = orientation_of({marker->data, marker->data_length});
        }
    }
    info.out_color_space = JCS_RGB;
    info.scale_num = 1;
    info.scale_denom = 1;
    const unsigned edge = std::max(info.image_width, info.image_height);
    while (info.scale_denom < 8 && edge / (info.scale_denom * 2) >= static_cast<unsigned>(wanted)) {
        info.scale_denom *= 2;
    }
    jpeg_start_decompress(&info);
    image.width = static_cast<int>(info.output_width);
    image.height = static_cast<int>(info.output_height);
    image.rgb.resize(static_cast<std::size_t>(info.output_width) * info.output_height * kChannels);
    while (info.output_scanline < info.output_height) {
        JSAMPROW row = image.at(0, static_cast<int>(info.output_scanline));
        jpeg_read_scanlines(&info, &row, 1);
    }
    jpeg_finish_decompress(&info);
    jpeg_destroy_decompress(&info);
    return true;
}

// At most so many dots along its longer edge; each is the mean of those it stands for.
Image scaled(const Image& image, int wanted) {
    const int edge = std::max(image.width, image.height);
    if (edge <= wanted) {
        return image;
    }
    Image small = blank(std::max(1, image.width * wanted / edge), std::max(1, image.height * wanted / edge));
    for (int y = 0; y < small.height; ++y) {
        const int top = y * image.height / small.height;
        const int bottom = std::max(top + 1, (y + 1) * image.height / small.height);
        for (int x = 0; x < small.width; ++x) {
            const int left = x * image.width / small.width;
            const int right = std::max(left + 1, (x + 1) * image.width / small.width);
            for (int channel = 0; channel < kChannels; ++channel) {
                int sum = 0;
                for (int row = top; row < bottom; ++row) {
                    for (int column = left; column < right; ++column) {
                        sum += image.at(column, row)[channel];
                    }
                }
                small.at(x, y)[channel] = static_cast<std::uint8_t>(sum / ((bottom - top) * (right - left)));
            }
        }
    }
    return small;
}

// As the orientation of the camera says: 3 upside down, 6 and 8 on a side, the others mirrored.
Image upright(const Image& image, int orientation) {
    const bool is_turned = orientation >= 5 && orientation <= 8;
    Image turned = is_turned ? blank(image.height, image.width) : blank(image.width, image.height);
    for (int y = 0; y < image.height; ++y) {
        for (int x = 0; x < image.width; ++x) {
            const int last_x = image.width - 1 - x;
            const int last_y = image.height - 1 - y;
            int to_x = x;
            int to_y = y;
            switch (orientation) {
                case 2: to_x = last_x; break;
                case 3:
                    to_x = last_x;
                    to_y = last_y;
                    break;
                case 4: to_y = last_y; break;
                case 5:
                    to_x = y;
                    to_y = x;
                    break;
                case 6:
                    to_x = last_y;
                    to_y = x;
                    break;
                case 7:
                    to_x = last_y;
                    to_y = last_x;
                    break;
                case 8:
                    to_x = y;
                    to_y = last_x;
                    break;
                default: break;
            }
            std::copy_n(image.at(x, y), kChannels, turned.at(to_x, to_y));
        }
    }
    return turned;
}

// Upright, its longer edge `edge` at most.
Result<Image> read_small(ByteView jpeg, int edge) {
    Image image;
    int orientation = 1;
    if (jpeg.empty() || !decode(jpeg, edge, image, orientation)) {
        return fail(ErrorCode::picture_failed, "no photograph");
    }
    return upright(scaled(image, edge), orientation);
}

}  // namespace

Result<Bytes> prepare_photo(ByteView jpeg) { return jpeg_of(TRY(photo_pixels(jpeg, kPhotoEdge)), kQuality); }

Result<PhotoCells> photo_cells(ByteView jpeg) {
    const Image small = TRY(read_small(jpeg, kCellsEdge));
    PhotoCells cells{.columns = small.width, .rows = small.height, .rgb = {}};
    for (int y = 0; y < small.height; ++y) {
        for (int x = 0; x < small.width; ++x) {
            const std::uint8_t* const dot = small.at(x, y);
            cells.rgb.push_back(std::uint32_t{dot[0]} << 16U | std::uint32_t{dot[1]} << 8U | std::uint32_t{dot[2]});
        }
    }
    return cells;
}

Result<Pixels> photo_pixels(ByteView jpeg, int edge) {
    const Image small = TRY(read_small(jpeg, edge));
    Pixels pixels{.width = small.width, .height = small.height, .dots = {}};
    pixels.dots.reserve(static_cast<std::size_t>(small.width) * static_cast<std::size_t>(small.height));
    for (int y = 0; y < small.height; ++y) {
        for (int x = 0; x < small.width; ++x) {
            const std::uint8_t* const dot = small.at(x, y);
            pixels.dots.push_back(0xFF000000U | std::uint32_t{dot[2]} << 16U | std::uint32_t{dot[1]} << 8U |
                                  std::uint32_t{dot[0]});
        }
    }
    return pixels;
}

}  // namespace daohu
