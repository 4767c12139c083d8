// SPDX-License-Identifier: Apache-2.0
#include "tests/faults/storage_log.hpp"

#include <algorithm>

namespace daohu::faults {

namespace {

constexpr std::uint64_t kSector = 512;

void put(Bytes& content, std::uint64_t offset, ByteView data) {
    content.resize(std::max<std::size_t>(content.size(), offset + data.size()));
    std::ranges::copy(data, content.begin() + static_cast<std::ptrdiff_t>(offset));
}

void apply_whole(Bytes& content, const Step& step) {
    if (step.kind == StepKind::truncate) {
        content.resize(step.offset);
    } else {
        put(content, step.offset, step.data);
    }
}

std::string_view folder_of(std::string_view name) {
    const auto slash = name.rfind('/');
    return slash == std::string_view::npos ? std::string_view{} : name.substr(0, slash);
}

bool has_folders_of(std::string_view name, const std::map<std::string, std::size_t>& names) {
    const std::string_view folder = folder_of(name);
    return folder.empty() || (names.contains(std::string{folder}) && has_folders_of(folder, names));
}

bool heads(SeededEntropy& chance) { return (chance.next() & 1U) != 0; }

// Each sector of a write survives or not.
void apply_torn(Bytes& content, const Step& step, SeededEntropy& chance) {
    if (step.kind == StepKind::truncate) {
        if (heads(chance)) {
            content.resize(step.offset);
        }
        return;
    }
    for (std::uint64_t at = 0; at < step.data.size();) {
        const std::uint64_t in_sector = kSector - (step.offset + at) % kSector;
        const std::uint64_t size = std::min<std::uint64_t>(in_sector, step.data.size() - at);
        if (heads(chance)) {
            put(content, step.offset + at, ByteView{step.data}.subspan(at, size));
        }
        at += size;
    }
}

}  // namespace

std::size_t Disk::inode_of(const std::string& name) {
    const auto found = m_names.find(name);
    if (found != m_names.end()) {
        return found->second;
    }
    m_inodes.emplace_back();
    change_name({name, m_inodes.size() - 1});
    return m_inodes.size() - 1;
}

void Disk::apply_names(std::map<std::string, std::size_t>& names, const NameChange& change) {
    if (change.inode == kGone) {
        names.erase(change.name);
    } else {
        names[change.name] = change.inode;
    }
}

void Disk::change_name(const NameChange& change) {
    apply_names(m_names, change);
    m_pending_names.push_back(change);
}

void Disk::flush_names(const std::string& folder) {
    const auto is_inside = [&folder](const NameChange& change) { return folder_of(change.name) == folder; };
    for (const NameChange& change : m_pending_names) {
        if (is_inside(change)) {
            apply_names(m_durable_names, change);
        }
    }
    std::erase_if(m_pending_names, is_inside);
}

void Disk::apply(const Step& step) {
    switch (step.kind) {
        case StepKind::write:
        case StepKind::truncate: m_inodes[inode_of(step.name)].pending.push_back(step); break;
        case StepKind::flush: {
            Inode& inode = m_inodes[inode_of(step.name)];
            for (const Step& pending : inode.pending) {
                apply_whole(inode.durable, pending);
            }
            inode.pending.clear();
            break;
        }
        case StepKind::make_folder:
            if (!m_names.contains(step.name)) {
                m_inodes[inode_of(step.name)].is_folder = true;
            }
            break;
        case StepKind::remove: change_name({step.name, kGone}); break;
        case StepKind::rename: {
            const std::size_t number = inode_of(step.name);
            change_name({step.new_name, number});
            change_name({step.name, kGone});
            break;
        }
        case StepKind::flush_names: flush_names(step.name); break;
    }
}

DiskImage Disk::cut(SeededEntropy& chance) const {
    auto names = m_durable_names;
    const std::size_t survivors = chance.next() % (m_pending_names.size() + 1);
    for (std::size_t i = 0; i < survivors; ++i) {
        apply_names(names, m_pending_names[i]);
    }
    DiskImage image;
    for (const auto& [name, number] : names) {
        if (m_inodes[number].is_folder || !has_folders_of(name, names)) {
            continue;
        }
        Bytes content = m_inodes[number].durable;
        for (const Step& pending : m_inodes[number].pending) {
            apply_torn(content, pending, chance);
        }
        image.emplace(name, std::move(content));
    }
    return image;
}

}  // namespace daohu::faults
