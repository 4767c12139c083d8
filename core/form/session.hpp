// SPDX-License-Identifier: Apache-2.0
#pragma once

// One filling of a form: answers, rows, relevance, problems, undo, and the patches a draft is made of. Owned by
// casework, on one thread; the definition and the ports outlive it.
//
//     auto opened = TRY(Session::open(definition, ports, request));
//     save(opened.patch);                                            // before anything is shown
//     auto patch = TRY(opened.session->answer(node, "2"));           // every act returns its patch: save it, then draw
//     ...
//     if (auto problem = session.next_problem({})) { go to problem->place; }
//     save(TRY(session.finish()));
//     Submission submission = TRY(make_submission(session));         // core/form/submission.hpp
//
// A node is one instance of a question, group or row; ids are never used again within a session, so a screen may keep
// them and ask `is_present`. Answers that break a rule are kept and reported, never thrown away; only finish() insists.

#include "core/base/clock.hpp"
#include "core/base/entropy.hpp"
#include "core/form/definition.hpp"
#include "core/form/patch.hpp"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace daohu::form {

// Limits of the entry the form will become. Whatever would pass them is refused while the form is filled (the next
// row, the longer text), so that finishing never fails for size.
struct FillLimits {
    std::size_t values = 8'192;
    std::size_t bytes = 256 * 1024;  // of paths and values, an upper estimate of the entry's sections
};

struct FillLevel {
    std::size_t values = 0;
    std::size_t bytes = 0;
    FillLimits limits;

    // 0 to 1 and above; the nearer of the two limits.
    [[nodiscard]] double fraction() const;
};

struct SessionPorts {
    const Clock* clock = nullptr;
    Entropy* entropy = nullptr;
    const EntitySource* entities = nullptr;  // may be absent for forms without entity lists
    std::int32_t utc_offset_minutes = 480;   // what dates without an offset mean
    std::string device_id;                   // for jr:preload="property"
    std::string user_name;
};

struct Prefill {
    std::string path;  // without positions
    std::string value;
};

struct OpenRequest {
    std::string subject;            // whom the form is about: kept in the draft, not read by the form
    Bytes frontier;                 // which state of the registers is read
    std::string language;           // one of Definition::languages(); empty for the default
    std::vector<Prefill> prefills;  // before the first calculation; a path the form lacks is form_no_such_node
    FillLimits limits;
};

// An answer of a draft that the form at hand has no place for.
struct LostAnswer {
    std::string path;
    std::string value;
    std::string reason;  // "no such question", "not a value of the new type", ...: for the log and for authors
};

// Where in the form: a body element and the node it stands for. For a repeat the node is the parent of its rows, for
// one of its rows the row itself; for a gathering group the node around it.
struct FormPlace {
    ElementId element = ElementId::none;
    NodeId node = NodeId::none;

    friend bool operator==(const FormPlace&, const FormPlace&) = default;
};

enum class ProblemKind : std::uint8_t {
    required,    // nothing answered and no state says why
    constraint,  // the rule of the question is not kept
    type,        // "abc" where a number is asked for
    expression,  // the form's own rule cannot be evaluated, or does not settle
};

struct Problem {
    ProblemKind kind = ProblemKind::required;
    FormPlace place;
    std::string message;  // the form's own words in the current language; empty where it has none
};

enum class ItemKind : std::uint8_t { question, group, repeat, row };

// Counts of relevant, answerable questions.
struct Progress {
    std::uint32_t total = 0;
    std::uint32_t done = 0;     // with a value or a state
    std::uint32_t missing = 0;  // required and not done
    std::uint32_t errors = 0;   // answers that break a rule

    Progress& operator+=(const Progress& other);
    friend bool operator==(const Progress&, const Progress&) = default;
};

// A line of the outline, in the order of the form; only what is relevant.
struct OutlineItem {
    ItemKind kind = ItemKind::question;
    FormPlace place;
    std::uint32_t depth = 0;
    std::uint32_t row_number = 0;  // of a row: 1 for the first
    Progress progress;             // of the question, or of everything below
};

struct Choice {
    std::string value;
    std::string label;
    NodeId item = NodeId::none;  // in the list the choices come from, for callers that show more than the label
};

// One question as a screen shows it, in the current language. Texts are made when asked for.
struct QuestionView {
    FormPlace place;
    Control control = Control::input;
    DataType type = DataType::text;
    std::string label;
    std::string hint;
    std::string guidance;
    std::string image;  // file name of a label's picture
    std::string value;
    AnswerState state = AnswerState::none;
    bool is_required = false;
    bool is_read_only = false;
    bool is_relevant = true;
    std::optional<Problem> problem;
};

// Why a row that stood for a known person or thing is taken out.
enum class RemovalReason : std::uint8_t { none, moved, died, mistake };

struct RemovedEntity {
    std::string list;
    std::string entity;
    std::string reason;
};

// What a register showed for a property when the form was opened, and the writes behind it.
struct ShownProperty {
    std::string value;
    std::vector<Bytes> writes;
};

class Session {
public:
    struct Opened;
    struct Restored;

    // Fills in defaults, preloads, seeded rows and first-load actions. form_no_such_node, not_found (an entity list),
    // xpath_*.
    [[nodiscard]] static Result<Opened> open(const Definition& definition, const SessionPorts& ports,
                                             const OpenRequest& request);
    // From the patches of a draft, oldest first. What the form at hand cannot hold is listed, never dropped silently.
    // form_patch_malformed where the first patch does not open a draft, or opens one of another form.
    [[nodiscard]] static Result<Restored> restore(const Definition& definition, const SessionPorts& ports,
                                                  std::span<const Patch> patches, FillLimits limits = {});
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
    ~Session();

