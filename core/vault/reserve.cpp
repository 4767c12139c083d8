// SPDX-License-Identifier: Apache-2.0
#include "core/vault/reserve.hpp"

namespace daohu::vault {

Result<void> Reserve::keep() {
    if (m_files.exists(m_path) || TRY(m_files.free_space(m_folder)) < 3 * m_bytes) {
        return {};
    }
    return m_files.allocate(m_path, m_bytes);
}

Result<bool> Reserve::release() {
    if (!m_files.exists(m_path)) {
        return false;
    }
    TRY(remove_file(m_files, m_path));
    return true;
}

Result<bool> Reserve::may_take_photos() { return TRY(m_files.free_space(m_folder)) >= kPhotoLimit; }

}  // namespace daohu::vault
