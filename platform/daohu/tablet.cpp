// SPDX-License-Identifier: Apache-2.0
#include "platform/daohu/tablet.hpp"

#include "core/casework/act/settlement.hpp"
#include "core/casework/pack_table.hpp"
#include "core/vault/passphrase.hpp"
#include "core/vault/process.hpp"
#include "core/vault/recovery.hpp"

#include <nlohmann/json.hpp>

#include <fstream>
#include <sstream>

namespace daohu {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMaxGrantFile = 256 * 1024;
constexpr const char* kGrantFile = "grant";
constexpr const char* kFirstSlotLabel = "1";

Result<std::optional<wire::Grant>> kept_grant(Machine& machine, const fs::path& folder) {
    if (!machine.files.exists(folder / kGrantFile)) {
        return std::optional<wire::Grant>{};
    }
    const Bytes bytes = TRY(machine.files.read(folder / kGrantFile, kMaxGrantFile));
    return std::optional{TRY(wire::decode_grant(bytes))};
}

client::Endpoint endpoint_of(const wire::Grant& grant, const std::optional<CountyAddress>& county) {
    client::Endpoint endpoint{
        .server_name = grant.server_name, .port = grant.port, .address = {}, .authorities = grant.authorities};
    if (county) {
        endpoint.address = county->address;
        endpoint.port = county->port;
    }
    return endpoint;
}

// The grant's signatures were checked when it was decoded.
journal::CountyDevices county_devices(const std::optional<wire::Grant>& grant) {
    journal::CountyDevices devices;
    if (grant) {
        devices.emplace(grant->server_certificate.device, grant->server_certificate.key);
    }
    return devices;
}

Result<policy::Standards> load_standards(const std::optional<fs::path>& file) {
    if (!file) {
        return policy::Standards{};
    }
    std::ifstream in{*file, std::ios::binary};
    std::ostringstream text;
    text << in.rdbuf();
    if (!in || !text) {
        return fail(ErrorCode::io_failed, "reading the table of standards");
    }
    policy::Faults faults;
    auto standards = policy::Standards::read(text.str(), faults);
    if (!standards) {
        return fail(ErrorCode::policy_standards_invalid, faults.empty() ? "" : faults.front().describe());
    }
    return std::move(*standards);
}

Result<std::map<std::string, policy::Label, std::less<>>> load_rule_labels(const fs::path& file) {
    std::ifstream in{file, std::ios::binary};
    const auto json = nlohmann::json::parse(in, nullptr, false);
    if (!json.is_object() || !json.contains("rules")) {
        return fail(ErrorCode::io_failed, "reading the names of rules");
    }
    std::map<std::string, policy::Label, std::less<>> labels;
    for (const auto& rule : json["rules"]) {
        const auto label = rule.value("label", nlohmann::json::object());
        labels.emplace(rule.value("id", ""), policy::Label{label.value("zh", ""), label.value("en", "")});
    }
    return labels;
}

Result<vault::SlotId> first_coordinator(Machine& machine, const fs::path& folder) {
    const vault::VaultStatus status = TRY(vault::Vault::status(folder, machine.vault_environment()));
    for (const auto& slot : status.slots) {
        if (slot.kind == vault::SlotKind::coordinator) {
            return slot.id;
        }
    }
    return fail(ErrorCode::slot_unknown, "no coordinator");
}

// Who reads what is sealed is the root's word, for the village of the grant.
std::optional<casework::CountyTrust> trust_of(const std::optional<wire::Grant>& grant) {
    if (!grant || grant->villages.empty()) {
        return std::nullopt;
    }
    return casework::CountyTrust{.root = grant->root, .division = grant->villages.front().code};
}

}  // namespace

Result<Assets> Assets::load(const fs::path& folder, const CountyChoice& county, Date today) {
    auto schemas = TRY(registry::SchemaSet::load(folder));
    policy::Faults left_out;  // another county's unsound pack is no reason not to start
    auto packs = TRY(policy::PackLibrary::open(folder / "policy", left_out));
    auto standards = TRY(load_standards(county.standards));
    const policy::Pack* pack = packs.find(county.pack, today);
    if (pack == nullptr) {
        return fail(ErrorCode::policy_pack_missing, left_out.empty() ? county.pack : left_out.front().describe());
    }
    auto forms = TRY(casework::FormLibrary::load(folder / "forms", casework::pack_table(*pack)));
    auto dictionaries = TRY(wire::Dictionaries::load(folder / "dictionaries"));
    auto rule_labels = TRY(load_rule_labels(folder / "policy" / "rules.json"));
    return Assets{.schemas = std::move(schemas),
                  .packs = std::move(packs),
                  .standards = std::move(standards),
                  .pack = county.pack,
                  .forms = std::move(forms),
                  .dictionaries = std::move(dictionaries),
                  .rule_labels = std::move(rule_labels)};
}

Result<void> make_tablet(Machine& machine, const fs::path& folder, std::string_view passphrase,
                         const fs::path& request_file) {
    vault::NewVault plan;
    plan.label = kFirstSlotLabel;
    plan.passphrase = passphrase;
    plan.argon2 = TRY(vault::calibrate_argon2(machine.clock, vault::calibration_goal(vault::machine_memory())));
    const vault::Vault vault = TRY(vault::Vault::create(folder, machine.vault_environment(), plan));
    const wire::DeviceRequest request =
        wire::make_device_request(vault.device(), vault.device_key(), vault.author_key());
    return vault::replace_file(machine.files, request_file, encode(request));
}

