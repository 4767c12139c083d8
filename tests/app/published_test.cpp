// SPDX-License-Identifier: Apache-2.0
//
// What the county publishes takes the place of what the app came with, and never that of something newer or sound.

#include "platform/daohu/published_assets.hpp"

#include "core/base/beijing_time.hpp"
#include "tests/app/app_bench.hpp"
#include "tests/app/sixth_county.hpp"
#include "tests/entry/builders.hpp"

#include <algorithm>
#include <fstream>
#include <openssl/evp.h>

using namespace daohu;
using client::PublishedContent;
using daohu::testing::AppBench;
using daohu::testing::kSixth;
using daohu::testing::loaded_assets;
using daohu::testing::Village;

namespace {

namespace fs = std::filesystem;

constexpr const char* kForm = "routine_visit";

const fs::path& folder() {
    static const fs::path assets = fs::path{DAOHU_SOURCE_DIR} / "assets";
    return assets;
}

Date today() { return beijing_date(SystemClock{}.wall_now()); }

const Assets& built_in() {
    static const Assets assets = Assets::load(folder(), {}, today()).value();
    return assets;
}

// A file of the app with something else in one place.
Bytes changed(const fs::path& file, std::string_view before, std::string_view after) {
    std::ifstream in{folder() / file, std::ios::binary};
    std::string text{std::istreambuf_iterator<char>{in}, std::istreambuf_iterator<char>{}};
    const std::size_t at = text.find(before);
    REQUIRE(at != std::string::npos);
    text.replace(at, before.size(), after);
    return {text.begin(), text.end()};
}

wire::Artefact artefact(wire::ArtefactKind kind, std::string id, std::string_view version) {
    wire::Artefact made;
    made.kind = kind;
    made.id = std::move(id);
    made.version = version;
    return made;
}

PublishedContent visit(std::string_view version) {
    const std::string mark = "id=\"routine_visit\" version=\"";
    const std::string name = std::string{kForm} + ".xml";
    return {.artefact = artefact(wire::ArtefactKind::form, kForm, version),
            .files = {{name, changed(fs::path{"forms"} / name, mark + "2\"", mark + std::string{version} + "\"")}}};
}

PublishedContent person(std::string_view before, std::string_view after) {
    return {.artefact = artefact(wire::ArtefactKind::dataset, "person", "9"),
            .files = {{"person.json", changed("datasets/person.json", before, after)}}};
}

PublishedContent sixth_county(std::string_view valid_from) {
    PublishedContent pack{.artefact = artefact(wire::ArtefactKind::pack, kSixth, "1"), .files = {}};
    for (const auto& [name, text] : daohu::testing::sixth_county(valid_from)) {
        pack.files[name] = Bytes(text.begin(), text.end());
    }
    return pack;
}

// Rows of the county's pack as a form reads it.
std::uint32_t rows_of_pack(const Assets& assets) {
    const auto& instances = assets.forms.find("household_baseline").value()->definition->instances();
    const auto pack = std::ranges::find(instances, "pack", &form::SecondaryInstance::id);
    REQUIRE(pack != instances.end());
    return pack->tree->child_count(pack->tree->root_element());
}

std::string version_of(const Assets& assets) { return assets.forms.find(kForm).value()->definition->version(); }

// As it comes from the county.
wire::Artefact announced(const PublishedContent& content, const Bytes& blob) {
    wire::Artefact announcement = content.artefact;
    announcement.length = blob.size();
    announcement.address = hash256(blob);
    REQUIRE(EVP_Digest(blob.data(), blob.size(), announcement.sha256.data(), nullptr, EVP_sha256(), nullptr) == 1);
    return announcement;
}

}  // namespace

