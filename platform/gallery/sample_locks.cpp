// SPDX-License-Identifier: Apache-2.0
#include "platform/gallery/sample_locks.hpp"

#include "platform/gallery/sample_words.hpp"

namespace daohu::gallery {

namespace {

constexpr const char* kRequest = "daohu-9f31c04e.request";
constexpr const char* kAnswer = "daohu-9f31c04e.request.answer";
constexpr const char* kGrant = "daohu-9f31c04e.grant";

}  // namespace

model::SecretState secret(Words& words, Sample sample) {
    model::SecretState state;
    state.badge = badge(sample);
    switch (sample) {
        case Sample::empty: break;
        case Sample::full:
            state.form.has_current = true;
            state.form.has_next = true;
            state.form.has_again = true;
            break;
        case Sample::error:
            state.form.stage = model::SecretStage::failed;
            state.form.failure = say(words, "secret.differ");
            break;
        case Sample::long_text:
            state.purpose = model::SecretPurpose::new_person;
            state.form.asks_current = false;
            state.form.stage = model::SecretStage::working;
            break;
    }
    return state;
}

model::NewTabletState new_tablet(Words& words, Sample sample) {
    model::NewTabletState state;
    switch (sample) {
        case Sample::empty: break;
        case Sample::full:
            state.form.has_next = true;
            state.form.has_again = true;
            break;
        case Sample::error:
            state.form.stage = model::SecretStage::failed;
            state.form.failure = say(words, "error.passphrase_too_short");
            break;
        case Sample::long_text: state.form.stage = model::SecretStage::working; break;
    }
    return state;
}

model::PeopleState people(Words&, Sample sample) {
    model::PeopleState state;
    state.badge = badge(sample);
    state.people = {{.id = "1", .label = "1", .is_self = true}};
    state.grant_file = kGrant;
    if (sample == Sample::empty) {
        return state;
    }
    state.people.push_back({.id = "2", .label = "2", .tries_left = 9});
    state.is_enrolled = true;
    state.is_certified = sample == Sample::full;
    state.has_stick = sample == Sample::long_text;
    state.request_file = sample == Sample::long_text ? kRequest : "";
    return state;
}

model::VaultRecoveryState vault_recovery(Words& words, Sample sample) {
    model::VaultRecoveryState state;
    state.answer_file = kAnswer;
    switch (sample) {
        case Sample::empty: state.stage = model::RecoveryStage::impossible; break;
        case Sample::full:
            state.has_stick = true;
            state.request_file = kRequest;
            break;
        case Sample::error: state.failure = say(words, "error.not_found"); break;
        case Sample::long_text: state.stage = model::RecoveryStage::answered; break;
    }
    return state;
}

model::MendingState mending(Words& words, Sample sample) {
    model::MendingState state;
    state.is_store_damaged = true;
    state.are_drafts_damaged = sample == Sample::long_text;
    switch (sample) {
        case Sample::empty: state.stage = model::MendingStage::working; break;
        case Sample::full: state.stage = model::MendingStage::found; break;
        case Sample::error:
            state.stage = model::MendingStage::failed;
            state.failure = say(words, "error.disk_full");
            break;
        case Sample::long_text:
            state.stage = model::MendingStage::done;
            state.mended = {.from_copy = 12,
                            .from_file = 1'482,
                            .is_shut = false,
                            .unreadable = 3,
                            .drafts = 2,
                            .shortened_drafts = 1,
                            .lost_drafts = 1,
                            .are_drafts_unknown = false,
                            .kept_files = {"store.db.damaged-1", "drafts.db.damaged-1"}};
            break;
    }
    return state;
}

model::StoreCheckState store_check(Words& words, Sample sample) {
    model::StoreCheckState state;
    state.badge = badge(sample);
    switch (sample) {
        case Sample::empty: break;
        case Sample::full:
            state.stage = model::CheckStage::sound;
            state.is_recent = true;
            break;
        case Sample::error: state.stage = model::CheckStage::damaged; break;
        case Sample::long_text:
            state.stage = model::CheckStage::failed;
            state.failure = say(words, "sample.long.sentence");
            break;
    }
    return state;
}

model::TourState tour(Words& words, Sample sample) {
    model::TourState state{
        .step = 1, .steps = 6, .title = say(words, "tour.today"), .text = say(words, "tour.today.text")};
    if (sample == Sample::long_text) {
        state.step = state.steps;
        state.title = say(words, "tour.practice");
        state.text = say(words, "tour.practice.text");
        state.may_practise = true;
    }
    return state;
}

}  // namespace daohu::gallery
