// SPDX-License-Identifier: Apache-2.0
//
// daohu-county: makes a county server, runs it, enrols and revokes its devices. One process serves; the other commands
// may be given meanwhile.

#include "core/base/clock.hpp"
#include "core/registry/schema.hpp"
#include "core/vault/files.hpp"
#include "core/vault/process.hpp"
#include "platform/cli/command_line.hpp"
#include "platform/cli/county_audit.hpp"
#include "platform/cli/county_carry.hpp"
#include "platform/cli/county_command.hpp"
#include "platform/cli/county_demo.hpp"
#include "platform/cli/county_duties.hpp"
#include "platform/cli/county_import.hpp"
#include "platform/cli/county_office.hpp"
#include "platform/cli/county_orders.hpp"
#include "platform/cli/county_publish.hpp"
#include "sync/county/backup.hpp"
#include "sync/county/connection_slots.hpp"
#include "sync/county/county.hpp"
#include "sync/county/enrolment.hpp"
#include "sync/county/last_backup.hpp"
#include "sync/county/office.hpp"
#include "sync/county/status.hpp"
#include "sync/wire/network_enrolment.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <optional>
#include <string>
#include <vector>

namespace {

using namespace daohu;
using namespace daohu::county;

constexpr std::uint64_t kMaxRequestFile = 64 * 1024;

struct Arguments {
    std::string folder;
    std::string server_name = "localhost";
    std::string pack;
    ListenOptions listen;
    std::string dictionaries = cli::assets_folder() + "/dictionaries";
    std::string port_file;
    std::string request_file;
    std::string grant_file;
    std::vector<std::string> villages;
    std::string device;
    std::string backup;
    std::string assets;
    bool is_json = true;
};

Result<void> init(const Arguments& arguments) {
    SystemEntropy entropy;
    if (!arguments.pack.empty()) {
        TRY(check_pack_id(arguments.pack));
    }
    Folder folder = TRY(Folder::create(arguments.folder, arguments.server_name, entropy));
    if (!arguments.pack.empty()) {
        TRY(folder.name_pack(arguments.pack));
    }
    const Identity& made = folder.identity();
    fmt::print("server {}\nroot {}\nrecovery {}\n", made.server.to_string(), made.root.to_string(),
               made.recovery.to_string());
    fmt::print("move {} to a stick and lock it away; enrol needs it back\n", (folder.path() / "offline").string());
    return {};
}

// The signals that end the server, held back from every thread so that this one can wait for them.
::sigset_t block_end_signals() {
    ::sigset_t signals;
    ::sigemptyset(&signals);
    ::sigaddset(&signals, SIGTERM);
    ::sigaddset(&signals, SIGINT);
    ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    return signals;
}

Result<void> serve(const Arguments& arguments) {
    const ::sigset_t signals = block_end_signals();
    const SystemClock clock;
    SystemEntropy entropy;
    County county = TRY(County::open(arguments.folder, clock, entropy));
    ListenOptions listen = arguments.listen;
    listen.dictionaries = TRY(wire::Dictionaries::load(arguments.dictionaries));
    listen.when_full = [] {
        fmt::print(stderr, "daohu-county: no room for more connections; whoever comes now is turned away\n");
    };
    raise_open_files();
    TRY(county.serve(listen));
    fmt::print("listening on {} port {}\n", arguments.listen.address, county.port());
    std::fflush(stdout);
    if (!arguments.port_file.empty()) {
        vault::SystemFiles files;
        TRY(vault::replace_file(files, arguments.port_file, as_bytes(fmt::format("{}\n", county.port()))));
    }
    int signal = 0;
    ::sigwait(&signals, &signal);
    county.stop();
    fmt::print("stopped\n");
    return {};
}

Result<void> enrol_device(const Arguments& arguments) {
    vault::SystemFiles files;
    const SystemClock clock;
    SystemEntropy entropy;
    const Bytes bytes = TRY(files.read(arguments.request_file, kMaxRequestFile));
    const wire::DeviceRequest request = TRY(wire::decode_device_request(bytes));
    County county = TRY(County::open(arguments.folder, clock, entropy));
    const wire::Grant grant = TRY(enrol(county.folder(), county.store(), request, arguments.villages, clock, entropy));
    const std::string target = arguments.grant_file.empty() ? arguments.request_file + ".grant" : arguments.grant_file;
    TRY(vault::replace_file(files, target, encode(grant)));
    fmt::print("device {}\nwords {}\ngrant {}\n", request.device.to_string(), wire::fingerprint_words(request), target);
    return {};
}

Result<void> revoke(const Arguments& arguments) {
    const DeviceId device = TRY(DeviceId::parse(arguments.device));
    const Folder folder = TRY(Folder::open(arguments.folder));
    const SecretBytes key = TRY(folder.load_store_key());
    const auto office = TRY(Office::open(folder.store_path(), key));
    return office->revoke(device, SystemClock{}.wall_now());
}

Result<void> back_up_store(const Arguments& arguments) {
    const SystemClock clock;
    SystemEntropy entropy;
    County county = TRY(County::open(arguments.folder, clock, entropy));
    const auto begun = std::chrono::floor<std::chrono::seconds>(clock.wall_now());
    TRY(back_up(county.folder(), county.store(), arguments.backup));
    return note_backup(county.folder(), begun);
}

Result<void> restore_store(const Arguments& arguments) {
    const Folder folder = TRY(Folder::open(arguments.folder));
    return restore(folder, arguments.backup, std::chrono::floor<std::chrono::seconds>(SystemClock{}.wall_now()));
}

Result<void> status(const Arguments& arguments) {
    const SystemClock clock;
    SystemEntropy entropy;
    County county = TRY(County::open(arguments.folder, clock, entropy));
    std::optional<registry::SchemaSet> schemas;
    if (!arguments.assets.empty()) {
        schemas = TRY(registry::SchemaSet::load(arguments.assets));
    }
    fmt::print("{}\n",
               TRY(status_json(county.folder(), county.store(), clock.wall_now(), schemas ? &*schemas : nullptr)));
    return {};
}

CLI::App* add_command(CLI::App& app, Arguments& arguments, const char* name, const char* purpose) {
    CLI::App* command = app.add_subcommand(name, purpose);
    command->add_option("folder", arguments.folder, "The county's folder")->required();
    return command;
}

struct CommandGroup {
    const char* title;
    std::vector<const char*> commands;
};

// As an office meets them.
std::array<CommandGroup, 7> command_groups() {
    return {
        {{"The first day", {"init", "demo", "serve", "status"}},
         {"Devices",
          {"enrol", "enrol-code", "enrol-list", "enrol-approve", "grant", "grant-all", "recover", "revoke", "lost"}},
         {"People", {"user-add", "users", "user-remove", "audience", "audiences"}},
         {"What goes to the tablets", {"forms", "datasets", "packs", "standards", "move", "retention"}},
         {"Data in", {"tasks", "registers", "carry", "quarantine", "release", "release-all"}},
         {"Data out, and what two people decide", {"export", "erase", "approvals", "approve", "erasures"}},
         {"Safety nets", {"backup", "restore", "heads", "heads-check", "clocks"}}}};
}

// The help lists groups and commands in the order in which they were added.
void arrange(CLI::App& app) {
    for (const CommandGroup& group : command_groups()) {
        for (const char* name : group.commands) {
            const CLI::App_p command = app.get_subcommand_ptr(name);
            app.remove_subcommand(command.get());
            app.add_subcommand(command)->group(group.title);
        }
    }
}

}  // namespace

