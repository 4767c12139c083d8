// SPDX-License-Identifier: Apache-2.0
#include "platform/cli/county_audit.hpp"

#include "core/base/beijing_time.hpp"
#include "core/casework/act/clock_audit.hpp"
#include "core/vault/files.hpp"
#include "platform/cli/county_command.hpp"
#include "sync/county/head_book.hpp"

#include <algorithm>
#include <memory>

namespace daohu::county {

namespace {

constexpr std::uint64_t kMaxListFile = 64 * 1024 * 1024;
constexpr std::size_t kEntriesAtOnce = 500;

struct Arguments {
    std::string folder;
    std::string list_file;
    std::string root;
};

// In groups of eight digits, to be compared by eye.
std::string on_paper(const Hash256& root) {
    const std::string digits = root.to_string();
    std::string text;
    for (std::size_t at = 0; at < digits.size(); at += 8) {
        text += (at == 0 ? "" : " ") + digits.substr(at, 8);
    }
    return text;
}

std::string day_of(const HeadList& list) {
    return beijing_date(WallTime{std::chrono::seconds{list.made_at}}).to_string();
}

Result<HeadBook> open_book(const Folder& folder) {
    const SecretBytes key = TRY(folder.load_store_key());
    return HeadBook::open(folder.store_path(), key);
}

Result<int> list_heads(const Arguments& arguments) {
    CountyTools tools;
    County county = TRY(County::open(arguments.folder, tools.clock, tools.entropy));
    HeadBook book = TRY(open_book(county.folder()));
    const auto now = std::chrono::floor<std::chrono::seconds>(tools.clock.wall_now());
    HeadList list{.server = county.folder().identity().server,
                  .epoch = county.store().epoch(),
                  .made_at = now.time_since_epoch().count(),
                  .heads = TRY(book.heads()),
                  .signature = {}};
    const SigningKey key = TRY(county.folder().load_server_key());
    sign(list, key);
    if (!arguments.list_file.empty()) {
        vault::SystemFiles files;
        TRY(vault::replace_file(files, arguments.list_file, as_bytes(to_json(list))));
    }
    fmt::print("day {}\nepoch {}\nchains {}\nroot {}\n", day_of(list), list.epoch, list.heads.size(),
               on_paper(root_of(list)));
    return kDone;
}

std::string_view shown(HeadFault fault) {
    switch (fault) {
        case HeadFault::missing: return "is missing";
        case HeadFault::differs: return "is another one";
        case HeadFault::unreadable: return "cannot be read";
    }
    return "";
}

// Whether the list is this county's, and the one whose root was printed.
Result<void> check_list(const HeadList& list, const Identity& identity, std::string root) {
    if (list.server != identity.server) {
        return fail(ErrorCode::invalid_argument, "a list of another county");
    }
    TRY(verify(list, identity.server_certificate.key));
    std::erase(root, ' ');
    if (!root.empty() && TRY(Hash256::parse(root)) != root_of(list)) {
        return fail(ErrorCode::invalid_argument, "the list has another root than the one given");
    }
    return {};
}

Result<int> check_heads(const Arguments& arguments) {
    CountyTools tools;
    vault::SystemFiles files;
    County county = TRY(County::open(arguments.folder, tools.clock, tools.entropy));
    const Bytes text = TRY(files.read(arguments.list_file, kMaxListFile));
    const auto list = parse_head_list(as_text(text));
    const auto checked =
        list ? check_list(*list, county.folder().identity(), arguments.root) : Result<void>{fail(list.error())};
    if (!checked) {
        fmt::print(stderr, "daohu-county: {}: {}\n", arguments.list_file, checked.error().describe());
        return kUnsound;
    }
    HeadBook book = TRY(open_book(county.folder()));
    const HeadReport report = TRY(book.check(list->heads));
    for (const HeadFinding& finding : report.findings) {
        fmt::print("device {}  incarnation {}  entry {} {}\n", finding.device.to_string(),
                   finding.incarnation.to_string(), finding.sequence, shown(finding.fault));
    }
    fmt::print("day {}\nchains {}, not as listed {}\nentries as listed {}\ndeclared lost {}\nsections not here {}\n",
               day_of(*list), report.chains, report.findings.size(), report.entries, report.declared_lost,
               report.sections_missing);
    if (!report.findings.empty() && list->epoch != county.store().epoch()) {
        fmt::print("put back to a backup since: epoch {}, now {}; tablets bring back what they still have\n",
                   list->epoch, county.store().epoch());
    }
    return report.findings.empty() ? kDone : kFailed;
}

Result<casework::ClockAudit> audit_clocks(Store& store) {
    casework::ClockAudit audit;
    EntryRow after{};
    for (auto page = TRY(store.entries_after(after, kEntriesAtOnce)); !page.empty();
         page = TRY(store.entries_after(after, kEntriesAtOnce))) {
        for (const RawEntry& raw : page) {
            audit.add(TRY(entry::SignedEntry::decode(raw.bytes)));
        }
        after = page.back().row;
    }
    return audit;
}

Result<int> list_clocks(const Arguments& arguments) {
    CountyTools tools;
    County county = TRY(County::open(arguments.folder, tools.clock, tools.entropy));
    const casework::ClockAudit audit = TRY(audit_clocks(county.store()));
    const auto changes = audit.set_back();
    for (const casework::ClockSetBack& change : changes) {
        fmt::print("device {}  incarnation {}  entries {} and {}  set back by {} minutes\n",
                   change.after.device.to_string(), change.after.incarnation.to_string(), change.before.sequence,
                   change.after.sequence, std::chrono::floor<std::chrono::minutes>(change.by).count());
    }
    fmt::print("entries with a clock {}\nwithout {}\nset back {}\n", audit.readable(), audit.without_clock(),
               changes.size());
    return kDone;
}

}  // namespace

void add_audit_commands(CLI::App& app, int& result) {
    auto arguments = std::make_shared<Arguments>();  // lives as long as the commands, which outlive this call
    const auto add = [&](const char* name, const char* purpose, Result<int> (*work)(const Arguments&)) {
        CLI::App* command = app.add_subcommand(name, purpose);
        command->add_option("folder", arguments->folder, "The county's folder")->required();
        command->callback([arguments, work, &result] { result = run_command(work, *arguments); });
        return command;
    };
    CLI::App* list = add("heads", "Print the root of what the county holds today, to be posted or kept", list_heads);
    list->add_option("--out", arguments->list_file, "File for the whole signed list, as JSON");
    CLI::App* check =
        add("heads-check", "Find entries that were taken out or exchanged since a list was made", check_heads);
    check->add_option("list", arguments->list_file, "The file that heads --out wrote")->required();
    check->add_option("--root", arguments->root, "As it was printed; without it the county's signature counts");
    add("clocks", "Between which entries somebody set a tablet's clock back", list_clocks);
}

}  // namespace daohu::county
