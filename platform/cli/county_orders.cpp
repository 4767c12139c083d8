// SPDX-License-Identifier: Apache-2.0
#include "platform/cli/county_orders.hpp"

#include "core/vault/files.hpp"
#include "core/vault/recovery.hpp"
#include "platform/cli/command_line.hpp"
#include "platform/cli/county_command.hpp"
#include "sync/county/approvals.hpp"
#include "sync/county/audiences.hpp"
#include "sync/county/enrolment.hpp"
#include "sync/county/erasure.hpp"
#include "sync/county/exporting.hpp"
#include "sync/county/moving.hpp"
#include "sync/county/office.hpp"

#include <fmt/chrono.h>

#include <memory>
#include <vector>

namespace daohu::county {

namespace {

constexpr std::uint64_t kMaxRequestFile = 64 * 1024;

struct Arguments {
    std::string folder;
    std::string device;
    Scope scope;
    std::string file;
    std::string out;
    std::string person;
    std::string reason;
    std::string subject;
    ExportScope exported;
    AudienceOrder audience;
    MoveOrder move;
    std::vector<std::string> readers;
    bool nobody = false;
    bool is_dry_run = false;
    std::string data_class = "personal";
    std::string assets = cli::assets_folder();
    std::int64_t number = 0;
};

std::string shown(WallTime time) {
    return fmt::format("{:%Y-%m-%d %H:%M} UTC", std::chrono::floor<std::chrono::minutes>(time));
}

Result<std::unique_ptr<Approvals>> open_approvals(const std::string& path) {
    const Folder folder = TRY(Folder::open(path));
    const SecretBytes key = TRY(folder.load_store_key());
    return Approvals::open(folder.store_path(), key);
}

Result<int> grant(const Arguments& arguments) {
    if (arguments.scope.villages.empty() && arguments.scope.townships.empty()) {
        return fail(ErrorCode::invalid_argument, "no village and no township: revoke a device that is to have none");
    }
    CountyTools tools;
    const DeviceId device = TRY(DeviceId::parse(arguments.device));
    County county = TRY(County::open(arguments.folder, tools.clock, tools.entropy));
    const wire::Grant given =
        TRY(change_grant(county.folder(), county.store(), device, arguments.scope, tools.clock, tools.entropy));
    fmt::print("device {}\ngrant {}, {} villages\n", device.to_string(), given.grant_epoch, given.villages.size());
    if (!arguments.out.empty()) {
        vault::SystemFiles files;
        TRY(vault::replace_file(files, arguments.out, encode(given)));
    }
    return kDone;
}

// One after the other: what was given before one fails stands, and doing it again goes on there.
Result<int> renew_grants(const Arguments& arguments) {
    CountyTools tools;
    County county = TRY(County::open(arguments.folder, tools.clock, tools.entropy));
    const SecretBytes key = TRY(county.folder().load_store_key());
    const auto office = TRY(Office::open(county.folder().store_path(), key));
    const RenewMode mode = arguments.is_dry_run ? RenewMode::dry_run : RenewMode::apply;
    const std::vector<DeviceId> devices = TRY(office->devices());
    std::size_t renewed = 0;
    for (const DeviceId device : devices) {
        const auto present = TRY(office->grant_of(device));
        const auto given =
            TRY(renew_grant(county.folder(), county.store(), device, present, mode, tools.clock, tools.entropy));
        if (given) {
            ++renewed;
            fmt::print("device {} grant {}, {} villages, pack {}\n", device.to_string(), given->grant_epoch,
                       given->villages.size(), given->pack.empty() ? "none" : given->pack);
        }
    }
    fmt::print("{} of {} devices {}\n", renewed, devices.size(),
               arguments.is_dry_run ? "would get a later grant" : "have a later grant");
    return kDone;
}

Result<int> move(const Arguments& arguments) {
    CountyTools tools;
    MoveOrder order = arguments.move;
    order.household = TRY(EntityId::parse(arguments.subject));
    const registry::SchemaSet schemas = TRY(registry::SchemaSet::load(arguments.assets));
    County county = TRY(County::open(arguments.folder, tools.clock, tools.entropy));
    const MoveReport report =
        TRY(move_household(county.folder(), county.store(), schemas, order, tools.clock, tools.entropy));
    fmt::print("subjects {}\nentries {}\n", report.subjects, report.entries);
    return kDone;
}

// Hexadecimal digits, as daohu-store recover writes and reads them.
Result<int> recover(const Arguments& arguments) {
    vault::SystemFiles files;
    const Folder folder = TRY(Folder::open(arguments.folder));
    const BoxKey key = TRY(folder.load_recovery_key());
    Bytes text = TRY(files.read(arguments.file, kMaxRequestFile));
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) {
        text.pop_back();
    }
    const Bytes encoded = TRY(from_hex(as_text(text)));
    const vault::RecoveryRequest request = TRY(vault::decode_recovery_request(encoded));
    const Bytes answer = TRY(vault::answer_recovery(request, key));
    const std::string target = arguments.out.empty() ? arguments.file + ".answer" : arguments.out;
    TRY(vault::replace_file(files, target, as_bytes(to_hex(answer) + "\n")));
    fmt::print("device {}\nanswer {}\n", request.device.to_string(), target);
    return kDone;
}

Result<int> ask(const Arguments& arguments, ApprovalKind kind, std::string what) {
    const auto approvals = TRY(open_approvals(arguments.folder));
    const std::int64_t number = TRY(approvals->ask(
        {.kind = kind, .what = std::move(what), .reason = arguments.reason, .asked_by = arguments.person},
        SystemClock{}.wall_now()));
    fmt::print("{}\na director who is not {} approves it: daohu-county approve {} {} --by NAME\n", number,
               arguments.person, arguments.folder, number);
    return kDone;
}

Result<int> ask_erasure(const Arguments& arguments) {
    const EntityId subject = TRY(EntityId::parse(arguments.subject));
    return ask(arguments, ApprovalKind::erase, subject.to_string());
}

Result<int> ask_export(const Arguments& arguments) {
    ExportScope scope = arguments.exported;
    scope.up_to = TRY(data_class_named(arguments.data_class));
    TRY(check_village_code(scope.village));
    TRY(check(scope));  // what could not be carried out is not asked for
    return ask(arguments, scope.dataset.empty() ? ApprovalKind::export_entries : ApprovalKind::export_register,
               scope.to_text());
}

Result<int> ask_audience(const Arguments& arguments) {
    if (arguments.readers.empty() != arguments.nobody) {
        return fail(ErrorCode::invalid_argument, "either --reader or --nobody");
    }
    CountyTools tools;
    County county = TRY(County::open(arguments.folder, tools.clock, tools.entropy));
    AudienceOrder order = arguments.audience;
    for (const std::string& reader : arguments.readers) {
        order.readers.push_back(TRY(find_reader(county.store(), reader)));
    }
    const std::string text = order.to_text();
    TRY(AudienceOrder::parse(text));  // what could not be carried out is not asked for
    return ask(arguments, ApprovalKind::audience, text);
}

Result<std::string> sign_audience(const Approval& approval, County& county, CountyTools& tools) {
    const AudienceOrder order = TRY(AudienceOrder::parse(approval.request.what));
    const entry::AudienceList list =
        TRY(publish_audience(county.folder(), county.store(), order, tools.clock, tools.entropy));
    return fmt::format("{} {}, edition {}, {} readers", list.audience, list.division, list.edition,
                       list.readers.size());
}

Result<int> list_audiences(const Arguments& arguments) {
    CountyTools tools;
    County county = TRY(County::open(arguments.folder, tools.clock, tools.entropy));
    for (const entry::AudienceList& list : TRY(audiences_in_force(county.store()))) {
        fmt::print("{} {}  edition {}\n", list.audience, list.division.empty() ? "-" : list.division, list.edition);
        for (const entry::AudienceReader& reader : list.readers) {
            fmt::print("    {}\n", reader.person.to_string());
        }
    }
    return kDone;
}

// What was carried out, in numbers.
Result<std::string> carry_out(const Approval& approval, const Arguments& arguments) {
    CountyTools tools;
    County county = TRY(County::open(arguments.folder, tools.clock, tools.entropy));
    if (approval.request.kind == ApprovalKind::erase) {
        const EntityId subject = TRY(EntityId::parse(approval.request.what));
        const ErasureReport report =
            TRY(erase_subject(county.folder(), county.store(), subject, tools.clock, tools.entropy));
        std::string done = fmt::format("{} sections, {} photographs", report.sections, report.files);
        if (report.unreachable > 0) {
            done += fmt::format("; {} stores put aside by a restore cannot be opened: remove them", report.unreachable);
        }
        for (const EntityId other : report.said_to_be_same) {
            done += fmt::format("; said to be the same as {}: ask for that as well where it is", other.to_string());
        }
        return done;
    }
    if (approval.request.kind == ApprovalKind::audience) {
        return sign_audience(approval, county, tools);
    }
    if (arguments.out.empty()) {
        return fail(ErrorCode::invalid_argument, "an export needs --out");
    }
    const ExportScope scope = TRY(ExportScope::parse(approval.request.what));
    Bytes content;
    if (approval.request.kind == ApprovalKind::export_entries) {
        content = TRY(export_entries(county.store(), scope));
    } else {
        const registry::SchemaSet schemas = TRY(registry::SchemaSet::load(arguments.assets));
        const std::string table =
            TRY(export_register(county.folder(), county.store(), schemas, scope, tools.clock, tools.entropy));
        content.assign(table.begin(), table.end());
    }
    vault::SystemFiles files;
    TRY(vault::replace_file(files, arguments.out, content));
    return fmt::format("{} bytes", content.size());
}

Result<int> approve(const Arguments& arguments) {
    const auto approvals = TRY(open_approvals(arguments.folder));
    const Approval approval = TRY(approvals->approve(arguments.number, arguments.person, SystemClock{}.wall_now()));
    const std::string outcome = TRY(carry_out(approval, arguments));
    TRY(approvals->note_outcome(arguments.number, outcome));
    fmt::print("{}\n", outcome);
    return kDone;
}

Result<int> list_approvals(const Arguments& arguments) {
    const auto approvals = TRY(open_approvals(arguments.folder));
    for (const Approval& approval : TRY(approvals->list())) {
        fmt::print("{}  {}  {}\n    asked by {} at {}: {}\n", approval.number, to_string(approval.request.kind),
                   approval.request.what, approval.request.asked_by, shown(approval.asked_at), approval.request.reason);
        if (approval.approved_by) {
            fmt::print("    approved by {} at {}: {}\n", *approval.approved_by, shown(*approval.approved_at),
                       approval.outcome.value_or("not carried out"));
        }
    }
    return kDone;
}

}  // namespace

