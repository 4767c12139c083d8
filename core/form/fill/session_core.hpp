// SPDX-License-Identifier: Apache-2.0
#pragma once

// The inside of a session. Used by the session's own files alone.

#include "core/form/fill/choice_lists.hpp"
#include "core/form/fill/recalculation.hpp"

#include <map>

namespace daohu::form {

class Session::Core {
public:
    Core(const Definition& definition, const SessionPorts& session_ports, FillLimits limits);

    // The steps of one act, newest last.
    struct Act {
        std::vector<Step> steps;
    };

    // Settles, and makes the patch of everything since the last one.
    Patch close_patch(PatchKind kind);
    // The same for an act of a person, which undo takes back.
    Patch close_act();
    // Notes what the registers show for every entity the form names by now.
    void note_shown_entities();

    Result<void> seed_rows();
    void preload();
    void stamp_end();
    Result<void> apply(const Patch& patch, bool is_same_version, std::map<std::string, LostAnswer>& lost);

    [[nodiscard]] std::optional<Problem> check(NodeId node);
    [[nodiscard]] bool holds(const std::optional<xpath::Expression>& rule, NodeId node);
    [[nodiscard]] bool is_read_only(NodeId node);
    [[nodiscard]] bool is_answerable(NodeId node);
    [[nodiscard]] Progress progress_of(NodeId node);

    const Definition& form;
    SessionPorts ports;
    Instance instance;
    Pending pending;
    Editor editor;
    FormHost host;
    Actions actions;
    Recalculation recalculation;
    std::string subject;
    Bytes frontier;
    std::string language;
    std::vector<Act> done;
    std::vector<Act> undone;
    std::uint64_t revision = 0;
    // By list, entity and property.
    std::map<std::tuple<std::string, std::string, std::string>, ShownProperty, std::less<>> shown;
    std::map<std::pair<std::string, std::string>, bool, std::less<>> shown_entities;

private:
    void apply_effect(const Effect& effect, PatchKind kind, bool is_same_version,
                      std::map<std::string, LostAnswer>& lost);
    void apply_value(const Effect& effect, bool is_same_version, std::map<std::string, LostAnswer>& lost);
    void note_shown(const std::string& list, const std::string& entity);
    [[nodiscard]] std::string why_lost(NodeId node, const std::string& value) const;
    void fill_row(const Repeat& repeat, NodeId row, NodeRef item);
    [[nodiscard]] std::string preload_value(const Bind& bind);
};

}  // namespace daohu::form
