// SPDX-License-Identifier: Apache-2.0
#include "core/journal/mirror.hpp"

#include "core/base/cbor.hpp"
#include "core/base/kdf.hpp"
#include "core/journal/put_aside.hpp"
#include "core/journal/records.hpp"

#include <algorithm>
#include <condition_variable>
#include <unordered_set>

namespace daohu::journal {

namespace {

constexpr std::string_view kPurpose = "daohu-mirror-1";
constexpr std::chrono::milliseconds kRetryAfter{500};

enum class RecordKind : std::uint8_t { entry = 0, head = 1 };

void append(Bytes& out, ByteView bytes) { out.insert(out.end(), bytes.begin(), bytes.end()); }

Bytes content_of(const entry::SignedEntry& entry) {
    return CborWriter{}
        .array(2)
        .unsigned_integer(static_cast<std::uint64_t>(RecordKind::entry))
        .bytes(entry.encode())
        .take();
}

Bytes content_of(const MirrorHead& head) {
    CborWriter out;
    out.array(5).unsigned_integer(static_cast<std::uint64_t>(RecordKind::head));
    out.bytes(head.entry.device.bytes()).bytes(head.entry.incarnation.bytes());
    out.unsigned_integer(head.entry.sequence).bytes(head.hash.bytes());
    return out.take();
}

struct Content {
    std::optional<entry::SignedEntry> entry;
    std::optional<MirrorHead> head;
};

Result<Content> read_content(ByteView content) {
    Content out;
    CborReader in{content, {.bytes = 2 * entry::kMaxEntryBytes, .items = 16, .depth = 1}};
    const std::size_t items = TRY(in.array());
    const std::uint64_t kind = TRY(in.unsigned_integer());
    if (kind == static_cast<std::uint64_t>(RecordKind::entry) && items == 2) {
        const ByteView bytes = TRY(in.bytes());
        out.entry = TRY(entry::SignedEntry::decode(bytes));
    } else if (kind == static_cast<std::uint64_t>(RecordKind::head) && items == 5) {
        MirrorHead head;
        head.entry.device = DeviceId{TRY(in.fixed_bytes<16>())};
        head.entry.incarnation = IncarnationId{TRY(in.fixed_bytes<16>())};
        head.entry.sequence = TRY(in.unsigned_integer());
        head.hash = Hash256{TRY(in.fixed_bytes<32>())};
        out.head = head;
    } else {
        return fail(ErrorCode::journal_mirror_damaged, "unknown record");
    }
    TRY(in.finish());
    return out;
}

}  // namespace

struct Mirror::State {
    State(vault::FileSystem& file_system, std::filesystem::path file_path, SecretBytes mirror_key, Entropy& source)
        : files{file_system}, path{std::move(file_path)}, key{std::move(mirror_key)}, entropy{source} {}

    vault::FileSystem& files;
    std::filesystem::path path;
    SecretBytes key;
    Entropy& entropy;

    mutable std::mutex file_mutex;  // taken before pending_mutex where both are needed
    std::unique_ptr<vault::File> file;
    bool is_torn = false;

    mutable std::mutex pending_mutex;
    std::vector<entry::SignedEntry> pending;
    std::condition_variable_any noted;

    Result<void> open_file() {
        const bool is_new = !files.exists(path);
        file = TRY(files.open(path, vault::OpenMode::append));
        return is_new ? files.sync_directory(path.parent_path()) : Result<void>{};
    }

