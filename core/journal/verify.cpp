// SPDX-License-Identifier: Apache-2.0
#include "core/journal/verify.hpp"

#include <algorithm>

namespace daohu::journal {

namespace {

constexpr std::size_t kPage = 200;

class Verifier {
public:
    Verifier(JournalReader& reader, const DeviceKeys& keys) : m_reader{reader}, m_keys{keys} {}

    Result<void> check_chain(const ChainHead& chain) {
        ++m_report.chains;
        m_report.holes += chain.contiguous < chain.last ? 1 : 0;
        std::vector<Hash256> before{Hash256{}};  // hashes at the sequence before; several at a fork
        std::vector<Hash256> here;
        std::uint64_t sequence = 0;
        const auto check = [&](const StoredEntry& stored) {
            const std::uint64_t number = stored.entry.header().sequence;
            if (number != sequence) {
                before = number == sequence + 1 && !here.empty() ? std::exchange(here, {}) : first_links(number);
                here.clear();
                sequence = number;
            }
            here.push_back(stored.entry.hash());
            check_entry(stored.entry, before);
        };
        // A page may end inside a fork, so the last sequence of a page is read again with the next one.
        for (std::uint64_t from = 0; from < chain.last;) {
            auto page = TRY(m_reader.read_chain(chain.device, chain.incarnation, from, kPage));
            if (page.empty()) {
                break;
            }
            const std::uint64_t last = page.back().entry.header().sequence;
            const bool is_whole = page.size() < kPage || page.front().entry.header().sequence == last;
            for (const StoredEntry& stored : page) {
                if (is_whole || stored.entry.header().sequence < last) {
                    check(stored);
                }
            }
            from = is_whole ? last : last - 1;
        }
        return {};
    }

    [[nodiscard]] VerifyReport& report() { return m_report; }

private:
    // After a hole nothing is known about the entry before, so nothing is compared.
    static std::vector<Hash256> first_links(std::uint64_t sequence) {
        return sequence == 1 ? std::vector{Hash256{}} : std::vector<Hash256>{};
    }

    void check_entry(const entry::SignedEntry& entry, const std::vector<Hash256>& before) {
        ++m_report.entries;
        const entry::Header& header = entry.header();
        if (!before.empty() && std::ranges::find(before, header.previous) == before.end()) {
            note(entry, Error{ErrorCode::journal_chain_broken, "names another entry before it"});
        }
        const auto key = m_keys(header.device);
        if (!key) {
            ++m_report.unknown_devices;
        } else if (auto verified = entry.verify(*key); !verified) {
            note(entry, std::move(verified).error());
        }
        for (std::size_t i = 0; i < entry.sections().size(); ++i) {
            check_section(entry, i);
        }
    }

    void check_section(const entry::SignedEntry& entry, std::size_t index) {
        const auto section = entry.section(index);
        if (section) {
            return;
        }
        switch (section.error().code) {
            case ErrorCode::entry_section_dropped: ++m_report.dropped_sections; break;
            case ErrorCode::entry_section_withheld: ++m_report.withheld_sections; break;
            case ErrorCode::entry_section_sealed: break;
            default: note(entry, section.error());
        }
    }

    void note(const entry::SignedEntry& entry, Error error) {
        m_report.findings.push_back({entry.id().to_string(), std::move(error)});
    }

    JournalReader& m_reader;
    const DeviceKeys& m_keys;
    VerifyReport m_report;
};

}  // namespace

Result<VerifyReport> verify_journal(JournalReader& reader, const DeviceKeys& keys) {
    Verifier verifier{reader, keys};
    for (const ChainHead& chain : TRY(reader.chains())) {
        TRY(verifier.check_chain(chain));
    }
    verifier.report().forks = TRY(reader.forks()).size();
    return std::move(verifier.report());
}

}  // namespace daohu::journal
