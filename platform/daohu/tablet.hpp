// SPDX-License-Identifier: Apache-2.0
#pragma once

// One tablet: the folder with its vault, and what is open while it is unlocked. Main thread; make_tablet and unlock
// take as long as Argon2id does and may run on a worker.

#include "core/casework/workspace.hpp"
#include "core/ports/absent.hpp"
#include "core/ports/connectivity.hpp"
#include "platform/daohu/county_enrolment.hpp"
#include "platform/daohu/county_link.hpp"
#include "platform/daohu/shifted_clock.hpp"
#include "platform/daohu/store_watch.hpp"
#include "sync/wire/enrolment.hpp"

#include <filesystem>
#include <future>
#include <map>
#include <memory>
#include <optional>

namespace daohu {

// The machine a tablet runs on. Outlives it.
struct Machine {
    vault::SystemFiles files;
    SystemEntropy entropy;
    ShiftedClock clock;
    AbsentSecureKey secure_key;
    std::optional<std::filesystem::path> second_storage{};  // for the copy of every night
    std::optional<std::filesystem::path> stick{};           // where carried bundles go, while it is plugged in
    std::string proxy{};                                    // the network's way out, see client::Endpoint
    Camera* camera = nullptr;                               // none: no photographs
    Location* location = nullptr;                           // none: nobody knows where this is
    std::atomic<bool> is_network_cut{false};                // by a script
    const Connectivity* connectivity = nullptr;             // none: nobody knows what a link costs

    [[nodiscard]] bool has_stick() const {
        std::error_code problem;
        return stick && std::filesystem::is_directory(*stick, problem);
    }
    [[nodiscard]] vault::VaultEnvironment vault_environment() {
        return {.files = files, .entropy = entropy, .secure_key = secure_key};
    }
};

// The pack of a tablet that is not enrolled, where whoever started it has named none.
inline constexpr const char* kUsualPack = "songpan-2021";

// What is said of the county at the tablet itself.
struct CountyChoice {
    std::optional<std::string> pack{};                 // in place of the grant's, for practice and demonstrations
    std::optional<std::filesystem::path> standards{};  // a table of published figures; none: figures are missing input
};

// What every tablet of a county has alike. Outlives it.
struct Assets {
    registry::SchemaSet schemas;
    policy::PackLibrary packs;
    policy::Standards standards;
    std::string pack;              // worked under
    bool is_pack_chosen = false;   // at the tablet: what its grant names does not count
    bool is_pack_awaited = false;  // it is not here: one that states nothing stands in its place
    std::filesystem::path folder;  // they were read from
    casework::FormLibrary forms;
    wire::Dictionaries dictionaries;
    std::map<std::string, policy::Label, std::less<>> rule_labels;  // of rules, parameters, open questions

    // What came with the app. The codes of SchemaSet::load, PackLibrary::open, FormLibrary::load and Dictionaries::load;
    // policy_pack_missing where no version of the pack is in force on `today`; io_failed and policy_standards_invalid.
    [[nodiscard]] static Result<Assets> load(const std::filesystem::path& folder, const CountyChoice& county,
                                             Date today);
    [[nodiscard]] casework::CountyRules rules() const { return {packs, standards, pack}; }
};

// A new vault in `folder` and, in `request_file`, what the county's office needs to enrol it. The codes of
// Vault::create.
Result<void> make_tablet(Machine& machine, const std::filesystem::path& folder, std::string_view passphrase,
                         const std::filesystem::path& request_file);

// Keeps the office's answer in the tablet's folder. The codes of decode_grant; device_key_differs where it is another
// tablet's; certificate_invalid where it is of another county than the one before; grant_older where a later one is here.
Result<void> import_grant(Machine& machine, const std::filesystem::path& folder,
                          const std::filesystem::path& grant_file);
// The same with its bytes.
Result<void> import_grant(Machine& machine, const std::filesystem::path& folder, ByteView bytes);

// Where the county is, when the grant does not say or says otherwise.
struct CountyAddress {
    std::string address;
    std::uint16_t port = 0;
};

// From the next opening on the county is looked for there, unless something else is said.
Result<void> keep_county_address(Machine& machine, const std::filesystem::path& folder, const CountyAddress& county);

// The slot of whoever works on a tablet alone, or first. not_found and slots_damaged; slot_unknown where there is none.
[[nodiscard]] Result<vault::SlotId> first_coordinator(Machine& machine, const std::filesystem::path& folder);

class Tablet {
public:
    // The codes of Workspace::open and CountyLink::open; then `vault` is still the caller's. `changed` is called from the
    // sync thread whenever there is something new to show.
    [[nodiscard]] static Result<std::unique_ptr<Tablet>> open(Machine& machine, const Assets& assets,
                                                              std::unique_ptr<vault::Vault>& vault,
                                                              const std::optional<CountyAddress>& county,
                                                              std::function<void()> changed);
    // The same for the first coordinator; also the codes of Vault::unlock.
    [[nodiscard]] static Result<std::unique_ptr<Tablet>>
    unlock(Machine& machine, const Assets& assets, const std::filesystem::path& folder, std::string_view passphrase,
           const std::optional<CountyAddress>& county, std::function<void()> changed);

