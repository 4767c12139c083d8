// SPDX-License-Identifier: Apache-2.0
#include "platform/daohu/pages/outgoing.hpp"

#include "core/casework/act_views.hpp"
#include "ui/model/vocabulary.hpp"

namespace daohu {

namespace {

constexpr std::string_view kReferral = "referral";

std::string answer(casework::Interview& interview, std::string_view path) {
    const form::Session& session = interview.session();
    const form::NodeId node = session.find(path);
    return node == form::NodeId::none ? std::string{} : std::string{session.value(node)};
}

// The person referred, else the family.
std::optional<EntityId> subject_of(casework::Interview& interview) {
    for (const std::string_view path : {"/data/referral/about_person", "/data/household_id"}) {
        if (const auto id = EntityId::parse(answer(interview, path))) {
            return *id;
        }
    }
    return std::nullopt;
}

std::string label_of(const casework::PacketFact& fact, const model::Vocabulary& words) {
    const registry::DatasetSchema* const dataset = words.schemas().find_dataset(fact.dataset);
    const registry::PropertySchema* const property = dataset == nullptr ? nullptr : dataset->find(fact.property);
    return property == nullptr ? fact.property : words.of(property->label);
}

}  // namespace

Result<std::optional<model::OutgoingFacts>> outgoing_of(Tablet& tablet, const Assets& assets, Words& words,
                                                        casework::Interview& interview, Date today) {
    const std::string body = answer(interview, "/data/referral/body");
    const auto about = interview.info().form_id == kReferral ? subject_of(interview) : std::nullopt;
    if (!about || body.empty()) {
        return std::nullopt;
    }
    const casework::FilledPacket packet =
        TRY(tablet.workspace().acts().packet_for({.about = *about,
                                                  .body = body,
                                                  .programme = answer(interview, "/data/referral/programme"),
                                                  .reason = answer(interview, "/data/referral/reason"),
                                                  .facts_shared = answer(interview, "/data/referral/facts_shared")},
                                                 today));
    const model::Vocabulary vocabulary{assets.schemas, words};
    const std::string name = vocabulary.code(body, "body");
    model::OutgoingFacts outgoing;
    outgoing.title = vocabulary.say("review.outgoing", {{"body", FixedText{name}}});
    outgoing.remark = packet.is_routed ? std::string{} : vocabulary.say("review.outgoing.no_route");
    for (const casework::PacketFact& fact : packet.facts) {
        outgoing.facts.push_back(
            {label_of(fact, vocabulary), vocabulary.value(fact.value, fact.dataset, fact.property)});
    }
    return outgoing;
}

}  // namespace daohu
