// SPDX-License-Identifier: Apache-2.0
#include "core/casework/export/export_file.hpp"

#include "core/casework/export/tables.hpp"

#include <algorithm>
#include <string>

namespace daohu::casework {

namespace {

constexpr std::uint64_t kLongestFile = 512ULL << 20U;
constexpr std::uint64_t kLongestLine = 1024;

std::filesystem::path line_beside(const std::filesystem::path& file) {
    std::filesystem::path line = file;
    line += ".sig";
    return line;
}

// "<key> <signature>" and the end of the line.
std::string line_of(const PublicKey& author, const Signature& signature) {
    return author.to_string() + " " + signature.to_string() + "\n";
}

}  // namespace

Result<void> write_export(vault::FileSystem& files, const std::filesystem::path& file, ByteView bytes,
                          const SigningKey& author) {
    const std::filesystem::path line = line_beside(file);
    if (files.exists(file) || files.exists(line)) {
        return fail(ErrorCode::invalid_argument, "the file is there already");
    }
    const std::string text = line_of(author.public_key(), sign_export(bytes, author));
    TRY(vault::replace_file(files, line, as_bytes(text)));
    return vault::replace_file(files, file, bytes);
}

Result<PublicKey> check_export(vault::FileSystem& files, const std::filesystem::path& file) {
    const Bytes bytes = TRY(files.read(file, kLongestFile));
    const Bytes line = TRY(files.read(line_beside(file), kLongestLine));
    std::string text{line.begin(), line.end()};
    if (text.ends_with('\n')) {
        text.pop_back();
    }
    const std::size_t gap = std::min(text.find(' '), text.size());
    const PublicKey author = TRY(PublicKey::parse(text.substr(0, gap)));
    const Signature signature = TRY(Signature::parse(text.substr(std::min(gap + 1, text.size()))));
    TRY(verify_export(bytes, author, signature));
    return author;
}

}  // namespace daohu::casework
