// SPDX-License-Identifier: Apache-2.0
// What a session shows: outline, navigation, questions, words, choices.
#include "core/form/fill/outline.hpp"
#include "core/form/fill/session_core.hpp"

#include <algorithm>

namespace daohu::form {

namespace {

// Where next() and previous() stop: what asks for an answer, and where rows are added.
[[nodiscard]] std::vector<FormPlace> answerable_places(Instance& instance, FormHost& host) {
    std::vector<FormPlace> places;
    for (const Stop& stop : Outline{instance, host}.stops()) {
        if (stop.kind == ItemKind::question || stop.kind == ItemKind::repeat) {
            places.push_back(stop.place);
        }
    }
    return places;
}

// Questions; and repeats, whose count the form may fail to give.
[[nodiscard]] bool may_have_problem(const Stop& stop) {
    return stop.kind == ItemKind::question || stop.kind == ItemKind::repeat;
}

}  // namespace

std::vector<OutlineItem> Session::outline() {
    Core& core = *m_core;
    const std::vector<Stop> stops = Outline{core.instance, core.host}.stops();
    std::vector<OutlineItem> items;
    items.reserve(stops.size());
    for (const Stop& stop : stops) {
        OutlineItem item{stop.kind, stop.place, stop.depth, stop.row_number, {}};
        if (stop.kind == ItemKind::question) {
            item.progress = core.progress_of(stop.place.node);
        }
        items.push_back(item);
    }
    // What is below adds up: every item gives its counts to the nearest item before it that is less deep.
    std::vector<std::size_t> above;
    for (std::size_t i = 0; i < items.size(); ++i) {
        while (!above.empty() && items[above.back()].depth >= items[i].depth) {
            above.pop_back();
        }
        if (items[i].kind == ItemKind::question) {
            for (const std::size_t container : above) {
                items[container].progress += items[i].progress;
            }
        }
        above.push_back(i);
    }
    return items;
}

Progress Session::progress() {
    Progress sum;
    for (const Stop& stop : Outline{m_core->instance, m_core->host}.stops()) {
        if (stop.kind == ItemKind::question) {
            sum += m_core->progress_of(stop.place.node);
        }
    }
    return sum;
}

std::optional<FormPlace> Session::next(FormPlace from) const {
    const std::vector<FormPlace> places = answerable_places(m_core->instance, m_core->host);
    if (from == FormPlace{}) {
        return places.empty() ? std::nullopt : std::optional{places.front()};
    }
    const auto found = std::find(places.begin(), places.end(), from);
    return found == places.end() || std::next(found) == places.end() ? std::nullopt : std::optional{*std::next(found)};
}

std::optional<FormPlace> Session::previous(FormPlace from) const {
    const std::vector<FormPlace> places = answerable_places(m_core->instance, m_core->host);
    if (from == FormPlace{}) {
        return places.empty() ? std::nullopt : std::optional{places.back()};
    }
    const auto found = std::find(places.begin(), places.end(), from);
    return found == places.end() || found == places.begin() ? std::nullopt : std::optional{*std::prev(found)};
}

std::vector<Problem> Session::problems() {
    std::vector<Problem> found;
    for (const Stop& stop : Outline{m_core->instance, m_core->host}.stops()) {
        if (may_have_problem(stop)) {
            if (auto problem = m_core->check(stop.place.node)) {
                problem->place = stop.place;
                found.push_back(std::move(*problem));
            }
        }
    }
    return found;
}

std::optional<Problem> Session::next_problem(FormPlace after) {
    const std::vector<Stop> stops = Outline{m_core->instance, m_core->host}.stops();
    const auto here = std::find_if(stops.begin(), stops.end(), [&](const Stop& stop) { return stop.place == after; });
    const std::size_t start = here == stops.end() ? 0 : static_cast<std::size_t>(here - stops.begin()) + 1;
    for (std::size_t i = 0; i < stops.size(); ++i) {
        const Stop& stop = stops[(start + i) % stops.size()];
        if (may_have_problem(stop)) {
            if (auto problem = m_core->check(stop.place.node)) {
                problem->place = stop.place;
                return problem;
            }
        }
    }
    return std::nullopt;
}

FormPlace Session::place_of(NodeId node) const {
    return {m_core->form.question_of(m_core->instance.schema_of(node)), node};
}

QuestionView Session::question(FormPlace place) {
    Core& core = *m_core;
    const BodyElement& element = core.form.element(place.element);
    const Bind* const bind = core.form.bind_of(core.instance.schema_of(place.node));
    QuestionView view;
    view.place = place;
    view.control = element.control;
    view.type = bind == nullptr ? DataType::text : bind->type;
    view.label = core.host.words(element.label, place.node);
    view.hint = core.host.words(element.hint, place.node);
    view.guidance = core.host.words(element.hint, place.node, TextForm::guidance);
    view.image = core.host.words(element.label, place.node, TextForm::image);
    constexpr std::string_view kImages = "jr://images/";
    if (view.image.starts_with(kImages)) {
        view.image.erase(0, kImages.size());
    }
    view.value = core.instance.tree().value(place.node);
    view.state = core.instance.state(place.node);
    view.is_required = is_required(place.node);
    view.is_read_only = core.is_read_only(place.node);
    view.is_relevant = core.instance.is_relevant(place.node);
    view.problem = core.check(place.node);
    return view;
}

std::string Session::label(FormPlace place) {
    Core& core = *m_core;
    const auto& body = core.form.body();
    const BodyElement& element = core.form.element(place.element);
    const bool is_row = element.control == Control::repeat && core.instance.row_number(place.node) != 0 &&
                        core.instance.schema_of(place.node) == element.node;
    // A row is called by the label of its first group, as in Collect.
    const std::uint32_t first = index(place.element) + 1;
    if (is_row && first < element.end && body[first].control == Control::group && !body[first].label.is_empty()) {
        return core.host.words(body[first].label, place.node);
    }
    if (element.control == Control::repeat && element.label.is_empty() && element.parent != ElementId::none) {
        return core.host.words(core.form.element(element.parent).label, place.node);
    }
    return core.host.words(element.label, place.node);
}

Result<std::vector<Choice>> Session::choices(FormPlace place) {
    return ChoiceLists{m_core->instance, m_core->host}.choices(place.element, place.node);
}

std::string Session::display_value(FormPlace place) {
    Core& core = *m_core;
    const std::string_view value = core.instance.tree().value(place.node);
    const BodyElement& element = core.form.element(place.element);
    if (!element.is_select()) {
        return std::string{value};
    }
    const std::vector<std::string_view> chosen =
        element.control == Control::select_one ? std::vector<std::string_view>{value} : chosen_values(value);
    std::string shown;
    for (const std::string_view one : chosen) {
        const std::string label = ChoiceLists{core.instance, core.host}.label_of(place.element, place.node, one);
        shown += shown.empty() ? "" : ", ";
        shown += label.empty() ? std::string{one} : label;
    }
    return shown;
}

}  // namespace daohu::form
