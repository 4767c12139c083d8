// SPDX-License-Identifier: Apache-2.0
#pragma once

// Sealed records one after another, as mirror and bundles have them. Private to this room.
//
// A record is "DMR1", the length of what follows the hash (4 bytes, little endian), the hash of it, and a sealed message.
// A damaged record costs itself only: reading goes on at the next marker.

#include "core/base/secret.hpp"

#include <functional>

namespace daohu::journal {

// What of a file is read at once.
inline constexpr std::size_t kPiece = std::size_t{64} * 1024;

[[nodiscard]] Result<Bytes> make_record(const SecretBytes& key, std::string_view purpose, ByteView content,
                                        Entropy& entropy);

// Finds the records of a file that comes piece by piece; holds no more than a piece and the largest record. One thread.
class RecordScanner {
public:
    // Gets the content of every record that opens, in order; one that it fails on counts as damaged.
    using Take = std::function<Result<void>(ByteView)>;

    // `key` and `purpose` must outlive the scanner.
    RecordScanner(const SecretBytes& key, std::string_view purpose, Take take);

    void feed(ByteView piece);
    // Something between the last piece and the next could not be read.
    void skip();
    // After the last piece: how many stretches of the file could not be read.
    [[nodiscard]] std::size_t finish();

private:
    enum class More : bool { may_come, none };

    void scan(More more);
    void lose(std::size_t bytes);

    const SecretBytes& m_key;
    std::string_view m_purpose;
    Take m_take;
    Bytes m_unread;
    bool m_is_lost = false;  // since the last good record
    std::size_t m_damaged = 0;
};

// The same for a file in memory.
[[nodiscard]] std::size_t read_records(ByteView file, const SecretBytes& key, std::string_view purpose,
                                       RecordScanner::Take take);

}  // namespace daohu::journal
