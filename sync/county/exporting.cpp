// SPDX-License-Identifier: Apache-2.0
#include "sync/county/exporting.hpp"

#include "core/base/money.hpp"
#include "sync/county/register_view.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace daohu::county {

namespace {

using registry::DataClass;

constexpr std::size_t kSliceBudget = 1024 * 1024;
constexpr std::size_t kEntitiesAtOnce = 256;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

constexpr std::array<std::pair<std::string_view, DataClass>, 4> kClasses{{{"none", DataClass::none},
                                                                          {"work", DataClass::work},
                                                                          {"personal", DataClass::personal},
                                                                          {"sensitive", DataClass::sensitive}}};

std::string_view name_of(DataClass data_class) {
    return std::ranges::find(kClasses, data_class, &std::pair<std::string_view, DataClass>::second)->first;
}

Result<StreamId> stream_of(Store& store, const std::string& village) {
    const auto stream = TRY(store.find_village(village));
    if (!stream) {
        return fail(ErrorCode::not_found, "village " + village);
    }
    return *stream;
}

void add_field(std::string& row, std::string_view text) {
    row += row.empty() ? "\"" : ",\"";
    for (const char c : text) {
        row += c;
        if (c == '"') {
            row += c;
        }
    }
    row += '"';
}

std::string text_of(const entry::Value& value, registry::PropertyType type) {
    if (const auto* text = std::get_if<std::string>(&value)) {
        return *text;
    }
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
        return type == registry::PropertyType::fen ? Fen{*number}.to_yuan() : std::to_string(*number);
    }
    if (const auto* yes = std::get_if<bool>(&value)) {
        return *yes ? "true" : "false";
    }
    if (const auto* state = std::get_if<entry::NullState>(&value)) {
        switch (*state) {
            case entry::NullState::blank: return "";
            case entry::NullState::unknown: return "unknown";
            case entry::NullState::refused: return "refused";
            case entry::NullState::not_asked: return "not_asked";
        }
    }
    const auto& bytes = std::get<Bytes>(value);
    return type == registry::PropertyType::attachment ? "attached" : to_hex(bytes);
}

std::string text_of(const registry::Entity& entity, const registry::PropertySchema& property) {
    if (property.mode == registry::PropertyMode::set) {
        std::vector<std::string> elements;
        if (const auto set = entity.sets.find(property.name); set != entity.sets.end()) {
            for (const registry::Element& element : set->second) {
                elements.push_back(text_of(element.added.value, property.type));
            }
        }
        return fmt::format("{}", fmt::join(elements, " "));
    }
    const entry::Value* value = entity.displayed(property.name);
    return value == nullptr ? "" : text_of(*value, property.type);
}

using Columns = std::vector<const registry::PropertySchema*>;

Columns columns_of(const registry::DatasetSchema& dataset, DataClass up_to) {
    Columns columns;
    for (const registry::PropertySchema& property : dataset.properties) {
        if (property.data_class <= up_to) {
            columns.push_back(&property);
        }
    }
    return columns;
}

std::string row_of(const registry::Entity& entity, const Columns& columns) {
    std::string row;
    add_field(row, entity.id.to_string());
    add_field(row, entity.status == registry::EntityStatus::open ? registry::kStatusOpen : registry::kStatusClosed);
    std::vector<std::string> conflicts = entity.conflicts();
    std::erase_if(conflicts, [&](const std::string& name) {
        return !name.empty() && std::ranges::find(columns, name, &registry::PropertySchema::name) == columns.end();
    });
    for (const registry::PropertySchema* property : columns) {
        add_field(row, text_of(entity, *property));
    }
    std::ranges::replace(conflicts, std::string{}, std::string{"status"});
    add_field(row, fmt::format("{}", fmt::join(conflicts, " ")));
    return row + "\r\n";
}

std::string header_of(const Columns& columns) {
    std::string row;
    add_field(row, "id");
    add_field(row, "status");
    for (const registry::PropertySchema* property : columns) {
        add_field(row, property->name);
    }
    add_field(row, "conflicts");
    return row + "\r\n";
}

}  // namespace

Result<DataClass> data_class_named(std::string_view name) {
    const auto* found = std::ranges::find(kClasses, name, &std::pair<std::string_view, DataClass>::first);
    if (found == kClasses.end()) {
        return fail(ErrorCode::invalid_argument, "no such class of data");
    }
    return found->second;
}

std::string ExportScope::to_text() const {
    return nlohmann::ordered_json{{"village", village}, {"dataset", dataset}, {"up_to", name_of(up_to)}}.dump();
}

Result<ExportScope> ExportScope::parse(const std::string& text) {
    const auto json = nlohmann::json::parse(text, nullptr, false);
    const auto member = [&](const char* name) {
        return json.is_object() && json.contains(name) && json[name].is_string() ? json[name].get<std::string>() : "";
    };
    ExportScope scope;
    scope.village = member("village");
    scope.dataset = member("dataset");
    scope.up_to = TRY(data_class_named(member("up_to")));
    return scope;
}

Result<void> check(const ExportScope& scope) {
    if (scope.dataset.empty() && scope.up_to != DataClass::sensitive) {
        return fail(ErrorCode::invalid_argument, "entries hold sensitive data too: --up-to sensitive, or --register");
    }
    return {};
}

Result<Bytes> export_entries(Store& store, const ExportScope& scope) {
    TRY(check(scope));
    const StreamId stream = TRY(stream_of(store, scope.village));
    Bytes content;
    for (std::uint64_t after = 0;;) {
        const StreamSlice slice = TRY(store.read_stream(stream, after, kSliceBudget, IncarnationId{}));
        if (slice.entries.empty()) {
            return content;
        }
        for (const StreamEntry& entry : slice.entries) {
            content.insert(content.end(), entry.bytes.begin(), entry.bytes.end());
        }
        after = slice.entries.back().position;
    }
}

Result<std::string> export_register(const Folder& folder, Store& store, const registry::SchemaSet& schemas,
                                    const ExportScope& scope, const Clock& clock, Entropy& entropy) {
    const registry::DatasetSchema* dataset = schemas.find_dataset(scope.dataset);
    if (dataset == nullptr) {
        return fail(ErrorCode::not_found, "dataset " + scope.dataset);
    }
    const StreamId stream = TRY(stream_of(store, scope.village));
    const auto view = TRY(RegisterView::open(folder, store, schemas, clock, entropy));
    TRY(view->add(stream));
    const Columns columns = columns_of(*dataset, scope.up_to);
    std::string table{kByteOrderMark};
    table += header_of(columns);
    for (std::optional<EntityId> after;;) {
        const auto ids = TRY(view->reader().entities(dataset->name, after, kEntitiesAtOnce));
        if (ids.empty()) {
            return table;
        }
        for (const EntityId id : ids) {
            if (const auto entity = TRY(view->reader().find(id))) {
                table += row_of(*entity, columns);
            }
        }
        after = ids.back();
    }
}

}  // namespace daohu::county
