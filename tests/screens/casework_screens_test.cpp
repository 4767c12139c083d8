// SPDX-License-Identifier: Apache-2.0
//
// What each tap on the screens around households asks for.

#include "platform/gallery/sample_casework.hpp"
#include "ui/screens/dossier.hpp"
#include "ui/screens/due_reviews.hpp"
#include "ui/screens/first_aid.hpp"
#include "ui/screens/households.hpp"
#include "ui/screens/plan.hpp"
#include "ui/screens/policy.hpp"
#include "ui/screens/referrals.hpp"

// After the screens: it draws with what is declared by then.
#include "tests/screens/shown.hpp"

using namespace daohu;
using daohu::testing::Shown;
using gallery::Sample;

namespace {

using Plan = Shown<model::PlanState, model::PlanActions>;
using Households = Shown<model::HouseholdsState, model::HouseholdsActions>;
using Dossier = Shown<model::DossierState, model::DossierActions>;
using DueReviews = Shown<model::DueReviewsState, model::DueReviewsActions>;
using Policy = Shown<model::PolicyState, model::PolicyActions>;
using Referrals = Shown<model::ReferralsState, model::ReferralsActions>;
using FirstAid = Shown<model::FirstAidState, model::FirstAidActions>;

constexpr kit::Size kPortrait{800, 1280};

}  // namespace

TEST_CASE("Plan: a household opens, or is shown beside the list where there is room", "[ui]") {
    Plan wide{gallery::plan, Sample::full};
    const model::RowId first = wide.state.groups[1].households[1].id;
    wide.bench.tap("plan.household." + first.to_string());
    CHECK(wide.only<model::SelectHousehold>().id == first);
    wide.bench.tap("plan.detail.visit");
    CHECK(wide.only<model::StartVisit>().household == wide.state.detail->id);
    wide.bench.tap("plan.detail.open");
    CHECK(wide.only<model::OpenHousehold>().id == wide.state.detail->id);
    Plan narrow{gallery::plan, Sample::full, kPortrait};
    narrow.bench.tap("plan.household." + first.to_string());
    CHECK(narrow.only<model::OpenHousehold>().id == first);
}

TEST_CASE("Plan: filters go on and off, search and discovery are at hand", "[ui]") {
    Plan plan{gallery::plan, Sample::full};
    plan.bench.tap("plan.filter.tekun");
    CHECK_FALSE(plan.only<model::SwitchFilter>().is_on);
    plan.bench.tap("plan.filter.dibao");
    CHECK(plan.only<model::SwitchFilter>().is_on);
    REQUIRE(plan.bench.screen.enter("plan.search", "zs"));
    CHECK(plan.only<model::ChangeSearch>().text == "zs");
    plan.bench.tap("plan.discover");
    plan.only<model::StartDiscovery>();
}

TEST_CASE("Plan: the last of five thousand households can be reached", "[ui]") {
    Plan plan{gallery::plan, Sample::long_text, kPortrait};
    const model::RowId last = plan.state.groups.back().households.back().id;
    plan.bench.tap("plan.household." + last.to_string());
    CHECK(plan.only<model::OpenHousehold>().id == last);
}

TEST_CASE("Households: letters are struck on the pad beside the list", "[ui]") {
    Households wide{gallery::households, Sample::long_text};
    wide.bench.tap("pad.z");
    CHECK(wide.only<model::ChangeSearch>().text == "z");
}

TEST_CASE("Households: where there is no room the letters come when they are asked for", "[ui]") {
    Households narrow{gallery::households, Sample::full, kPortrait};
    CHECK(narrow.bench.find("pad.z") == nullptr);
    narrow.bench.tap("households.pad");
    narrow.bench.tap("pad.z");
    CHECK(narrow.only<model::ChangeSearch>().text == "slz");
    narrow.bench.tap("households.pad");
    CHECK(narrow.bench.find("pad.z") == nullptr);
}

