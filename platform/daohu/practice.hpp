// SPDX-License-Identifier: Apache-2.0
#pragma once

// Practice: a village that a seed invents, in a vault of its own inside the tablet's folder. Nothing of it is ever sent,
// and nobody can open it once it is left: its passphrase is drawn at random and told to nobody. Any thread; making one
// takes some seconds.

#include "core/base/id.hpp"
#include "core/vault/files.hpp"
#include "core/vault/vault.hpp"

#include <filesystem>
#include <memory>
#include <string>

namespace daohu {

struct Assets;
struct Machine;

// Whether this folder is one of practice: it says so itself, before it holds anything else.
[[nodiscard]] bool is_practice(vault::FileSystem& files, const std::filesystem::path& folder);

// The village practised in.
struct PracticeVillage {
    std::string code;
    StreamId stream;
};
[[nodiscard]] PracticeVillage practice_village();

// Makes it anew in `data`'s own folder for practice. The codes of Vault::create, DemoWords::parse, fill_with_demo.
[[nodiscard]] Result<std::unique_ptr<vault::Vault>> make_practice(Machine& machine, const Assets& assets,
                                                                  const std::filesystem::path& data);
// What was practised is gone. Does nothing where there is none.
void remove_practice(Machine& machine, const std::filesystem::path& data);

}  // namespace daohu
