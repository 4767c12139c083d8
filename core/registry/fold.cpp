// SPDX-License-Identifier: Apache-2.0
#include "core/registry/fold.hpp"

#include "core/registry/write_graph.hpp"

#include <algorithm>

namespace daohu::registry {

namespace {

using entry::OperationCode;
using Node = WriteGraph::Node;

// Latest first; where a first write is to stay displayed, earliest first.
enum class Display : std::uint8_t { latest, earliest };

Register make_register(const WriteGraph& graph, std::vector<Node> heads, Display display) {
    std::ranges::sort(heads, [&](Node a, Node b) {
        return display == Display::latest ? graph.displayed_before(b, a) : graph.displayed_before(a, b);
    });
    Register result;
    for (const Node head : heads) {
        result.siblings.push_back(graph.sibling(head));
    }
    if (heads.size() > 1) {
        const bool equal = std::ranges::all_of(
            result.siblings, [&](const Sibling& sibling) { return sibling.value == result.siblings.front().value; });
        result.agreement = equal ? Agreement::agreed : Agreement::conflict;
    }
    if (result.agreement == Agreement::conflict) {
        for (const Node base : graph.common_ancestors(heads)) {
            result.common_base.push_back(graph.sibling(base));
        }
    }
    return result;
}

std::vector<Node> heads_of(const WriteGraph& graph, const std::vector<Node>& writes) {
    std::vector<Node> heads;
    std::ranges::copy_if(writes, std::back_inserter(heads), [&](Node node) { return !graph.is_replaced(node); });
    return heads;
}

// An immutable value is replaced only by a decision between several.
std::vector<Node> immutable_heads_of(const WriteGraph& graph, const std::vector<Node>& writes) {
    std::vector<Node> heads;
    std::ranges::copy_if(writes, std::back_inserter(heads), [&](Node node) {
        return std::ranges::none_of(graph.replaced_by(node), [&](Node by) { return graph.replaces(by).size() > 1; });
    });
    return heads;
}

std::vector<Element> elements_of(const WriteGraph& graph, const std::vector<Node>& writes) {
    std::vector<Node> heads = heads_of(graph, writes);
    std::ranges::sort(heads, [&](Node a, Node b) { return graph.displayed_before(a, b); });
    std::vector<Element> elements;
    for (const Node head : heads) {
        Element element{graph.sibling(head), {}};
        for (const Node edited : graph.replaces(head)) {
            for (const Node by : graph.replaced_by(edited)) {
                if (graph.write(by).operation == OperationCode::remove) {
                    element.removal_proposed_by.push_back(graph.source(by));
                }
            }
        }
        elements.push_back(std::move(element));
    }
    return elements;
}

std::vector<Record> records_of(const WriteGraph& graph, std::vector<Node> nodes) {
    std::ranges::sort(nodes, [&](Node a, Node b) { return graph.displayed_before(a, b); });
    std::vector<Record> records;
    for (const Node node : nodes) {
        Record record{graph.id(node), graph.write(node).dataset, graph.source(node), RecordState::standing,
                      std::nullopt};
        if (graph.is_replaced(node)) {
            const bool voided = std::ranges::any_of(graph.replaced_by(node), [&](Node by) {
                return graph.write(by).operation == OperationCode::void_record;
            });
            record.state = voided ? RecordState::voided : RecordState::corrected;
        }
        if (!graph.replaces(node).empty()) {
            record.corrects = graph.id(graph.replaces(node).front());
        }
        records.push_back(std::move(record));
    }
    return records;
}

// The writes of an entity by what they are part of.
struct Sorted {
    std::vector<Node> status;
    std::vector<Node> creates;
    std::vector<Node> records;
    std::map<std::string, std::vector<Node>, std::less<>> properties;
};

Sorted sort_writes(const Contents& contents, const SchemaSet& schemas) {
    Sorted sorted;
    for (Node node = 0; node < contents.writes.size(); ++node) {
        const Write& write = contents.writes[node].write;
        if (!is_state(write)) {
            continue;
        }
        switch (write.operation) {
            case OperationCode::create:
            case OperationCode::close:
            case OperationCode::reopen:
                if (write.is_operation()) {
                    sorted.status.push_back(node);
                }
                break;
            case OperationCode::record:
            case OperationCode::correct: sorted.records.push_back(node); break;
            default: break;
        }
        if (write.is_operation()) {
            if (write.operation == OperationCode::create) {
                sorted.creates.push_back(node);
            }
            continue;
        }
        const DatasetSchema* dataset = schemas.find_dataset(write.dataset);
        const std::string_view name = dataset != nullptr ? dataset->current_name(write.property) : write.property;
        sorted.properties[std::string{name}].push_back(node);
    }
    return sorted;
}

PropertyMode mode_of(const WriteGraph& graph, const std::vector<Node>& writes, std::string_view name,
                     const SchemaSet& schemas) {
    for (const Node node : writes) {
        if (const PropertySchema* schema = schemas.find_property(graph.write(node).dataset, name)) {
            return schema->mode;
        }
    }
    const bool is_collected = std::ranges::any_of(writes, [&](Node node) {
        const OperationCode operation = graph.write(node).operation;
        return operation == OperationCode::add || operation == OperationCode::attach;
    });
    return is_collected ? PropertyMode::set : PropertyMode::register_;
}

void fold_properties(Entity& entity, const WriteGraph& graph, const Sorted& sorted, const SchemaSet& schemas) {
    for (const auto& [name, writes] : sorted.properties) {
        switch (mode_of(graph, writes, name, schemas)) {
            case PropertyMode::set:
                if (std::vector<Element> elements = elements_of(graph, writes); !elements.empty()) {
                    entity.sets.emplace(name, std::move(elements));
                }
                break;
            case PropertyMode::immutable:
                if (std::vector<Node> heads = immutable_heads_of(graph, writes); !heads.empty()) {
                    entity.registers.emplace(name, make_register(graph, std::move(heads), Display::earliest));
                }
                break;
            case PropertyMode::register_:
                if (std::vector<Node> heads = heads_of(graph, writes); !heads.empty()) {
                    entity.registers.emplace(name, make_register(graph, std::move(heads), Display::latest));
                }
                break;
        }
    }
}

void fold_status(Entity& entity, const WriteGraph& graph, const Sorted& sorted) {
    std::vector<Node> heads = heads_of(graph, sorted.status);
    if (heads.empty()) {
        return;
    }
    Register status = make_register(graph, std::move(heads), Display::latest);
    if (status.displayed() == entry::Value{std::string{kStatusClosed}}) {
        entity.status = EntityStatus::closed;
        const Provenance& closed_by = status.siblings.front().by;
        for (const auto& [name, property] : entity.registers) {
            const bool edited = std::ranges::any_of(property.siblings, [&](const Sibling& sibling) {
                return sibling.by.entry.device != closed_by.entry.device && sibling.by.hlc > closed_by.hlc;
            });
            if (edited) {
                entity.edited_while_closing.insert(name);
            }
        }
    }
    entity.status_register = std::move(status);
}

// That of the earliest create; without one, that of the earliest write of a property.
std::string dataset_of(const WriteGraph& graph, const Sorted& sorted) {
    std::vector<Node> candidates = sorted.creates;
    if (candidates.empty()) {
        for (const auto& [name, writes] : sorted.properties) {
            candidates.insert(candidates.end(), writes.begin(), writes.end());
        }
    }
    std::erase_if(candidates, [&](Node node) { return graph.write(node).dataset.empty(); });
    if (candidates.empty()) {
        return {};
    }
    return graph
        .write(*std::ranges::min_element(candidates, [&](Node a, Node b) { return graph.displayed_before(a, b); }))
        .dataset;
}

}  // namespace

void Contents::append(Contents other) {
    if (sources.empty()) {
        sources = std::move(other.sources);
        writes = std::move(other.writes);
        edges = std::move(other.edges);
    } else {
        const auto shift = static_cast<std::uint32_t>(sources.size());
        std::ranges::move(other.sources, std::back_inserter(sources));
        for (SourcedWrite& write : other.writes) {
            write.source += shift;
            writes.push_back(std::move(write));
        }
        for (SourcedEdge& edge : other.edges) {
            edge.source += shift;
            edges.push_back(edge);
        }
    }
    from_the_future |= other.from_the_future;
    has_absent_section |= other.has_absent_section;
    has_malformed_section |= other.has_malformed_section;
    is_forked |= other.is_forked;
}

bool is_state(const Write& write) {
    if (!write.is_operation()) {
        return write.operation == OperationCode::create || write.operation == OperationCode::update ||
               write.operation == OperationCode::attach || write.operation == OperationCode::add;
    }
    switch (write.operation) {
        case OperationCode::update:
        case OperationCode::attach:
        case OperationCode::add: return false;
        default: return true;
    }
}

Entity fold(const Contents& contents, const SchemaSet& schemas) {
    const WriteGraph graph{contents};
    const Sorted sorted = sort_writes(contents, schemas);
    Entity entity;
    entity.members = contents.members;
    entity.id = contents.members.front();
    entity.dataset = dataset_of(graph, sorted);
    entity.records = records_of(graph, sorted.records);
    fold_properties(entity, graph, sorted, schemas);
    fold_status(entity, graph, sorted);
    entity.needs_newer_app = contents.from_the_future;
    entity.has_absent_sections = contents.has_absent_section;
    entity.has_malformed_sections = contents.has_malformed_section;
    entity.is_forked = contents.is_forked;
    return entity;
}

std::map<std::string, Register, std::less<>> fold_answers(const Contents& contents) {
    const WriteGraph graph{contents};
    std::map<std::string, std::vector<Node>, std::less<>> paths;
    for (Node node = 0; node < contents.writes.size(); ++node) {
        if (!contents.writes[node].write.is_operation()) {
            paths[contents.writes[node].write.property].push_back(node);
        }
    }
    std::map<std::string, Register, std::less<>> answers;
    for (const auto& [path, writes] : paths) {
        if (std::vector<Node> heads = heads_of(graph, writes); !heads.empty()) {
            answers.emplace(path, make_register(graph, std::move(heads), Display::latest));
        }
    }
    return answers;
}

}  // namespace daohu::registry