    [[nodiscard]] Result<Bytes> record(const Bytes& content) { return make_record(key, kPurpose, content, entropy); }
};

Result<Mirror> Mirror::open(vault::FileSystem& files, std::filesystem::path path, const SecretBytes& data_key,
                            Entropy& entropy) {
    SecretBytes key = TRY(derive_key(data_key, kPurpose));
    auto state = std::make_unique<State>(files, std::move(path), std::move(key), entropy);
    TRY(state->open_file());
    return Mirror{std::move(state)};
}

Mirror::Mirror(std::unique_ptr<State> state) : m_state{std::move(state)} {}
Mirror::Mirror(Mirror&&) noexcept = default;
Mirror::~Mirror() = default;

Result<MirrorReading> Mirror::read(const Take& take) const {
    const std::scoped_lock lock{m_state->file_mutex};
    MirrorReading reading;
    Result<void> taken;
    RecordScanner scanner{m_state->key, kPurpose, [&](ByteView bytes) -> Result<void> {
                              Content content = TRY(read_content(bytes));
                              if (content.head) {
                                  reading.head = content.head;
                              } else if (taken) {
                                  taken = take(*content.entry);
                              }
                              return {};
                          }};
    const std::uint64_t size = m_state->file->size();
    for (std::uint64_t at = 0; at < size && taken; at += kPiece) {
        const auto piece = m_state->files.read_part(m_state->path, at, kPiece);
        if (piece) {
            scanner.feed(*piece);
        } else if (piece.error().code == ErrorCode::io_failed) {  // a bad block costs what lies on it
            scanner.skip();
        } else {
            return fail(piece.error());
        }
    }
    reading.damaged_records = scanner.finish();
    TRY(std::move(taken));
    return reading;
}

void Mirror::note(entry::SignedEntry entry) {
    const std::scoped_lock lock{m_state->pending_mutex};
    m_state->pending.push_back(std::move(entry));
    m_state->noted.notify_one();
}

bool Mirror::wait_until_pending(const std::stop_token& stop) {
    std::unique_lock lock{m_state->pending_mutex};
    return m_state->noted.wait(lock, stop, [this] { return !m_state->pending.empty(); }) && !stop.stop_requested();
}

void Mirror::wait_before_retry(const std::stop_token& stop) {
    std::unique_lock lock{m_state->pending_mutex};
    m_state->noted.wait_for(lock, stop, kRetryAfter, [] { return false; });
}

bool Mirror::has_pending() const {
    const std::scoped_lock lock{m_state->pending_mutex};
    return !m_state->pending.empty();
}

Result<void> Mirror::flush() {
    const std::scoped_lock file_lock{m_state->file_mutex};
    std::vector<entry::SignedEntry> entries;
    {
        const std::scoped_lock lock{m_state->pending_mutex};
        entries = m_state->pending;
    }
    if (entries.empty()) {
        return {};
    }
    if (m_state->is_torn) {  // a failed sync proves nothing later: write to a descriptor that never failed
        TRY(m_state->open_file());
    }
    Bytes records;
    for (const auto& entry : entries) {
        append(records, TRY(m_state->record(content_of(entry))));
    }
    m_state->is_torn = true;
    TRY(m_state->file->append(records));
    TRY(m_state->file->sync());
    m_state->is_torn = false;

    const std::scoped_lock lock{m_state->pending_mutex};
    m_state->pending.erase(m_state->pending.begin(),
                           m_state->pending.begin() + static_cast<std::ptrdiff_t>(entries.size()));
    return {};
}

Result<void> Mirror::rewrite(const std::optional<MirrorHead>& head, const Give& give) {
    const std::scoped_lock file_lock{m_state->file_mutex};
    std::unordered_set<Hash256> written;
    TRY(vault::replace_file(m_state->files, m_state->path, [&](vault::File& file) -> Result<void> {
        if (head) {
            const Bytes record = TRY(m_state->record(content_of(*head)));
            TRY(file.append(record));
        }
        return give([&](const entry::SignedEntry& entry) -> Result<void> {
            const Bytes record = TRY(m_state->record(content_of(entry)));
            written.insert(entry.hash());
            return file.append(record);
        });
    }));
    TRY(m_state->open_file());
    m_state->is_torn = false;

    const std::scoped_lock lock{m_state->pending_mutex};
    std::erase_if(m_state->pending, [&written](const auto& entry) { return written.contains(entry.hash()); });
    return {};
}

Result<void> Mirror::put_aside() {
    const std::scoped_lock file_lock{m_state->file_mutex};
    m_state->is_torn = true;  // until there is a file again
    TRY(journal::put_aside(m_state->files, m_state->path));
    TRY(m_state->open_file());
    m_state->is_torn = false;
    return {};
}

const std::filesystem::path& Mirror::path() const { return m_state->path; }

std::uint64_t Mirror::size() const {
    const std::scoped_lock lock{m_state->file_mutex};
    return m_state->file->size();
}

}  // namespace daohu::journal
