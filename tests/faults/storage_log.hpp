// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a program did to its storage, step by step, and what a disk may hold when the power fails after any of them. One
// thread.
//
// The disk modelled here is as bad as a disk may be: what was not flushed survives or not, sector by sector (512 bytes),
// at random; names that were made, changed or removed in a folder that was not flushed since survive up to a random one
// of them, in order. A file whose folder did not survive is gone with it.

#include "core/base/bytes.hpp"
#include "core/base/entropy.hpp"
#include "tests/faults/day.hpp"

#include <map>
#include <string>
#include <vector>

namespace daohu::faults {

enum class StepKind : std::uint8_t { write, truncate, flush, make_folder, remove, rename, flush_names };

struct Step {
    explicit Step(StepKind of_kind, std::string on_name = {}) : kind{of_kind}, name{std::move(on_name)} {}

    StepKind kind;
    std::string name;      // of the file, from the store's folder on; flush_names: of a folder, "" for the store's own
    std::string new_name;  // rename
    std::uint64_t offset = 0;  // write; the new size for truncate
    Bytes data;                // write
    Progress progress;         // of the day, before this step
};

using StorageLog = std::vector<Step>;
using DiskImage = std::map<std::string, Bytes>;  // name and content of every file

class Disk {
public:
    void apply(const Step& step);
    // The files after a power cut now.
    [[nodiscard]] DiskImage cut(SeededEntropy& chance) const;

private:
    struct Inode {
        bool is_folder = false;
        Bytes durable;
        std::vector<Step> pending;
    };
    struct NameChange {
        std::string name;
        std::size_t inode = 0;  // kGone: the name goes
    };
    static constexpr std::size_t kGone = ~std::size_t{0};

    [[nodiscard]] std::size_t inode_of(const std::string& name);
    static void apply_names(std::map<std::string, std::size_t>& names, const NameChange& change);
    void change_name(const NameChange& change);
    void flush_names(const std::string& folder);

    std::vector<Inode> m_inodes;
    std::map<std::string, std::size_t> m_names;          // as the program sees them
    std::map<std::string, std::size_t> m_durable_names;  // as the disk has them for certain
    std::vector<NameChange> m_pending_names;
};

}  // namespace daohu::faults