TEST_CASE("Published: a later form, dataset or pack takes the place of the app's own, an older one does not", "[app]") {
    CHECK_FALSE(lay_over(built_in(), {}, built_in().pack, today()).assets);

    const auto later = lay_over(built_in(), {visit("7")}, built_in().pack, today());
    REQUIRE(later.assets);
    CHECK(later.left_out.empty());
    CHECK(version_of(*later.assets) == "7");
    CHECK(version_of(built_in()) == "2");
    CHECK(later.assets->forms.ids() == built_in().forms.ids());

    const auto older = lay_over(built_in(), {visit("0")}, built_in().pack, today());
    REQUIRE(older.assets);
    CHECK(version_of(*older.assets) == "2");

    const auto dataset = lay_over(built_in(), {person("\"version\": 2", "\"version\": 9")}, built_in().pack, today());
    REQUIRE(dataset.assets);
    CHECK(dataset.left_out.empty());
    CHECK(dataset.assets->schemas.find_dataset("person")->version == 9);
    const auto old_dataset =
        lay_over(built_in(), {person("\"version\": 2", "\"version\": 1")}, built_in().pack, today());
    CHECK(old_dataset.assets->schemas.find_dataset("person")->version == 2);

    PublishedContent pack{.artefact = artefact(wire::ArtefactKind::pack, "lushan-2021", "1"), .files = {}};
    const auto files = policy::read_pack_folder(folder() / "policy" / "lushan-2021").value();
    for (const auto& [name, text] : files) {
        pack.files[name] = Bytes(text.begin(), text.end());
    }
    pack.files["pack.json"] =
        changed("policy/lushan-2021/pack.json", "\"en\": \"Lushan County\"", "\"en\": \"Lushan\"");
    const auto with_pack = lay_over(built_in(), {pack}, built_in().pack, today());
    REQUIRE(with_pack.assets);
    CHECK(with_pack.left_out.empty());
    CHECK(with_pack.assets->packs.find("lushan-2021", today())->label.en == "Lushan");
}

TEST_CASE("Published: what is not sound is left out with a reason, and takes nothing else with it", "[app]") {
    PublishedContent broken_form = visit("7");
    broken_form.files.begin()->second = Bytes(20, '<');
    PublishedContent broken_pack{.artefact = artefact(wire::ArtefactKind::pack, "songpan-2021", "1"),
                                 .files = {{"pack.json", Bytes{'{', '}'}}}};
    const auto laid = lay_over(built_in(),
                               {broken_form,
                                person("\"type\": \"code\"", "\"type\": \"riddle\""),
                                broken_pack,
                                {.artefact = artefact(wire::ArtefactKind::standards, "county", "1"),
                                 .files = {{"standards.json", Bytes{'{', '}'}}}}},
                               built_in().pack, today());
    REQUIRE(laid.assets);
    CHECK(laid.left_out.size() == 4);
    CHECK(version_of(*laid.assets) == "2");
    CHECK(laid.assets->schemas.fingerprint() == built_in().schemas.fingerprint());
    CHECK(laid.assets->packs.find("songpan-2021", today()) != nullptr);
}

TEST_CASE("Published: the county's own pack is in force on a tablet whose app came without it", "[app]") {
    const auto laid = lay_over(built_in(), {sixth_county("2026-01-01")}, kSixth, today());
    REQUIRE(laid.assets);
    CHECK(laid.left_out.empty());
    CHECK(laid.assets->pack == kSixth);
    CHECK_FALSE(laid.assets->is_pack_awaited);
    const policy::Pack* const pack = laid.assets->packs.find(kSixth, today());
    REQUIRE(pack != nullptr);
    CHECK(pack->label.en == "Sixth County");
    CHECK(built_in().packs.find(kSixth, today()) == nullptr);
    CHECK(rows_of_pack(*laid.assets) == rows_of_pack(loaded_assets("lushan-2021")));  // forms read it too
}

