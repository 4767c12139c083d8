// SPDX-License-Identifier: Apache-2.0
#include "platform/daohu/pages/storage_use.hpp"

#include "platform/daohu/tablet.hpp"

#include <filesystem>
#include <system_error>

namespace daohu {

namespace fs = std::filesystem;

model::StorageUse storage_use(const Tablet& tablet) {
    std::error_code problem;
    model::StorageUse use;
    const fs::path& folder = tablet.vault().folder();
    for (fs::recursive_directory_iterator file{folder, problem}, end; !problem && file != end;
         file.increment(problem)) {
        std::error_code gone;
        const auto size = file->is_regular_file(gone) ? file->file_size(gone) : 0;
        use.used_bytes += gone ? 0 : size;
    }
    const fs::space_info space = fs::space(folder, problem);
    use.free_bytes = problem ? 0 : std::uint64_t{space.available};
    return use;
}

}  // namespace daohu
