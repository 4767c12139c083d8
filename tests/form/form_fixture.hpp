// SPDX-License-Identifier: Apache-2.0
#pragma once

// Small forms written in the test that needs them, opened at a fixed moment: 2026-03-05 08:00 in China.

#include "core/form/session.hpp"
#include "core/form/submission.hpp"

#include <catch2/catch_test_macros.hpp>

#include <chrono>
#include <map>
#include <string>
#include <string_view>

namespace daohu::form::test {

inline std::string wrap_form(std::string_view instance, std::string_view binds, std::string_view body) {
    std::string text = R"(<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa" xmlns:odk="http://www.opendatakit.org/xforms"
 xmlns:orx="http://openrosa.org/xforms" xmlns:entities="http://www.opendatakit.org/xforms/entities"
 xmlns:dh="https://daohu.example/xforms"><h:head><h:title>Test</h:title><model><instance>)";
    text.append(instance).append("</instance>").append(binds).append("</model></h:head><h:body>");
    return text.append(body).append("</h:body></h:html>");
}

// Files in memory.
class MemoryAttachments final : public Attachments {
public:
    std::map<std::string, std::string, std::less<>> files;
    std::map<std::string, bool, std::less<>> lists;

    [[nodiscard]] AttachmentKind find(std::string_view name) const override {
        if (lists.contains(name)) {
            return AttachmentKind::entity_list;
        }
        return files.contains(name) ? AttachmentKind::file : AttachmentKind::missing;
    }
    [[nodiscard]] Result<std::string> read(std::string_view name) const override { return files.find(name)->second; }
};

// A register in memory; the frontier is ignored.
class MemoryEntities final : public EntitySource {
public:
    std::map<std::string, std::vector<Entity>, std::less<>> lists;

    [[nodiscard]] Result<void> read(std::string_view list, ByteView, EntitySink& sink) const override {
        const auto found = lists.find(list);
        if (found == lists.end()) {
            return fail(ErrorCode::not_found, std::string{list});
        }
        for (const Entity& entity : found->second) {
            sink.entity(entity);
        }
        return {};
    }
    [[nodiscard]] Result<std::optional<Entity>> find(std::string_view list, std::string_view id,
                                                     ByteView) const override {
        const auto found = lists.find(list);
        if (found != lists.end()) {
            for (const Entity& entity : found->second) {
                if (entity.id == id) {
                    return std::optional{entity};
                }
            }
        }
        return std::optional<Entity>{};
    }
};

inline constexpr WallTime kMorning{std::chrono::milliseconds{1'772'668'800'000}};  // 2026-03-05T00:00:00Z

// A form that is being filled. Requires everything it does to succeed.
class Filling {
public:
    explicit Filling(std::string_view document, const Attachments& attachments = NoAttachments{},
                     const MemoryEntities& register_now = {}, OpenRequest request = {})
        : entities{register_now} {
        auto loaded = Definition::load(document, attachments);
        INFO((loaded ? std::string{} : loaded.error().describe()));
        REQUIRE(loaded);
        definition = std::move(*loaded);
        auto opened = Session::open(*definition, ports(), request);
        INFO((opened ? std::string{} : opened.error().describe()));
        REQUIRE(opened);
        session = std::move(opened->session);
        draft.push_back(std::move(opened->patch));
    }

    [[nodiscard]] SessionPorts ports() {
        SessionPorts made;
        made.clock = &clock;
        made.entropy = &entropy;
        made.entities = &entities;
        made.device_id = "tablet-1";
        made.user_name = "coordinator";
        return made;
    }

    [[nodiscard]] NodeId node(std::string_view path) const {
        const NodeId found = session->find(path);
        INFO(path);
        REQUIRE(found != NodeId::none);
        return found;
    }
    [[nodiscard]] std::string value(std::string_view path) const { return std::string{session->value(node(path))}; }
    [[nodiscard]] bool relevant(std::string_view path) const { return session->is_relevant(node(path)); }

    void keep(Result<Patch> patch) {
        INFO((patch ? std::string{} : patch.error().describe()));
        REQUIRE(patch);
        draft.push_back(std::move(*patch));
    }
    void answer(std::string_view path, std::string_view text) { keep(session->answer(node(path), text)); }

    // The first repeat of the body below the given parent.
    [[nodiscard]] FormPlace repeat(std::string_view row_path, std::string_view parent_path) const {
        const SchemaId row = definition->find(row_path);
        for (const Repeat& found : definition->repeats()) {
            if (found.node == row) {
                return {found.element, node(parent_path)};
            }
        }
        FAIL("no such repeat");
        return {};
    }
    NodeId add_row(std::string_view row_path, std::string_view parent_path = "/data") {
        const FormPlace place = repeat(row_path, parent_path);
        keep(session->add_row(place));
        return session->last_row(place);
    }

    // Through bytes and back, as a draft that survived a power cut.
    Session::Restored restore(const Definition& form) {
        std::vector<Patch> patches;
        for (const Patch& patch : draft) {
            auto decoded = decode_patch(encode_patch(patch));
            REQUIRE(decoded);
            REQUIRE(*decoded == patch);
            patches.push_back(std::move(*decoded));
        }
        auto restored = Session::restore(form, ports(), patches);
        INFO((restored ? std::string{} : restored.error().describe()));
        REQUIRE(restored);
        return std::move(*restored);
    }

    FakeClock clock{kMorning};
    SeededEntropy entropy{7};
    MemoryEntities entities;
    std::unique_ptr<Definition> definition;
    std::unique_ptr<Session> session;
    std::vector<Patch> draft;
};

}  // namespace daohu::form::test
