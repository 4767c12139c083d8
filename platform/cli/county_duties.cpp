// SPDX-License-Identifier: Apache-2.0
#include "platform/cli/county_duties.hpp"

#include "platform/cli/county_command.hpp"
#include "sync/county/office.hpp"
#include "sync/county/retention_order.hpp"

#include <memory>
#include <vector>

namespace daohu::county {

namespace {

struct Arguments {
    std::string folder;
    std::optional<std::int64_t> days;
    std::string document;
    bool is_not_stated = false;
};

void print_devices(std::string_view what, const std::vector<DeviceId>& devices) {
    for (const DeviceId device : devices) {
        fmt::print("    {}  {}\n", what, device.to_string());
    }
}

Result<int> list_erasures(const Arguments& arguments) {
    const Folder folder = TRY(Folder::open(arguments.folder));
    const SecretBytes key = TRY(folder.load_store_key());
    const auto office = TRY(Office::open(folder.store_path(), key));
    for (const ErasureStanding& erasure : TRY(office->erasures())) {
        fmt::print("order {}  village {}  subject {}\n", erasure.order.to_string(), erasure.village,
                   erasure.subject ? erasure.subject->to_string() : "-");
        print_devices("confirmed  ", erasure.confirmed);
        print_devices("awaited    ", erasure.awaited);
        print_devices("unreachable", erasure.unreachable);
    }
    return kDone;
}

Result<int> retention(const Arguments& arguments) {
    CountyTools tools;
    County county = TRY(County::open(arguments.folder, tools.clock, tools.entropy));
    if (arguments.days || arguments.is_not_stated) {
        TRY(order_retention(county.folder(), county.store(), arguments.days, arguments.document, tools.clock,
                            tools.entropy));
    }
    const auto order = TRY(find_retention(county.folder(), county.store()));
    if (order && order->days) {
        fmt::print("days {}\ndocument {}\n", *order->days, order->document);
    } else {
        fmt::print("days not stated: tablets let nothing go\n");
    }
    return kDone;
}

}  // namespace

void add_duty_commands(CLI::App& app, int& result) {
    auto arguments = std::make_shared<Arguments>();  // lives as long as the commands, which outlive this call
    const auto add = [&](const char* name, const char* purpose, Result<int> (*work)(const Arguments&)) {
        CLI::App* command = app.add_subcommand(name, purpose);
        command->add_option("folder", arguments->folder, "The county's folder")->required();
        command->callback([arguments, work, &result] { result = run_command(work, *arguments); });
        return command;
    };
    add("erasures", "Which tablets have confirmed each erasure, and which have not", list_erasures);
    CLI::App* command = add("retention", "How long tablets keep what is over; without options what counts", retention);
    CLI::Option* days = command->add_option("--days", arguments->days, "Days after the county has it in a backup");
    CLI::Option* document = command->add_option("--document", arguments->document, "The document that states the days");
    days->needs(document);
    command->add_flag("--not-stated", arguments->is_not_stated, "No document states it: nothing is let go")
        ->excludes(days);
}

}  // namespace daohu::county
