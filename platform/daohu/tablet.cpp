// SPDX-License-Identifier: Apache-2.0
#include "platform/daohu/tablet.hpp"

#include "core/base/beijing_time.hpp"
#include "core/casework/act/settlement.hpp"
#include "core/casework/pack_table.hpp"
#include "core/vault/recovery.hpp"
#include "platform/daohu/new_tablet.hpp"
#include "platform/daohu/practice.hpp"
#include "platform/daohu/published_assets.hpp"
#include "platform/daohu/store_mending.hpp"

#include <nlohmann/json.hpp>

#include <fstream>
#include <sstream>

namespace daohu {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMaxGrantFile = 256 * 1024;
constexpr const char* kGrantFile = "grant";
// Under which an enrolled tablet works whose county names no pack: it is nowhere, and nothing counts as stated.
constexpr const char* kNoPack = "none-named";
constexpr const char* kCountyFile = "county";
constexpr std::uint64_t kMaxCountyFile = 512;

Result<std::optional<wire::Grant>> kept_grant(Machine& machine, const fs::path& folder) {
    if (!machine.files.exists(folder / kGrantFile)) {
        return std::optional<wire::Grant>{};
    }
    const Bytes bytes = TRY(machine.files.read(folder / kGrantFile, kMaxGrantFile));
    return std::optional{TRY(wire::decode_grant(bytes))};
}

// A file of no value to anybody may not shut the tablet: its records are here, and the county gives another.
bool is_unreadable_grant(const Error& error) { return error.code != ErrorCode::io_failed; }

// Where it was enrolled over the network. One that cannot be read is as good as none: the grant says where to look.
std::optional<CountyAddress> kept_address(Machine& machine, const fs::path& folder) {
    const auto bytes = machine.files.read(folder / kCountyFile, kMaxCountyFile);
    const auto place = bytes ? client::read_place({reinterpret_cast<const char*>(bytes->data()), bytes->size()})
                             : std::optional<client::EnrolmentPlace>{};
    return place ? std::optional{CountyAddress{.address = place->host, .port = place->port}} : std::nullopt;
}

client::Endpoint endpoint_of(const wire::Grant& grant, const std::optional<CountyAddress>& county,
                             const std::string& proxy) {
    client::Endpoint endpoint{.server_name = grant.server_name,
                              .port = grant.port,
                              .address = {},
                              .authorities = grant.authorities,
                              .proxy = proxy};
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

using RuleLabels = std::map<std::string, policy::Label, std::less<>>;

// Of a list of things that have an id (or a name) and words.
Result<void> add_labels(const fs::path& file, const char* list, const char* id, const char* words, RuleLabels& labels) {
    std::ifstream in{file, std::ios::binary};
    const auto json = nlohmann::json::parse(in, nullptr, false);
    if (!json.is_object() || !json.contains(list)) {
        return fail(ErrorCode::io_failed, "reading the names of rules");
    }
    for (const auto& one : json[list]) {
        const auto label = one.value(words, nlohmann::json::object());
        labels.emplace(one.value(id, ""), policy::Label{label.value("zh", ""), label.value("en", "")});
    }
    return {};
}

// What people call rules, parameters and questions that documents leave open.
Result<RuleLabels> load_rule_labels(const fs::path& folder) {
    RuleLabels labels;
    TRY(add_labels(folder / "rules.json", "rules", "id", "label", labels));
    TRY(add_labels(folder / "catalogue.json", "parameters", "name", "label", labels));
    TRY(add_labels(folder / "catalogue.json", "switches", "id", "label", labels));
    TRY(add_labels(folder / "ambiguities.json", "items", "id", "title", labels));
    return labels;
}

// Who reads what is sealed is the root's word, for the village of the grant.
std::optional<casework::CountyTrust> trust_of(const std::optional<wire::Grant>& grant) {
    if (!grant || grant->villages.empty()) {
        return std::nullopt;
    }
    return casework::CountyTrust{.root = grant->root, .division = grant->villages.front().code};
}

}  // namespace

Result<vault::SlotId> first_coordinator(Machine& machine, const fs::path& folder) {
    const vault::VaultStatus status = TRY(vault::Vault::status(folder, machine.vault_environment()));
    for (const auto& slot : status.slots) {
        if (slot.kind == vault::SlotKind::coordinator) {
            return slot.id;
        }
    }
    return fail(ErrorCode::slot_unknown, "no coordinator");
}

Result<Assets> Assets::load(const fs::path& folder, const CountyChoice& county, Date today) {
    auto schemas = TRY(registry::SchemaSet::load(folder));
    policy::Faults left_out;  // another county's unsound pack is no reason not to start
    auto packs = TRY(policy::PackLibrary::open(folder / "policy", left_out));
    auto standards = TRY(load_standards(county.standards));
    const std::string name = county.pack.value_or(kUsualPack);
    const policy::Pack* pack = packs.find(name, today);
    if (pack == nullptr) {
        return fail(ErrorCode::policy_pack_missing, left_out.empty() ? name : left_out.front().describe());
    }
    auto forms = TRY(casework::FormLibrary::load(folder / "forms", casework::pack_table(*pack)));
    auto dictionaries = TRY(wire::Dictionaries::load(folder / "dictionaries"));
    auto rule_labels = TRY(load_rule_labels(folder / "policy"));
    return Assets{.schemas = std::move(schemas),
                  .packs = std::move(packs),
                  .standards = std::move(standards),
                  .pack = name,
                  .is_pack_chosen = county.pack.has_value(),
                  .folder = folder,
                  .forms = std::move(forms),
                  .dictionaries = std::move(dictionaries),
                  .rule_labels = std::move(rule_labels)};
}

Result<void> make_tablet(Machine& machine, const fs::path& folder, std::string_view passphrase,
                         const fs::path& request_file) {
    const vault::Vault vault = TRY(make_vault(machine, folder, passphrase));
    const wire::DeviceRequest request =
        wire::make_device_request(vault.device(), vault.device_key(), vault.author_key());
    return vault::replace_file(machine.files, request_file, encode(request));
}

Result<void> import_grant(Machine& machine, const fs::path& folder, const fs::path& grant_file) {
    const Bytes bytes = TRY(machine.files.read(grant_file, kMaxGrantFile));
    return import_grant(machine, folder, ByteView{bytes});
}

Result<void> import_grant(Machine& machine, const fs::path& folder, ByteView bytes) {
    const wire::Grant grant = TRY(wire::decode_grant(bytes));
    const vault::VaultStatus status = TRY(vault::Vault::status(folder, machine.vault_environment()));
    if (grant.device_certificate.key != status.device_key) {
        return fail(ErrorCode::device_key_differs, "the grant is another tablet's");
    }
    auto before = kept_grant(machine, folder);
    if (!before && !is_unreadable_grant(before.error())) {
        return fail(before.error());
    }
    // Of which county an unreadable one was nobody can say; the new one is for this device's key all the same.
    if (before && *before && (*before)->root != grant.root) {
        return fail(ErrorCode::certificate_invalid, "the grant is another county's");
    } else if (before && *before && (*before)->grant_epoch > grant.grant_epoch) {
        return fail(ErrorCode::grant_older, "a later one is here");
    }
    return vault::replace_file(machine.files, folder / kGrantFile, bytes);
}

Result<void> keep_county_address(Machine& machine, const fs::path& folder, const CountyAddress& county) {
    const std::string line = county.address + ':' + std::to_string(county.port);
    return vault::replace_file(machine.files, folder / kCountyFile, as_bytes(line));
}

Result<std::unique_ptr<Tablet>> Tablet::unlock(Machine& machine, const Assets& assets, const fs::path& folder,
                                               std::string_view passphrase, const std::optional<CountyAddress>& county,
                                               std::function<void()> changed) {
    const vault::SlotId slot = TRY(first_coordinator(machine, folder));
    vault::Vault unlocked = TRY(vault::Vault::unlock(folder, machine.vault_environment(), slot, passphrase));
    auto vault = std::make_unique<vault::Vault>(std::move(unlocked));
    return open(machine, assets, vault, county, std::move(changed));
}

Result<std::unique_ptr<Tablet>> Tablet::open(Machine& machine, const Assets& assets,
                                             std::unique_ptr<vault::Vault>& vault,
                                             const std::optional<CountyAddress>& county,
                                             std::function<void()> changed) {
    std::unique_ptr<Tablet> tablet{new Tablet{machine, assets, std::move(vault)}};
    if (const auto opened = tablet->open_work(county, std::move(changed)); !opened) {
        vault = take_down(std::move(tablet));
        return fail(opened.error());
    }
    return tablet;
}

void Tablet::close_work() {
    m_watch.reset();
    m_sync.reset();
    m_enrolment.reset();
    m_workspace.reset();
}

std::unique_ptr<vault::Vault> Tablet::take_down(std::unique_ptr<Tablet> tablet) {
    tablet->close_work();
    return std::move(tablet->m_vault);
}

std::optional<Assets> Tablet::close_for_practice(std::unique_ptr<Tablet> tablet) {
    tablet->close_work();
    // By rules that state nothing there is nothing to practise.
    return tablet->assets().is_pack_awaited ? std::nullopt : std::move(tablet->m_published);
}

Result<std::vector<Hash256>> Tablet::take_published() {
    const std::string named = m_grant->pack.empty() ? kNoPack : m_grant->pack;
    const std::string& pack = m_built_in.is_pack_chosen ? m_built_in.pack : named;
    PublishedAssets published =
        read_published_assets(*m_vault, m_machine.files, m_built_in, pack, beijing_date(m_machine.clock.wall_now()));
    m_published = std::move(published.assets);
    m_left_out = std::move(published.left_out);
    if (assets().pack != pack) {  // never under another county's rules than its own
        return fail(m_left_out.back());
    }
    return std::move(published.damaged);
}

Result<void> Tablet::set_photos(PhotoChoice choice) {
    TRY(write_photo_choice(m_machine.files, m_vault->folder(), choice));
    m_photos = choice;
    if (m_sync != nullptr) {
        m_sync->set_photos(choice);
    }
    return {};
}

Result<void> Tablet::open_work(const std::optional<CountyAddress>& county, std::function<void()> changed) {
    const fs::path folder = m_vault->folder();
    m_is_practice = daohu::is_practice(m_machine.files, folder);
    if (m_is_practice) {
        const PracticeVillage village = practice_village();
        m_village = {.code = village.code, .stream = village.stream};
    } else {
        auto kept = kept_grant(m_machine, folder);
        if (!kept && !is_unreadable_grant(kept.error())) {
            return fail(kept.error());
        }
        m_is_grant_damaged = !kept;
        m_grant = kept ? std::move(*kept) : std::nullopt;
    }
    if (m_grant && !m_grant->villages.empty()) {
        m_village = m_grant->villages.front();
    }
    std::vector<Hash256> damaged;
    if (m_grant) {
        damaged = TRY(take_published());
    }
    m_photos = read_photo_choice(m_machine.files, folder);
    if (m_grant && m_grant->recovery) {
        TRY(vault::Recovery::enable(*m_vault, *m_grant->recovery));
    }
    m_workspace = TRY(casework::Workspace::open({.vault = *m_vault,
                                                 .files = m_machine.files,
                                                 .schemas = assets().schemas,
                                                 .forms = assets().forms,
                                                 .rules = assets().rules(),
                                                 .clock = m_machine.clock,
                                                 .entropy = m_machine.entropy,
                                                 .scope = m_village.stream,
                                                 .user_name = {},
                                                 .county = county_devices(m_grant),
                                                 .viewer = {},
                                                 .trust = trust_of(m_grant)}));
    if (const auto drafts = m_workspace->drafts(); !drafts && is_damage(drafts.error().code)) {
        return fail(drafts.error());  // a page of them is bad: mending leads back to them
    }
    m_watch = std::make_unique<StoreWatch>(*m_vault, m_machine.files, m_machine.clock, changed);
    if (!m_grant) {
        if (!m_is_practice) {
            m_enrolment = std::make_unique<CountyEnrolment>(
                CountyEnrolment::Parts{.machine = m_machine, .vault = *m_vault, .changed = std::move(changed)});
        }
        return {};
    }
    m_sync = TRY(CountyLink::open(
        {.workspace = *m_workspace,
         .vault = *m_vault,
         .files = m_machine.files,
         .clock = m_machine.clock,
         .entropy = m_machine.entropy,
         .schemas = assets().schemas,
         .dictionaries = assets().dictionaries,
         .keep_grant = [&machine = m_machine, folder](
                           ByteView later) { return vault::replace_file(machine.files, folder / kGrantFile, later); },
         .second_storage = m_machine.second_storage,
         .is_network_cut = &m_machine.is_network_cut,
         .changed = std::move(changed),
         .photos = m_photos,
         .network = m_machine.connectivity,
         .damaged = std::move(damaged)},
        *m_grant, endpoint_of(*m_grant, county ? county : kept_address(m_machine, folder), m_machine.proxy)));
    return {};
}

Result<std::string> tablet_json(Tablet& tablet) {
    casework::CaseList& cases = tablet.workspace().cases();
    nlohmann::ordered_json json;
    json["device"] = tablet.vault().device().to_string();
    json["drafts"] = TRY(tablet.workspace().drafts()).size();
    json["waiting"] = TRY(cases.waiting());
    json["left_out"] = nlohmann::json::array();
    for (const Error& why : tablet.left_out()) {
        json["left_out"].push_back(why.describe());
    }
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
