// SPDX-License-Identifier: Apache-2.0
#include "platform/cli/county_office.hpp"

#include "core/vault/files.hpp"
#include "platform/cli/county_command.hpp"
#include "sync/county/blind_edges.hpp"
#include "sync/county/county.hpp"
#include "sync/county/enrolment.hpp"
#include "sync/county/intake.hpp"
#include "sync/county/office.hpp"
#include "sync/county/releasing.hpp"

#include <CLI/CLI.hpp>
#include <fmt/chrono.h>
#include <fmt/format.h>

#include <cstdio>
#include <memory>
#include <string>
#include <vector>

namespace daohu::county {

namespace {

constexpr std::size_t kShownAtOnce = 1000;

struct Arguments {
    std::string folder;
    std::string words;
    std::vector<std::string> villages;
    std::string grant_file;
    std::string device;
    std::string person;
    std::string role = "coordinator";
    std::string reason = "over_quota";
    std::int64_t number = 0;
};

// The county as a command sees it.
struct Desk {
    static Result<Desk> open(const std::string& path) {
        Folder folder = TRY(Folder::open(path));
        const SecretBytes key = TRY(folder.load_store_key());
        auto office = TRY(Office::open(folder.store_path(), key));
        return Desk{.folder = std::move(folder), .office = std::move(office)};
    }

