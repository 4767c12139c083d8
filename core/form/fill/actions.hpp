// SPDX-License-Identifier: Apache-2.0
#pragma once

// setvalue and setgeopoint: values the form sets on an event. Owned by the session.

#include "core/form/fill/editor.hpp"
#include "core/form/fill/form_host.hpp"

namespace daohu::form {

class Actions {
public:
    Actions(Instance& instance, Editor& editor, FormHost& host)
        : m_instance{instance}, m_editor{editor}, m_host{host} {}

    // Those of the model once, those of a question or repeat for each of its instances.
    void loaded(FormEvent event);
    void row_added(NodeId row);
    void answered(NodeId question);
    // "latitude longitude altitude accuracy"; empty while nobody knows.
    void set_location(std::string geopoint) { m_location = std::move(geopoint); }

private:
    void run(const SetValue& action, NodeId from);

    Instance& m_instance;
    Editor& m_editor;
    FormHost& m_host;
    std::string m_location;
};

}  // namespace daohu::form