Result<void> import_grant(Machine& machine, const fs::path& folder, const fs::path& grant_file) {
    const Bytes bytes = TRY(machine.files.read(grant_file, kMaxGrantFile));
    const wire::Grant grant = TRY(wire::decode_grant(bytes));
    const vault::VaultStatus status = TRY(vault::Vault::status(folder, machine.vault_environment()));
    if (grant.device_certificate.key != status.device_key) {
        return fail(ErrorCode::device_key_differs, "the grant is another tablet's");
    }
    if (const auto before = TRY(kept_grant(machine, folder)); before && before->root != grant.root) {
        return fail(ErrorCode::certificate_invalid, "the grant is another county's");
    } else if (before && before->grant_epoch > grant.grant_epoch) {
        return fail(ErrorCode::grant_older, "a later one is here");
    }
    return vault::replace_file(machine.files, folder / kGrantFile, bytes);
}

Result<std::unique_ptr<Tablet>> Tablet::unlock(Machine& machine, const Assets& assets, const fs::path& folder,
                                               std::string_view passphrase, const std::optional<CountyAddress>& county,
                                               std::function<void()> changed) {
    const vault::SlotId slot = TRY(first_coordinator(machine, folder));
    vault::Vault vault = TRY(vault::Vault::unlock(folder, machine.vault_environment(), slot, passphrase));
    std::unique_ptr<Tablet> tablet{new Tablet{machine, std::move(vault)}};
    tablet->m_grant = TRY(kept_grant(machine, folder));
    const std::optional<wire::Grant>& grant = tablet->m_grant;
    if (grant && grant->recovery) {
        TRY(vault::Recovery::enable(tablet->m_vault, *grant->recovery));
    }
    tablet->m_workspace = TRY(casework::Workspace::open(
        {.vault = tablet->m_vault,
         .files = machine.files,
         .schemas = assets.schemas,
         .forms = assets.forms,
         .rules = assets.rules(),
         .clock = machine.clock,
         .entropy = machine.entropy,
         .scope = grant && !grant->villages.empty() ? grant->villages.front().stream : StreamId{},
         .user_name = {},
         .county = county_devices(grant),
         .viewer = tablet->m_viewer,
         .trust = trust_of(grant)}));
    if (grant) {
        tablet->m_sync =
            TRY(CountyLink::open({.workspace = *tablet->m_workspace,
                                  .vault = tablet->m_vault,
                                  .files = machine.files,
                                  .clock = machine.clock,
                                  .entropy = machine.entropy,
                                  .schemas = assets.schemas,
                                  .dictionaries = assets.dictionaries,
                                  .keep_grant =
                                      [&machine, folder](ByteView later) {
                                          return vault::replace_file(machine.files, folder / kGrantFile, later);
                                      },
                                  .second_storage = machine.second_storage,
                                  .is_network_cut = &machine.is_network_cut,
                                  .changed = std::move(changed)},
                                 *grant, endpoint_of(*grant, county)));
    }
    return tablet;
}

Result<std::future<Result<entry::EntryId>>> Tablet::settle(const registry::Entity& entity, std::string_view property,
                                                           entry::Value value, std::string reason) {
    const Clock& clock = m_machine.clock;
    const casework::Decision decision{
        .role = m_viewer.role,
        .reason = std::move(reason),
        .scope = m_grant && !m_grant->villages.empty() ? m_grant->villages.front().stream : StreamId{},
        .clock = {.wall = clock.wall_now(), .monotonic = clock.monotonic_now(), .boot = clock.boot_id()},
        .sealed_to = {}};
    const entry::EntryDraft draft = TRY(casework::settle_conflict(entity, property, std::move(value), decision));
    entry::AssembledEntry assembled = TRY(entry::assemble(draft, m_machine.entropy));
    return m_workspace->store_thread().call(
        registry::JobUrgency::person,
        [vault = &m_vault, assembled = std::move(assembled)](registry::Recorder& recorder) -> Result<entry::EntryId> {
            auto saved = recorder.save(assembled, {.author = vault->author_key(), .device = vault->device_key()});
            return saved ? Result<entry::EntryId>{saved->id()} : Result<entry::EntryId>{fail(saved.error())};
        });
}

Result<std::string> tablet_json(Tablet& tablet) {
    casework::CaseList& cases = tablet.workspace().cases();
    nlohmann::ordered_json json;
    json["device"] = tablet.vault().device().to_string();
    json["drafts"] = TRY(tablet.workspace().drafts()).size();
    json["waiting"] = TRY(cases.waiting());
    json["cases"] = nlohmann::json::array();
    for (const casework::CaseLine& line : TRY(cases.newest(registry::kMaxCounted))) {
        json["cases"].push_back({{"id", line.id.to_string()},
                                 {"entry", line.recorded_in.to_string()},
                                 {"own", line.is_own},
                                 {"state", line.delivered == casework::Delivered::uploaded ? "uploaded" : "waiting"}});
    }
    json["streams"] = nlohmann::json::array();
    for (const registry::StreamState& stream : TRY(cases.streams())) {
        json["streams"].push_back(
            {{"stream", stream.stream.to_string()}, {"entries", stream.entries}, {"hash", stream.hash().to_string()}});
    }
    return json.dump(2);
}

}  // namespace daohu
