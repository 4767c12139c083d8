// SPDX-License-Identifier: Apache-2.0
//
// daohu-policy packet: to which bodies a matter may go, by which clause, and what each may be told.

#include "core/policy/facts_codes.hpp"
#include "core/policy/packet.hpp"
#include "platform/cli/command_line.hpp"
#include "platform/cli/policy_commands.hpp"
#include "platform/cli/policy_input.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <memory>

namespace daohu::cli {
namespace {

struct Request : PolicyRequest {
    std::string programme;
    std::string cause;
    std::string body;
};

bool is_code(const policy::CodeList& list, const std::string& option, const std::string& code) {
    if (code.empty() || std::ranges::find(list.codes, code) != list.codes.end()) {
        return true;
    }
    fmt::print(stderr, "{} {}: not one of {}\n", option, code, fmt::join(list.codes, ", "));
    return false;
}

void print_json(const std::vector<policy::Packet>& packets, const policy::Catalogue& catalogue) {
    nlohmann::ordered_json made = nlohmann::ordered_json::array();
    for (const policy::Packet& packet : packets) {
        made.push_back({{"body", packet.body},
                        {"label", {{"zh", packet.label.zh}, {"en", packet.label.en}}},
                        {"programme", packet.programme},
                        {"leads", packet.leads},
                        {"facts", packet.facts},
                        {"groups", policy::groups_of(packet, catalogue)},
                        {"pack", packet.basis.pack},
                        {"document", packet.basis.document},
                        {"clause", packet.basis.clause}});
    }
    fmt::print("{}\n", made.dump(2));
}

int run_packet(const Request& request) {
    using namespace policy::codes;
    if (!is_code(kProgramme, "--programme", request.programme) || !is_code(kHardship, "--cause", request.cause) ||
        !is_code(kBody, "--body", request.body)) {
        return kRefused;
    }
    const auto on = day_of(request);
    const auto packs = on ? load_packs(request) : std::nullopt;
    const policy::Pack* pack = packs ? pick_pack(packs->library, request.pack, {}, *on) : nullptr;
    if (pack == nullptr) {
        return kRefused;
    }
    auto packets = policy::packets(*pack, {request.programme, request.cause}, *on);
    std::erase_if(packets,
                  [&](const policy::Packet& packet) { return !request.body.empty() && packet.body != request.body; });
    if (request.json) {
        print_json(packets, packs->library.catalogue());
        return packs->exit_code;
    }
    if (packets.empty()) {
        fmt::print("{} {}: {}\n", PolicyWords::load(request.folder).status("not_stated"), request.programme,
                   pack->documents.front().number);
    }
    for (const policy::Packet& packet : packets) {
        fmt::print("{} ({}){} · {} {}\n  {}\n", packet.label.zh, packet.body, packet.leads ? " *" : "",
                   packet.basis.document, packet.basis.clause, fmt::join(packet.facts, ", "));
    }
    return packs->exit_code;
}

}  // namespace

void add_packet_command(CLI::App& app, int& exit_code) {
    auto request = std::make_shared<Request>();  // shared by the parser's options and the callback
    request->folder = assets_folder() + "/policy";
    CLI::App* command = app.add_subcommand("packet", "Where a matter may go, and the most that each body may be told");
    add_pack_option(*command, *request);
    command->add_option("--packs", request->folder, "Folder of the packs and the catalogue")->capture_default_str();
    command->add_option("--programme", request->programme, "The programme asked for")->required();
    command->add_option("--cause", request->cause, "The kind of hardship, where it is known");
    command->add_option("--body", request->body, "Only this body");
    command->add_option("--on", request->on, "The day; today when left out")->check(&refuse_empty_day);
    command->add_flag("--json", request->json, "As JSON");
    command->callback([request, &exit_code] { exit_code = run_packet(*request); });
}

}  // namespace daohu::cli