    // Closes everything but the vault.
    [[nodiscard]] static std::unique_ptr<vault::Vault> take_down(std::unique_ptr<Tablet> tablet);
    // Closes everything. What it worked with, where that is more than came with the app: practice is by it too.
    [[nodiscard]] static std::optional<Assets> close_for_practice(std::unique_ptr<Tablet> tablet);

    [[nodiscard]] casework::Workspace& workspace() { return *m_workspace; }
    [[nodiscard]] const vault::Vault& vault() const { return *m_vault; }
    // To change its slots: on one thread at a time, and not while the screen is being unlocked.
    [[nodiscard]] vault::Vault& slots() { return *m_vault; }
    // Whoever unlocked it, as the county's register of workers says.
    [[nodiscard]] const casework::Viewer& viewer() const { return m_workspace->viewer(); }
    // screen_pin_too_simple; the codes of writing the slots.
    Result<void> set_screen_pin(std::string_view pin) { return m_vault->set_screen_pin(pin); }
    [[nodiscard]] const std::optional<wire::Grant>& grant() const { return m_grant; }
    // There is a grant that cannot be read: the tablet works as if it had none, until the county's is read again.
    [[nodiscard]] bool is_grant_damaged() const { return m_is_grant_damaged; }
    // What it works with: the app's own, with what the county has published laid over it.
    [[nodiscard]] const Assets& assets() const { return m_published ? *m_published : m_built_in; }
    // Why something that was published is not in force here.
    [[nodiscard]] const std::vector<Error>& left_out() const { return m_left_out; }
    // When its photographs are sent, from now on and after the next start. The codes of writing a file.
    [[nodiscard]] PhotoChoice photos() const { return m_photos; }
    Result<void> set_photos(PhotoChoice choice);
    // Null before the tablet is enrolled, and in practice.
    [[nodiscard]] CountyLink* sync() { return m_sync.get(); }
    // Of a tablet without a grant; null with one, and in practice.
    [[nodiscard]] CountyEnrolment* enrolment() { return m_enrolment.get(); }
    // Looks at its files once a week.
    [[nodiscard]] StoreWatch& watch() { return *m_watch; }
    // Nobody in it is real; it has no grant and never speaks to a county.
    [[nodiscard]] bool is_practice() const { return m_is_practice; }
    // Where it works: its code, empty before the tablet is enrolled, and the stream that carries it.
    [[nodiscard]] const wire::GrantedVillage& village() const { return m_village; }

private:
    Tablet(Machine& machine, const Assets& assets, std::unique_ptr<vault::Vault> vault)
        : m_machine{machine}, m_built_in{assets}, m_vault{std::move(vault)} {}
    void close_work();
    Result<void> open_work(const std::optional<CountyAddress>& county, std::function<void()> changed);
    // What the county has published and which pack it has named. What is damaged of it, to be fetched again.
    [[nodiscard]] Result<std::vector<Hash256>> take_published();

    Machine& m_machine;
    const Assets& m_built_in;
    std::unique_ptr<vault::Vault> m_vault;
    std::optional<Assets> m_published;
    std::vector<Error> m_left_out;
    PhotoChoice m_photos = PhotoChoice::on_wifi;
    bool m_is_practice = false;
    bool m_is_grant_damaged = false;
    wire::GrantedVillage m_village;
    std::optional<wire::Grant> m_grant;
    std::unique_ptr<casework::Workspace> m_workspace;
    std::unique_ptr<CountyLink> m_sync;
    std::unique_ptr<CountyEnrolment> m_enrolment;
    std::unique_ptr<StoreWatch> m_watch;  // goes first: it reads the vault's files
};

// Counts and hashes, no personal data: {"device", "drafts", "waiting", "left_out", "cases", "streams"}. "left_out" says
// what of the county's publications is not used here, and why.
[[nodiscard]] Result<std::string> tablet_json(Tablet& tablet);

}  // namespace daohu
