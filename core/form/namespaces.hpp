// SPDX-License-Identifier: Apache-2.0
#pragma once

// The XML namespaces a form uses. They are compared by address, never by prefix. Any thread.

#include <string_view>

namespace daohu::form {

inline constexpr std::string_view kXFormsNamespace = "http://www.w3.org/2002/xforms";
inline constexpr std::string_view kXhtmlNamespace = "http://www.w3.org/1999/xhtml";
inline constexpr std::string_view kJavaRosaNamespace = "http://openrosa.org/javarosa";
inline constexpr std::string_view kOpenRosaNamespace = "http://openrosa.org/xforms";
inline constexpr std::string_view kOdkNamespace = "http://www.opendatakit.org/xforms";
inline constexpr std::string_view kEntitiesNamespace = "http://www.opendatakit.org/xforms/entities";
inline constexpr std::string_view kEventsNamespace = "http://www.w3.org/2001/xml-events";
inline constexpr std::string_view kSchemaNamespace = "http://www.w3.org/2001/XMLSchema";

/// Daohu's own additions, conventionally written with the prefix `dh`. XLSForm authors write them in `bind::dh:` and
/// `body::dh:` columns (namespaces column: dh="https://daohu.example/xforms"); other ODK tools ignore them.
///
/// | attribute       | stands on                                | means |
/// |-----------------|------------------------------------------|-------|
/// | `dh:each`       | the body's `repeat`                      | path to rows of an entity list; on first load one repeat row a known entity |
/// | `dh:key`        | the bind of a node inside that repeat    | that node holds the entity's id |
/// | `dh:subject`    | an instance node, its bind or body group | the group is a section about a subject of this kind (dataset name); its id is the group's `meta/entity/@id` |
/// | `dh:subject-id` | the same places                          | XPath from the group to the subject's id, where the group holds no entity |
/// | `dh:seal`       | the same places, and the form's root     | the section and those inside are sealed to this named audience |
/// | `dh:state`      | an instance node, only while it is filled | `unknown`, `refused` or `not_asked`: why there is no answer |
inline constexpr std::string_view kDaohuNamespace = "https://daohu.example/xforms";

}  // namespace daohu::form
