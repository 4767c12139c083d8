// SPDX-License-Identifier: Apache-2.0
#pragma once

// The registers of some villages as they are now, folded from their streams for one piece of work: an import that looks
// for people who are there already, an export. Lies in a file of its own under a key that is nowhere written down, and
// is gone with this object, so that nothing erased can live on in it. One thread.

#include "core/base/clock.hpp"
#include "core/base/entropy.hpp"
#include "core/registry/registry_reader.hpp"
#include "core/registry/schema.hpp"
#include "sync/county/folder.hpp"
#include "sync/county/store.hpp"

#include <memory>

namespace daohu::county {

class RegisterView {
public:
    // All must outlive the view. The codes of Database::open.
    [[nodiscard]] static Result<std::unique_ptr<RegisterView>>
    open(const Folder& folder, Store& store, const registry::SchemaSet& schemas, const Clock& clock, Entropy& entropy);
    ~RegisterView();
    RegisterView(const RegisterView&) = delete;
    RegisterView& operator=(const RegisterView&) = delete;

    // Folds a stream as far as it goes; once.
    Result<void> add(StreamId stream);
    [[nodiscard]] registry::RegistryReader& reader();

private:
    struct State;
    explicit RegisterView(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

}  // namespace daohu::county
