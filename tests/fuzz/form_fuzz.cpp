// SPDX-License-Identifier: Apache-2.0
// Whatever the bytes, a form is loaded or refused, filled in a few places, and sorted into sections.

#include "core/form/submission.hpp"
#include "tests/fuzz/fuzz_target.hpp"

namespace daohu::fuzz {

namespace {

using namespace daohu::form;

// Small, so that one input stays far below a second.
constexpr LoadLimits kLimits{.bytes = 64 * 1024, .instance_nodes = 2'000, .questions = 500};
constexpr FillLimits kFill{.values = 500, .bytes = 64 * 1024};

void fill(const Definition& definition) {
    FakeClock clock{WallTime{}};
    SeededEntropy entropy{1};
    SessionPorts ports;
    ports.clock = &clock;
    ports.entropy = &entropy;
    OpenRequest request;
    request.limits = kFill;
    auto opened = Session::open(definition, ports, request);
    if (!opened) {
        return;
    }
    std::vector<Patch> draft{opened->patch};
    const auto keep = [&draft](Result<Patch> patch) {
        if (patch) {
            draft.push_back(std::move(*patch));
        }
    };
    Session& session = *opened->session;
    for (const OutlineItem& item : session.outline()) {
        if (item.kind == ItemKind::question && session.is_present(item.place.node)) {
            (void)session.question(item.place);
            keep(session.answer(item.place.node, "1"));
        } else if (item.kind == ItemKind::repeat) {
            keep(session.add_row(item.place));
        }
    }
    keep(session.undo());
    if (auto submission = make_submission(session)) {
        (void)submission_xml(definition, submission->sections);
    }
    (void)Session::restore(definition, ports, draft, kFill);
}

}  // namespace

void try_input(ByteView input) {
    if (const auto definition = Definition::load(as_text(input), NoAttachments{}, kLimits)) {
        fill(**definition);
    }
}

}  // namespace daohu::fuzz