    [[nodiscard]] const Definition& definition() const;
    [[nodiscard]] const Tree& tree() const;
    [[nodiscard]] const std::string& subject() const;
    [[nodiscard]] const Bytes& frontier() const;
    // Counts every change; a screen redraws its texts when it moves.
    [[nodiscard]] std::uint64_t revision() const;

    // --- Nodes ---

    // "/data/member[2]/name"; rows without a number mean the first. none where there is no such node now.
    [[nodiscard]] NodeId find(std::string_view path) const;
    // With a number on every row of a repeat: "/data/member[2]/name".
    [[nodiscard]] std::string path(NodeId node) const;
    [[nodiscard]] bool is_present(NodeId node) const;
    [[nodiscard]] std::string_view value(NodeId node) const;
    [[nodiscard]] AnswerState state(NodeId node) const;
    [[nodiscard]] bool is_relevant(NodeId node) const;
    [[nodiscard]] bool is_required(NodeId node);
    [[nodiscard]] bool is_read_only(NodeId node);
    [[nodiscard]] std::optional<Problem> problem(NodeId node);
    // The value as people read it: labels of chosen choices joined by ", ".
    [[nodiscard]] std::string display_value(FormPlace place);

    // --- Acts. Each is one step of undo and one patch; an act that changes nothing gives an empty patch. ---

    // Empty takes the answer back. Kept even where it breaks a rule: ask problem(). form_no_such_node,
    // form_read_only, form_full.
    [[nodiscard]] Result<Patch> answer(NodeId node, std::string_view value);
    // Says why there is no answer; clears the value. `none` takes it back.
    [[nodiscard]] Result<Patch> set_state(NodeId node, AnswerState state);
    // A new last row of the repeat (a body element, or its schema node) below `parent`. form_fixed_rows where the form
    // decides how many there are; form_full. The row is last_row() afterwards.
    [[nodiscard]] Result<Patch> add_row(FormPlace repeat);
    [[nodiscard]] NodeId last_row(FormPlace repeat) const;
    // A seeded row needs a reason: form_reason_missing.
    [[nodiscard]] Result<Patch> remove_row(NodeId row, RemovalReason reason = RemovalReason::none);
    [[nodiscard]] bool is_seeded(NodeId row) const;
    [[nodiscard]] bool can_undo() const;
    [[nodiscard]] bool can_redo() const;
    // form_nothing_to_undo.
    [[nodiscard]] Result<Patch> undo();
    [[nodiscard]] Result<Patch> redo();
    // Texts change at once; calculations that use words are made again. not_found.
    [[nodiscard]] Result<Patch> set_language(std::string_view language);
    [[nodiscard]] const std::string& language() const;
    // Stamps the end of the interview. form_incomplete where a problem stands; the session can go on afterwards.
    [[nodiscard]] Result<Patch> finish();
    // The moment moved on: calculations that read the clock are made again.
    void refresh_clock();
    // For forms that ask where the tablet is (odk:setgeopoint): "latitude longitude altitude accuracy".
    void set_location(std::string geopoint);

    // --- Reading for screens ---

    [[nodiscard]] std::vector<OutlineItem> outline();
    [[nodiscard]] Progress progress();
    // Relevant questions, and repeats, in order; empty at either end. An empty place gives the first or the last.
    [[nodiscard]] std::optional<FormPlace> next(FormPlace from) const;
    [[nodiscard]] std::optional<FormPlace> previous(FormPlace from) const;
    // The first problem behind `after` in the order of the form, going round; an empty place starts at the top.
    [[nodiscard]] std::optional<Problem> next_problem(FormPlace after);
    [[nodiscard]] std::vector<Problem> problems();
    [[nodiscard]] QuestionView question(FormPlace place);
    [[nodiscard]] std::string label(FormPlace place);
    [[nodiscard]] Result<std::vector<Choice>> choices(FormPlace place);
    // Rows that are there now, in order.
    [[nodiscard]] std::vector<NodeId> rows(FormPlace repeat) const;
    // Whether a person may add or remove rows: no jr:count, no jr:noAddRemove.
    [[nodiscard]] bool has_open_rows(FormPlace repeat) const;
    // The place of a node's question; an element of none where the body does not ask for it.
    [[nodiscard]] FormPlace place_of(NodeId node) const;
    [[nodiscard]] FillLevel fill() const;

    // --- For the submission ---

    [[nodiscard]] const ShownProperty* shown(std::string_view list, std::string_view entity,
                                             std::string_view property) const;
    // Whether the registers knew the entity when the form was opened.
    [[nodiscard]] bool knows_entity(std::string_view list, std::string_view entity) const;
    [[nodiscard]] std::vector<RemovedEntity> removed_entities() const;
    // True where somebody or something gave the node a value at some time, though it may be empty now.
    [[nodiscard]] bool was_answered(NodeId node) const;
    // dh:subject-id of a section's group, evaluated.
    [[nodiscard]] Result<std::string> subject_id(std::uint32_t section, NodeId group);

private:
    class Core;
    explicit Session(std::unique_ptr<Core> core);

    std::unique_ptr<Core> m_core;
};

struct Session::Opened {
    std::unique_ptr<Session> session;
    Patch patch;
};

struct Session::Restored {
    std::unique_ptr<Session> session;
    std::vector<LostAnswer> lost;
    Patch patch;  // what opening it again did (load actions); save it where it is not empty
};

}  // namespace daohu::form