TEST_CASE("Published: until the county's own pack is here, or in force, nothing is stated, and no other county's",
          "[app]") {
    const auto without = lay_over(built_in(), {}, kSixth, today());
    const auto too_early = lay_over(built_in(), {sixth_county("2999-01-01")}, kSixth, today());
    for (const PublishedAssets* laid : {&without, &too_early}) {
        REQUIRE(laid->assets);
        CHECK(laid->left_out.empty());
        CHECK(laid->assets->is_pack_awaited);
        CHECK(laid->assets->pack == kSixth);
        const policy::Pack* const pack = laid->assets->packs.find(kSixth, today());
        REQUIRE(pack != nullptr);
        for (const policy::ParameterDefinition& definition : laid->assets->packs.catalogue().parameters()) {
            CHECK_FALSE(pack->parameter(definition.id).is_stated());
        }
        CHECK(rows_of_pack(*laid->assets) == 0);  // nobody opens a case under it
        CHECK(laid->assets->forms.ids() == built_in().forms.ids());
    }
    // What is here and not in force yet stays what it is.
    CHECK(too_early.assets->packs.find_version(kSixth, 1)->label.en == "Sixth County");
}

TEST_CASE("Published: a tablet reads what it has fetched before it opens, and fetches again what is damaged", "[app]") {
    const Village village;
    AppBench bench{village.folder()};
    bench.unlock();
    Tablet& tablet = *bench.app().tablet();
    vault::SystemFiles files;
    CHECK_FALSE(read_published_assets(tablet.vault(), files, built_in(), built_in().pack, today()).assets);

    client::PublishedFiles shelf{tablet.workspace().store_thread(), files,
                                 tablet.vault().folder() / client::kPublishedFolder};
    REQUIRE(shelf.to_fetch());
    const auto fetch_as = [&](std::string_view version, const Bytes& blob) {
        const PublishedContent content = visit(version);
        const auto entry =
            entry::test::signed_entry(make_draft(announced(content, blob), entry::test::id_of<StreamId>(1)),
                                      entry::test::first_position(), entry::test::Signer{}, 1);
        REQUIRE(tablet.workspace()
                    .store_thread()
                    .call(registry::JobUrgency::person,
                          [&](registry::Recorder& recorder) { return shelf.note(recorder, entry); })
                    .get());
        const client::SealedFile file{.stream = {}, .address = hash256(blob), .size = blob.size()};
        REQUIRE(shelf.append(file, blob));
        REQUIRE(shelf.complete(file));
        return tablet.vault().folder() / client::kPublishedFolder / file.address.to_string();
    };
    const auto fetch = [&](std::string_view version) { return fetch_as(version, wire::encode(visit(version).files)); };
    fetch("5");
    const fs::path newest = fetch("7");
    const auto in_force = read_published_assets(tablet.vault(), files, built_in(), built_in().pack, today());
    REQUIRE(in_force.assets);
    CHECK(version_of(*in_force.assets) == "7");
    CHECK(in_force.damaged.empty());

    std::ofstream{newest, std::ios::trunc} << "not a form any more";
    const auto damaged = read_published_assets(tablet.vault(), files, built_in(), built_in().pack, today());
    REQUIRE(damaged.assets);
    CHECK(version_of(*damaged.assets) == "5");  // the one before it
    REQUIRE(damaged.damaged.size() == 1);
    CHECK(shelf.to_fetch().value().empty());
    REQUIRE(shelf.fetch_again(damaged.damaged.front()));
    CHECK(shelf.to_fetch().value().size() == 1);

    // As announced, and no files: fetching it again would bring the same.
    fetch_as("9", Bytes(40, 0xFF));
    const auto unreadable = read_published_assets(tablet.vault(), files, built_in(), built_in().pack, today());
    REQUIRE(unreadable.assets);
    CHECK(version_of(*unreadable.assets) == "5");
    CHECK(unreadable.damaged.empty());
    REQUIRE(unreadable.left_out.size() == 1);
    CHECK(unreadable.left_out.front().code == ErrorCode::artefact_malformed);
    CHECK(unreadable.left_out.front().describe().find("form routine_visit 9") != std::string::npos);
}