int main(int argc, char** argv) {
    if (const Result<void> hidden = vault::protect_process(); !hidden) {  // the store's keys are in its memory
        fmt::print(stderr, "daohu-county: {}\n", hidden.error().describe());
        return 1;
    }
    CLI::App app{"A county's server and its office", "daohu-county"};
    app.footer(cli::exit_codes_footer());
    app.require_subcommand(1);
    Arguments arguments;
    int office_result = 0;
    add_office_commands(app, office_result);
    add_order_commands(app, office_result);
    add_demo_command(app, office_result);
    add_audit_commands(app, office_result);
    add_duty_commands(app, office_result);
    add_publish_commands(app, office_result);
    add_import_commands(app, office_result);
    add_carry_commands(app, office_result);

    CLI::App* init_command = add_command(app, arguments, "init", "Make a new county: root, TLS authority, store key");
    init_command
        ->add_option("--name", arguments.server_name,
                     "DNS name or IPv4 address by which tablets know the server, without a port")
        ->capture_default_str();
    init_command->add_option("--pack", arguments.pack, "Policy pack that the county's tablets work under");

    CLI::App* serve_command = add_command(app, arguments, "serve", "Answer tablets until SIGTERM or SIGINT");
    serve_command->add_option("--address", arguments.listen.address, "Address to listen on")->capture_default_str();
    serve_command->add_option("--port", arguments.listen.port, "0 for any free one")->capture_default_str();
    serve_command->add_option("--dictionaries", arguments.dictionaries, "Folder of compression dictionaries")
        ->capture_default_str();
    serve_command->add_option("--port-file", arguments.port_file, "File to write the port to, once listening");

    CLI::App* enrol_command = add_command(app, arguments, "enrol", "Certify a device and grant it villages");
    enrol_command->add_option("--device-request", arguments.request_file, "The file the tablet made")->required();
    enrol_command->add_option("--village", arguments.villages, "12-digit code; may be given again")->required();
    enrol_command->add_option("--grant", arguments.grant_file, "File to write; by default beside the request");

    CLI::App* revoke_command = add_command(app, arguments, "revoke", "Give a lost device nothing any more");
    revoke_command->add_option("device", arguments.device, "Its id, 32 hexadecimal digits")->required();

    CLI::App* backup_command = add_command(app, arguments, "backup", "Copy the store to a folder on another machine");
    backup_command->add_option("target", arguments.backup, "A new or empty folder")->required();

    CLI::App* restore_command =
        add_command(app, arguments, "restore", "Put a backup in the store's place; tablets then offer what it lacks");
    restore_command->add_option("source", arguments.backup, "The folder with the backup")->required();

    CLI::App* status_command = add_command(app, arguments, "status", "What the store holds");
    status_command->add_flag("--json", arguments.is_json, "As JSON, the only form there is so far");
    status_command->add_option("--assets", arguments.assets,
                               "Folder with the datasets; streams are then folded and their hashes shown");

    arrange(app);
    if (const auto code = cli::parse_command_line(app, argc, argv)) {
        return *code;
    }

    if (init_command->parsed()) {
        return run_command(init, arguments);
    }
    if (serve_command->parsed()) {
        return run_command(serve, arguments);
    }
    if (enrol_command->parsed()) {
        return run_command(enrol_device, arguments);
    }
    if (revoke_command->parsed()) {
        return run_command(revoke, arguments);
    }
    if (backup_command->parsed()) {
        return run_command(back_up_store, arguments);
    }
    if (restore_command->parsed()) {
        return run_command(restore_store, arguments);
    }
    return status_command->parsed() ? run_command(status, arguments) : office_result;
}
