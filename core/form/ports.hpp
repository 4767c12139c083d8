// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a form asks from outside: files that come with it, and the entity lists (registers) it reads. Implemented by
// casework; called on the thread that loads the definition or owns the session, never kept past those calls' owner.

#include "core/base/bytes.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daohu::form {

enum class AttachmentKind : std::uint8_t { missing, file, entity_list };

// Files named by `jr://file/x.xml` and `jr://file-csv/x.csv`. The name never holds a path.
class Attachments {
public:
    virtual ~Attachments() = default;
    // `entity_list`: the session reads the rows from its EntitySource, under the name without ".csv".
    [[nodiscard]] virtual AttachmentKind find(std::string_view name) const = 0;
    // The whole file. Called only where find() says `file`.
    [[nodiscard]] virtual Result<std::string> read(std::string_view name) const = 0;
};

// A form that comes alone.
class NoAttachments final : public Attachments {
public:
    [[nodiscard]] AttachmentKind find(std::string_view) const override { return AttachmentKind::missing; }
    [[nodiscard]] Result<std::string> read(std::string_view) const override { return fail(ErrorCode::not_found); }
};

// One property of an entity as it is displayed, and the writes that made it so: opaque to this room, handed back with
// the change that replaces them. Forms read a property as the column of its name; `name` and `label`, which in an ODK
// entity list are the id and the words for it, as `_name` and `_label`.
struct EntityProperty {
    std::string name;
    std::string value;
    std::vector<Bytes> writes;
};

struct Entity {
    std::string id;
    std::string label;
    std::vector<EntityProperty> properties;
};

class EntitySink {
public:
    virtual ~EntitySink() = default;
    virtual void entity(const Entity& entity) = 0;  // `writes` may be left out
};

// The registers as they stood at a frontier (which entries of which devices were known; opaque to this room): the
// same frontier always gives the same rows in the same order.
class EntitySource {
public:
    virtual ~EntitySource() = default;
    // Every entity of the list. not_found where there is no such list.
    [[nodiscard]] virtual Result<void> read(std::string_view list, ByteView frontier, EntitySink& sink) const = 0;
    // One entity with its writes; nothing where the frontier does not know it.
    [[nodiscard]] virtual Result<std::optional<Entity>> find(std::string_view list, std::string_view id,
                                                             ByteView frontier) const = 0;
};

}  // namespace daohu::form