    Folder folder;
    std::unique_ptr<Office> office;
};

std::string shown(WallTime time) {
    return fmt::format("{:%Y-%m-%d %H:%M:%S} UTC", std::chrono::floor<std::chrono::seconds>(time));
}

std::string_view shown(wire::Standing standing) {
    switch (standing) {
        case wire::Standing::accepted: return "accepted";
        case wire::Standing::held: return "held";
        case wire::Standing::forked: return "forked";
        case wire::Standing::out_of_scope: return "out_of_scope";
        case wire::Standing::author_unknown: return "author_unknown";
        case wire::Standing::device_revoked: return "device_revoked";
        case wire::Standing::kind_unknown: return "kind_unknown";
        case wire::Standing::chain_broken: return "chain_broken";
        case wire::Standing::incarnation_frozen: return "incarnation_frozen";
        case wire::Standing::over_quota: return "over_quota";
    }
    return "unknown";
}

Result<void> make_code(const Arguments& arguments) {
    const Desk desk = TRY(Desk::open(arguments.folder));
    SystemEntropy entropy;
    const std::string code = TRY(desk.office->make_code(entropy, SystemClock{}.wall_now()));
    fmt::print("{}\ngood for one tablet and {} minutes\n", code, Office::kCodeLife.count());
    return {};
}

Result<void> list_enrolments(const Arguments& arguments) {
    const Desk desk = TRY(Desk::open(arguments.folder));
    for (const PendingEnrolment& enrolment : TRY(desk.office->pending(desk.folder.identity().root))) {
        fmt::print("{}  {}  {}\n", enrolment.words, enrolment.request.device.to_string(), shown(enrolment.arrived));
    }
    return {};
}

Result<void> approve(const Arguments& arguments) {
    const Desk desk = TRY(Desk::open(arguments.folder));
    const SystemClock clock;
    SystemEntropy entropy;
    const wire::DeviceRequest request = TRY(desk.office->find_request(arguments.words, desk.folder.identity().root));
    County county = TRY(County::open(arguments.folder, clock, entropy));
    const wire::Grant grant = TRY(enrol(desk.folder, county.store(), request, arguments.villages, clock, entropy));
    fmt::print("device {}\n", request.device.to_string());
    return {};
}

Result<void> add_person(const Arguments& arguments) {
    const Desk desk = TRY(Desk::open(arguments.folder));
    return desk.office->add_person({.name = arguments.person, .role = TRY(role_named(arguments.role))});
}

Result<void> remove_person(const Arguments& arguments) {
    const Desk desk = TRY(Desk::open(arguments.folder));
    return desk.office->remove_person(arguments.person);
}

Result<void> list_persons(const Arguments& arguments) {
    const Desk desk = TRY(Desk::open(arguments.folder));
    for (const Person& person : TRY(desk.office->persons())) {
        fmt::print("{}  {}\n", to_string(person.role), person.name);
    }
    return {};
}

Result<void> list_lost(const Arguments& arguments) {
    const Desk desk = TRY(Desk::open(arguments.folder));
    const DeviceId device = TRY(DeviceId::parse(arguments.device));
    const LostTablet lost = TRY(desk.office->lost(device));
    for (const GivenStream& stream : lost.streams) {
        fmt::print("village {}  {} entries, the last given {}\n", stream.village, stream.last, shown(stream.last_time));
    }
    fmt::print("entries {}\nsubjects {}\n", lost.entries, lost.subjects.size());
    for (const EntityId subject : lost.subjects) {
        fmt::print("{}\n", subject.to_string());
    }
    return {};
}

Result<void> list_held(const Arguments& arguments) {
    const Desk desk = TRY(Desk::open(arguments.folder));
    const std::vector<HeldEntry> entries = TRY(desk.office->held(kShownAtOnce));
    for (const HeldEntry& held : entries) {
        fmt::print("{}  {}  {} {}  {}\n", static_cast<std::int64_t>(held.row), shown(held.standing),
                   held.id.device.to_string(), held.id.sequence, shown(held.received));
    }
    if (entries.size() == kShownAtOnce) {
        fmt::print(stderr, "daohu-county: the first {} are shown; there may be more behind them\n", kShownAtOnce);
    }
    return {};
}

Result<void> release_one(const Arguments& arguments) {
    const Desk desk = TRY(Desk::open(arguments.folder));
    const HeldEntry held = TRY(desk.office->find_held(EntryRow{arguments.number}));
    const SystemClock clock;
    SystemEntropy entropy;
    County county = TRY(County::open(arguments.folder, clock, entropy));
    const auto writer = TRY(county.store().begin());
    TRY(release(*writer, held.row, held.standing));
    CountyPen pen = TRY(CountyPen::open(county.folder(), county.store(), clock, entropy));
    TRY(judge_edges(county.store(), *writer, &pen));
    return writer->commit();
}

// The reason as it is shown.
Result<wire::Standing> standing_named(std::string_view name) {
    for (int number = 0; number <= static_cast<int>(wire::Standing::over_quota); ++number) {
        const auto standing = static_cast<wire::Standing>(number);
        if (shown(standing) == name) {
            return standing;
        }
    }
    return fail(ErrorCode::invalid_argument, "no such reason");
}

Result<void> release_device(const Arguments& arguments) {
    const Desk desk = TRY(Desk::open(arguments.folder));
    const DeviceId device = TRY(DeviceId::parse(arguments.device));
    const wire::Standing standing = TRY(standing_named(arguments.reason));
    const SystemClock clock;
    SystemEntropy entropy;
    County county = TRY(County::open(arguments.folder, clock, entropy));
    CountyPen pen = TRY(CountyPen::open(county.folder(), county.store(), clock, entropy));
    const std::size_t released = TRY(release_all(county.store(), *desk.office, device, standing, &pen));
    fmt::print("{} entries\n", released);
    return {};
}

}  // namespace

void add_office_commands(CLI::App& app, int& result) {
    auto arguments = std::make_shared<Arguments>();  // lives as long as the commands, which outlive this call
    const auto add = [&](const char* name, const char* purpose, Result<void> (*command)(const Arguments&)) {
        CLI::App* added = app.add_subcommand(name, purpose);
        added->add_option("folder", arguments->folder, "The county's folder")->required();
        added->callback([arguments, command, &result] { result = run_command(command, *arguments); });
        return added;
    };
    add("enrol-code", "Make a code that lets one tablet ask over the network", make_code);
    add("enrol-list", "Tablets that asked, by the words they show", list_enrolments);
    CLI::App* approve_command = add("enrol-approve", "Certify the tablet that shows these words", approve);
    approve_command->add_option("words", arguments->words, "As the tablet shows them")->required();
    approve_command->add_option("--village", arguments->villages, "12-digit code; may be given again")->required();

    CLI::App* add_command = add("user-add", "Register somebody who works here", add_person);
    add_command->add_option("name", arguments->person, "As it stands in the list of users")->required();
    add_command->add_option("--role", arguments->role, "Coordinator, clerk or director")->capture_default_str();
    CLI::App* remove_command = add("user-remove", "Somebody does not work here any more", remove_person);
    remove_command->add_option("name", arguments->person, "As it stands in the list of users")->required();
    add("users", "Who works here", list_persons);

    CLI::App* lost_command = add("lost", "Whose records a device was given, by the server's own log", list_lost);
    lost_command->add_option("device", arguments->device, "Its id, 32 hexadecimal digits")->required();
    add("quarantine", "What is kept and not handed on, and why", list_held);
    CLI::App* release_command = add("release", "Hand on what was set aside", release_one);
    release_command->add_option("number", arguments->number, "As quarantine shows it")->required();
    CLI::App* release_all_command =
        add("release-all", "Hand on everything that was set aside of one device for one reason", release_device);
    release_all_command->add_option("device", arguments->device, "Its id, 32 hexadecimal digits")->required();
    release_all_command->add_option("--reason", arguments->reason, "As quarantine shows it")->capture_default_str();
}

}  // namespace daohu::county