void add_order_commands(CLI::App& app, int& result) {
    auto arguments = std::make_shared<Arguments>();  // lives as long as the commands, which outlive this call
    const auto add = [&](const char* name, const char* purpose, Result<int> (*work)(const Arguments&)) {
        CLI::App* command = app.add_subcommand(name, purpose);
        command->add_option("folder", arguments->folder, "The county's folder")->required();
        command->callback([arguments, work, &result] { result = run_command(work, *arguments); });
        return command;
    };
    const auto add_asking = [&](CLI::App* command) {
        command->add_option("--by", arguments->person, "Who asks, as registered")->required();
        command->add_option("--reason", arguments->reason, "Why, for whoever approves")->required();
    };

    CLI::App* grant_command = add("grant", "Give a device another scope, exactly this one", grant);
    grant_command->add_option("device", arguments->device, "Its id, 32 hexadecimal digits")->required();
    grant_command->add_option("--village", arguments->scope.villages, "12-digit code; may be given again");
    grant_command->add_option("--township", arguments->scope.townships,
                              "9-digit code: all its villages, those to come included; may be given again");
    grant_command->add_option("--grant", arguments->out, "File to write it to as well");

    CLI::App* renew_command =
        add("grant-all", "Give every device a later grant with the scope it has, where the county says more by now",
            renew_grants);
    renew_command->add_flag("--dry-run", arguments->is_dry_run, "Only say which devices");

    CLI::App* move_command = add("move", "A household lives in another village now: its past goes with it", move);
    move_command->add_option("--household", arguments->subject, "Its id, 32 hexadecimal digits")->required();
    move_command->add_option("--from", arguments->move.from, "12-digit code of the village it leaves")->required();
    move_command->add_option("--to", arguments->move.to, "12-digit code of the village it joins")->required();
    move_command->add_option("--assets", arguments->assets, "Folder with the datasets")->capture_default_str();

    CLI::App* recover_command = add("recover", "Answer the request of a sealed tablet with the offline key", recover);
    recover_command->add_option("--request", arguments->file, "The file the tablet made")->required();
    recover_command->add_option("--answer", arguments->out, "File to write; by default beside the request");

    CLI::App* erase_command = add("erase", "Ask for a person to be erased everywhere", ask_erasure);
    erase_command->add_option("--subject", arguments->subject, "The person's id, 32 hexadecimal digits")->required();
    add_asking(erase_command);

    CLI::App* export_command = add("export", "Ask for records to be taken out of the county", ask_export);
    export_command->add_option("--village", arguments->exported.village, "12-digit code")->required();
    export_command->add_option("--register", arguments->exported.dataset,
                               "A dataset, as a table; without it the entries as they were signed");
    export_command->add_option("--up-to", arguments->data_class, "None, work, personal or sensitive")
        ->capture_default_str();
    add_asking(export_command);

    CLI::App* audience_command = add("audience", "Ask for a list of who may read what is sealed", ask_audience);
    audience_command
        ->add_option("name", arguments->audience.audience, "safety, complaints, informants, or one that a form names")
        ->required();
    audience_command->add_option("--division", arguments->audience.division,
                                 "Digits of the village, township or county it is for; without it all of this root's");
    audience_command->add_option("--reader", arguments->readers,
                                 "Device, device/key where several write on it, either with =worker behind it; may be "
                                 "given again");
    audience_command->add_flag("--nobody", arguments->nobody, "An empty list: that of the wider division counts");
    add_asking(audience_command);
    add("audiences", "Who may read what is sealed, by the lists in force", list_audiences);

    add("approvals", "What was asked for and who approved it", list_approvals);
    CLI::App* approve_command = add("approve", "Approve what somebody else asked for, and do it", approve);
    approve_command->add_option("number", arguments->number, "As approvals shows it")->required();
    approve_command->add_option("--by", arguments->person, "A director, as registered")->required();
    approve_command->add_option("--out", arguments->out, "File that an export writes");
    approve_command->add_option("--assets", arguments->assets, "Folder with the datasets")->capture_default_str();
}

}  // namespace daohu::county
