// SPDX-License-Identifier: Apache-2.0
#include "core/form/load/loader.hpp"
#include "core/form/load/reference.hpp"

#include <algorithm>
#include <set>

namespace daohu::form {

namespace {

[[nodiscard]] std::string describe(const xpath::Lint& found) {
    switch (found.warning) {
        case xpath::Warning::axis_outside_subset:
            return fmt::format("the axis '{}' works here but not in Collect", found.subject);
        case xpath::Warning::descendants_outside_subset: return "'//' works here but not in Collect";
        case xpath::Warning::node_test_outside_subset:
            return fmt::format("'{}' works here but not in Collect", found.subject);
        case xpath::Warning::function_outside_subset:
            return fmt::format("the function {}() works here but is not in the ODK specification", found.subject);
    }
    return {};
}

}  // namespace

void Loader::add_lints() {
    const Definition& form = *m_form;
    const Schema& schema = form.m_schema;
    for (const Bind& bind : form.m_binds) {
        for (const auto* const expression :
             {&bind.relevant, &bind.required, &bind.read_only, &bind.constraint, &bind.calculate}) {
            if (*expression) {
                lint_expression(**expression, bind.node, bind.place, schema[bind.node].path);
            }
        }
    }
    for (const BodyElement& element : form.m_body) {
        if (element.itemset && element.itemset->nodeset) {
            lint_expression(*element.itemset->nodeset, element.node, element.place, schema[element.node].path);
        }
    }
    // A boolean is stored as "true" or "false", and both are non-empty text, hence true when read as a condition.
    std::set<SchemaId> booleans;
    for (const Bind& bind : form.m_binds) {
        if (bind.calculate && bind.calculate->type() == xpath::ValueType::boolean) {
            booleans.insert(bind.node);
        }
    }
    std::set<SchemaId> warned;
    for (const Bind& reader : form.m_binds) {
        for (const auto* const expression :
             {&reader.relevant, &reader.required, &reader.constraint, &reader.calculate}) {
            if (!*expression) {
                continue;
            }
            for (const xpath::Reference& reference : (*expression)->analysis().references) {
                for (const ReachedNode& reached : resolve_reference(schema, reference, reader.node)) {
                    if (booleans.contains(reached.node) && warned.insert(reached.node).second) {
                        const Bind* const bind = form.bind_of(reached.node);
                        lint(bind->place, schema[reached.node].path,
                             fmt::format(
                                 "a calculated condition is stored as 'true' or 'false'; {} reads it again, where "
                                 "only a comparison with 'true' tells them apart",
                                 schema[reader.node].path));
                    }
                }
            }
        }
    }
}

void Loader::lint_expression(const xpath::Expression& expression, SchemaId context, const Place& where,
                             const std::string& path) {
    const Schema& schema = m_form->m_schema;
    for (const xpath::Lint& found : expression.analysis().lints) {
        lint(where, path, describe(found));
    }
    for (const xpath::Reference& reference : expression.analysis().references) {
        if (reference.origin != xpath::Origin::root) {
            continue;
        }
        for (const ReachedNode& reached : resolve_reference(schema, reference, context)) {
            const SchemaId own = schema[context].repeat;
            if (own != SchemaId::none && schema.is_below(reached.node, own)) {
                lint(where, path,
                     fmt::format("the absolute path to {} means every row, as the specification has it; Collect reads "
                                 "the row of this question only",
                                 schema[reached.node].path));
                break;
            }
        }
    }
}

}  // namespace daohu::form
