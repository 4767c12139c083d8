// SPDX-License-Identifier: Apache-2.0
#include "sync/county/erasure.hpp"

#include "core/base/words.hpp"
#include "core/entry/administrative.hpp"
#include "core/registry/facts.hpp"
#include "core/vault/attachments.hpp"
#include "core/vault/files.hpp"
#include "sync/county/copying.hpp"
#include "sync/county/county_pen.hpp"
#include "sync/county/file_shelf.hpp"
#include "sync/county/sqlcipher_store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

namespace daohu::county {

namespace {

constexpr std::uint64_t kMaxList = std::uint64_t{64} * 1024 * 1024;
constexpr std::size_t kEntriesAtOnce = 256;
constexpr std::string_view kLineStart = "erased";

// "erased <stream> <device> <incarnation> <sequence> <hash> <section> <file>..."
std::string line_of(const ErasedSection& erased) {
    std::string line = fmt::format("{} {} {} {} {} {} {}", kLineStart, erased.stream.to_string(),
                                   erased.entry.device.to_string(), erased.entry.incarnation.to_string(),
                                   erased.entry.sequence, erased.hash.to_string(), erased.section);
    for (const Hash256& file : erased.files) {
        line += ' ' + file.to_string();
    }
    return line + '\n';
}

Result<std::uint64_t> number_of(std::string_view word) {
    std::uint64_t number = 0;
    const auto read = std::from_chars(word.data(), word.data() + word.size(), number);
    if (read.ec != std::errc{} || read.ptr != word.data() + word.size()) {
        return fail(ErrorCode::county_folder_damaged, "erased");
    }
    return number;
}

Result<ErasedSection> read_line(std::string_view line) {
    constexpr std::size_t kFixedWords = 7;
    const std::vector<std::string_view> words = split_words(line);
    if (words.size() < kFixedWords || words[0] != kLineStart) {
        return fail(ErrorCode::county_folder_damaged, "erased");
    }
    ErasedSection erased;
    erased.stream = TRY(StreamId::parse(words[1]));
    erased.entry.device = TRY(DeviceId::parse(words[2]));
    erased.entry.incarnation = TRY(IncarnationId::parse(words[3]));
    erased.entry.sequence = TRY(number_of(words[4]));
    erased.hash = TRY(Hash256::parse(words[5]));
    erased.section = static_cast<std::uint32_t>(TRY(number_of(words[6])));
    for (std::size_t i = kFixedWords; i < words.size(); ++i) {
        erased.files.push_back(TRY(Hash256::parse(words[i])));
    }
    return erased;
}

// Durable on return. A line that a cut left unfinished is ended first, so that it cannot swallow the next one.
Result<void> append_to_list(const Folder& folder, const std::vector<ErasedSection>& erased) {
    vault::SystemFiles files;
    std::string text;
    if (files.exists(folder.erased_path())) {
        const Bytes before = TRY(files.read(folder.erased_path(), kMaxList));
        const auto whole =
            std::ranges::find(before.rbegin(), before.rend(), std::uint8_t{'\n'}).base() - before.begin();
        text.assign(before.begin(), before.begin() + whole);
    }
    for (const ErasedSection& section : erased) {
        text += line_of(section);
    }
    return vault::replace_file(files, folder.erased_path(), as_bytes(text));
}

std::vector<Hash256> files_of(const entry::SignedEntry& entry, std::size_t index) {
    std::vector<Hash256> files;
    const auto section = entry.section(index);
    if (!section) {
        return files;  // sealed: only its readers can tell
    }
    for (const entry::Value& value : section->values) {
        if (const auto* bytes = std::get_if<Bytes>(&value)) {
            if (const auto manifest = vault::decode_manifest(*bytes)) {
                files.push_back(manifest->address);
            }
        }
    }
    return files;
}

struct Found {
    std::vector<ErasedSection> sections;
    std::set<EntityId> said_to_be_same;
};

void find_same(const entry::SignedEntry& entry, EntityId subject, std::set<EntityId>& same) {
    for (const registry::SubjectFacts& facts : registry::facts_of(entry).subjects) {
        for (const registry::Write& write : facts.writes) {
            const auto other = registry::same_as_target(facts, write);
            if (other && facts.subject == subject) {
                same.insert(*other);
            } else if (other == subject) {
                same.insert(facts.subject);
            }
        }
    }
}

// The sections of one entry that are about the subject and still here.
void find_sections(const entry::SignedEntry& entry, EntityId subject, std::vector<ErasedSection>& found) {
    for (std::size_t i = 0; i < entry.sections().size(); ++i) {
        if (entry.header().sections[i].subject == subject && std::holds_alternative<Bytes>(entry.sections()[i])) {
            found.push_back({.stream = entry.header().scope,
                             .entry = entry.id(),
                             .hash = entry.hash(),
                             .section = static_cast<std::uint32_t>(i),
                             .files = files_of(entry, i)});
        }
    }
}

// All entries behind `after`, from a store or from a transaction of it; the last row seen.
template <class Source>
Result<EntryRow> search(Source& source, EntryRow after, EntityId subject, Found& found) {
    for (;;) {
        const std::vector<RawEntry> entries = TRY(source.entries_after(after, kEntriesAtOnce));
        if (entries.empty()) {
            return after;
        }
        for (const RawEntry& raw : entries) {
            if (const auto entry = entry::SignedEntry::decode(raw.bytes)) {
                find_sections(*entry, subject, found.sections);
                find_same(*entry, subject, found.said_to_be_same);
            }
        }
        after = entries.back().row;
    }
}

Result<void> drop_from_store(StoreWriter& writer, const ErasedSection& erased) {
    for (const StoredEntry& stored : TRY(writer.find_entries(erased.entry))) {
        if (stored.hash != erased.hash) {
            continue;
        }
        const Bytes bytes = TRY(writer.load_entry(stored.row));
        entry::SignedEntry entry = TRY(entry::SignedEntry::decode(bytes));
        if (erased.section < entry.sections().size()) {
            entry.remove_section(erased.section, entry::Absence::dropped);
            TRY(writer.replace_entry(stored.row, entry.encode()));
        }
    }
    return {};
}

// Whoever it is about has moved to another village: the section is held there, and may be where it was written.
Result<bool> has_moved(StoreWriter& writer, const ErasedSection& erased) {
    for (const StoredEntry& stored : TRY(writer.find_entries(erased.entry))) {
        const Bytes bytes = stored.hash == erased.hash ? TRY(writer.load_entry(stored.row)) : Bytes{};
        const auto entry = entry::SignedEntry::decode(bytes);
        if (!entry || erased.section >= entry->header().sections.size()) {
            continue;
        }
        const auto& subject = entry->header().sections[erased.section].subject;
        if (subject && TRY(writer.home_of(*subject))) {
            return true;
        }
    }
    return false;
}

// Where everybody who holds the section reads the order: in its own stream, unless whoever wrote it does not read that. He
// sealed it to others then, or works elsewhere now, or it is about somebody who has moved, and the order stands in the
// county's stream, which everybody reads.
Result<StreamId> stream_of_order(StoreWriter& writer, const ErasedSection& erased, StreamId county) {
    if (TRY(has_moved(writer, erased))) {
        return county;
    }
    const std::vector<StreamRight> rights = TRY(writer.rights_of(erased.entry.device));
    const bool author_reads = std::ranges::any_of(
        rights, [&](const StreamRight& right) { return right.stream == erased.stream && right.may_read; });
    return author_reads ? erased.stream : county;
}

Result<void> carry_out(StoreWriter& writer, CountyPen& pen, const std::vector<ErasedSection>& erased, StreamId county) {
    for (const ErasedSection& section : erased) {
        const bool is_new = TRY(writer.add_erased(section.hash, section.section));
        if (!is_new) {
            continue;
        }
        TRY(drop_from_store(writer, section));
        const entry::Erasure order{.entry = section.entry, .entry_hash = section.hash, .section = section.section};
        const StreamId stream = TRY(stream_of_order(writer, section, county));
        TRY(pen.write(writer, make_draft(order, stream)));
    }
    return writer.drop_parts();
}

// Whole and growing files of these addresses, on every shelf.
Result<std::size_t> remove_files(const Folder& folder, const std::vector<ErasedSection>& erased) {
    std::set<std::string> addresses;
    for (const ErasedSection& section : erased) {
        for (const Hash256& file : section.files) {
            addresses.insert(file.to_string());
        }
    }
    std::size_t removed = 0;
    std::error_code failed;
    if (addresses.empty() || !std::filesystem::exists(folder.files_path(), failed)) {
        return removed;
    }
    vault::SystemFiles files;
    std::vector<std::filesystem::path> found;
    for (std::filesystem::recursive_directory_iterator item{folder.files_path(), failed};
         !failed && item != std::filesystem::recursive_directory_iterator{}; item.increment(failed)) {
        if (addresses.contains(item->path().stem().string())) {
            found.push_back(item->path());
        }
    }
    if (failed) {
        return fail(ErrorCode::io_failed, "reading the shelves: " + failed.message());
    }
    for (const std::filesystem::path& file : found) {
        TRY(vault::remove_file(files, file));
        ++removed;
    }
    return removed;
}

// In one store that nobody serves any more: the sections go, and nobody is told.
Result<void> erase_unserved(const std::filesystem::path& path, const SecretBytes& key, EntityId subject) {
    const auto store = TRY(open_sqlcipher_store(path, key));
    Found found;
    const auto writer = TRY(store->begin());
    TRY(search(*writer, EntryRow{0}, subject, found));
    for (const ErasedSection& section : found.sections) {
        TRY(drop_from_store(*writer, section));
    }
    TRY(writer->drop_parts());
    TRY(writer->commit());
    return store->empty_log();
}

// The bundles there hold what was erased, sealed to the county itself. Whoever brought one brings it again.
Result<void> empty_carriers_shelves(const Folder& folder) {
    vault::SystemFiles files;
    for (const std::string& shelf : files.list(folder.files_path())) {
        std::error_code failed;
        if (shelf.starts_with(kCarrierShelf)) {
            std::filesystem::remove_all(folder.files_path() / shelf, failed);
        }
        if (failed) {
            return fail(ErrorCode::io_failed, fmt::format("emptying {}: {}", shelf, failed.message()));
        }
    }
    return {};
}

// How many of the stores that a restore has put aside could not be erased from.
Result<std::size_t> erase_in_replaced(const Folder& folder, EntityId subject) {
    const SecretBytes key = TRY(folder.load_store_key());
    vault::SystemFiles files;
    std::size_t unreachable = 0;
    for (const std::string& name : files.list(folder.path())) {
        const std::filesystem::path store = folder.path() / name / kStoreFile;
        if (name.starts_with(kReplacedPrefix) && files.exists(store)) {
            unreachable += erase_unserved(store, key, subject) ? 0 : 1;
        }
    }
    return unreachable;
}

}  // namespace

Result<std::vector<ErasedSection>> read_erase_list(const Folder& folder) {
    vault::SystemFiles files;
    std::vector<ErasedSection> erased;
    if (!files.exists(folder.erased_path())) {
        return erased;
    }
    const Bytes content = TRY(files.read(folder.erased_path(), kMaxList));
    std::string_view rest = as_text(content);
    for (std::size_t end = rest.find('\n'); end != std::string_view::npos; end = rest.find('\n')) {
        auto line = read_line(rest.substr(0, end));
        if (!line) {
            return fail(ErrorCode::county_folder_damaged, fmt::format("erased, line {}", erased.size() + 1));
        }
        erased.push_back(std::move(*line));
        rest.remove_prefix(end + 1);
    }
    return erased;
}

Result<ErasureReport> erase_subject(const Folder& folder, Store& store, EntityId subject, const Clock& clock,
                                    Entropy& entropy) {
    CountyPen pen = TRY(CountyPen::open(folder, store, clock, entropy));
    Found found;
    // Nobody need wait while the county's whole past is looked through; what comes meanwhile is looked at afterwards.
    const EntryRow seen = TRY(search(store, EntryRow{0}, subject, found));
    const auto writer = TRY(store.begin());
    TRY(search(*writer, seen, subject, found));
    if (found.sections.empty()) {
        return fail(ErrorCode::not_found, "nothing is written about this subject");
    }
    // First the list: what it says is done again whenever the county is opened.
    TRY(append_to_list(folder, found.sections));
    TRY(carry_out(*writer, pen, found.sections, folder.identity().stream()));
    TRY(writer->commit());
    const std::size_t files = TRY(remove_files(folder, found.sections));
    TRY(empty_carriers_shelves(folder));
    store.empty_log().ignore("a reader still needs the log; the next checkpoint overwrites it");
    const std::size_t unreachable = TRY(erase_in_replaced(folder, subject));
    return ErasureReport{.sections = found.sections.size(),
                         .files = files,
                         .unreachable = unreachable,
                         .said_to_be_same = std::move(found.said_to_be_same)};
}

Result<ErasureReport> replay_erasures(const Folder& folder, Store& store, const Clock& clock, Entropy& entropy) {
    std::vector<ErasedSection> missing;
    for (ErasedSection& erased : TRY(read_erase_list(folder))) {
        if (!TRY(store.is_erased(erased.hash, erased.section))) {
            missing.push_back(std::move(erased));
        }
    }
    if (missing.empty()) {
        return ErasureReport{};
    }
    CountyPen pen = TRY(CountyPen::open(folder, store, clock, entropy));
    const auto writer = TRY(store.begin());
    TRY(carry_out(*writer, pen, missing, folder.identity().stream()));
    TRY(writer->commit());
    const std::size_t files = TRY(remove_files(folder, missing));
    TRY(empty_carriers_shelves(folder));
    store.empty_log().ignore("a reader still needs the log; the next checkpoint overwrites it");
    return ErasureReport{.sections = missing.size(), .files = files, .unreachable = 0, .said_to_be_same = {}};
}

}  // namespace daohu::county