TEST_CASE("Households: a new one needs a search first and a second look", "[ui]") {
    Households all{gallery::households, Sample::long_text};
    CHECK(all.bench.find("households.create") == nullptr);
    Households searched{gallery::households, Sample::error};
    searched.bench.tap("households.create");
    CHECK(searched.actions.empty());
    searched.bench.tap("households.ask.keep");
    CHECK(searched.actions.empty());
    searched.bench.tap("households.create");
    searched.bench.tap("households.ask.act");
    CHECK(searched.only<model::CreateHousehold>().name == searched.state.search);
}

TEST_CASE("Households: a near match opens like any other", "[ui]") {
    Households searched{gallery::households, Sample::error};
    const model::RowId near = searched.state.near[0].id;
    searched.bench.tap("households.row." + near.to_string());
    CHECK(searched.only<model::OpenHousehold>().id == near);
}

TEST_CASE("Dossier: pages, members, aid and rules open", "[ui]") {
    Dossier dossier{gallery::dossier, Sample::full};
    dossier.bench.tap("dossier.page.aid");
    CHECK(dossier.only<model::ShowDossierPage>().page == model::DossierPage::aid);
    dossier.bench.tap("dossier.policy");
    dossier.only<model::OpenPolicy>();
    dossier.state.page = model::DossierPage::members;
    const model::RowId member = dossier.state.members[1].id;
    dossier.bench.tap("dossier.member." + member.to_string());
    CHECK(dossier.only<model::OpenMember>().id == member);
    dossier.state.page = model::DossierPage::visits;
    dossier.bench.tap("dossier.record." + dossier.state.visits[0].id.to_string());
    CHECK(dossier.only<model::OpenRecord>().id == dossier.state.visits[0].id);
    dossier.bench.tap("back");
    dossier.only<model::GoBack>();
}

TEST_CASE("Dossier: offers the forms there are, and says why one cannot be filled now", "[ui]") {
    Dossier dossier{gallery::dossier, Sample::full};
    dossier.bench.tap("dossier.start");
    CHECK(dossier.actions.empty());
    CHECK_FALSE(dossier.bench.screen.tap("dossier.form.first_aid"));
    dossier.bench.tap("dossier.form.change_report");
    CHECK(dossier.only<model::StartForm>().form == "change_report");
    CHECK(dossier.bench.find("dossier.forms.keep") == nullptr);
}

TEST_CASE("Dossier: a draft is continued before anything new is begun", "[ui]") {
    Dossier dossier{gallery::dossier, Sample::error};
    dossier.bench.tap("dossier.start");
    CHECK(dossier.only<model::ContinueDraft>().id == dossier.state.draft);
}

TEST_CASE("Due reviews: a row opens its household, filters switch", "[ui]") {
    DueReviews due{gallery::due_reviews, Sample::full};
    const model::RowId late = due.state.groups[0].rows[1].household;
    due.bench.tap("due_reviews.row." + late.to_string());
    CHECK(due.only<model::OpenHousehold>().id == late);
    due.bench.tap("due_reviews.filter.tekun");
    CHECK(due.only<model::SwitchFilter>().id == "tekun");
}

TEST_CASE("Policy: what is missing can be asked for, and nothing else is", "[ui]") {
    Policy policy{gallery::policy, Sample::full};
    CHECK(policy.bench.find("policy.ask.basic_floor") == nullptr);
    policy.bench.tap("policy.ask.temporary");
    CHECK(policy.only<model::AskMissing>().finding == "temporary");
}

TEST_CASE("Referrals: each one opens its record", "[ui]") {
    Referrals referrals{gallery::referrals, Sample::full};
    const model::RowId mine = referrals.state.mine[0].id;
    referrals.bench.tap("referrals.record." + mine.to_string());
    CHECK(referrals.only<model::OpenRecord>().id == mine);
}

TEST_CASE("First aid: aid is recorded first, what is owed opens", "[ui]") {
    FirstAid aid{gallery::first_aid, Sample::error};
    aid.bench.tap("first_aid.give");
    aid.only<model::GiveAid>();
    aid.bench.tap("first_aid.duty.township");
    CHECK(aid.only<model::OpenDuty>().id == "township");
}
