// SPDX-License-Identifier: Apache-2.0
#include "platform/daohu/commands.hpp"

#include "platform/daohu/support_bundle.hpp"

#include <fmt/format.h>

#include <fstream>

namespace daohu {

Result<std::string> read_passphrase(const std::filesystem::path& file) {
    std::ifstream stream{file};
    std::string passphrase;
    if (!std::getline(stream, passphrase)) {
        return fail(ErrorCode::io_failed, "reading the passphrase file");
    }
    return passphrase;
}

Result<void> run_tablet_commands(const Options& options, Machine& machine, const Assets& assets) {
    if (options.create) {
        std::string passphrase = TRY(read_passphrase(options.passphrase_file));
        TRY(make_tablet(machine, *options.data, passphrase, *options.create));
    }
    if (options.grant) {
        TRY(import_grant(machine, *options.data, *options.grant));
    }
    if (options.status) {
        std::string passphrase = TRY(read_passphrase(options.passphrase_file));
        const auto tablet = TRY(Tablet::unlock(machine, assets, *options.data, passphrase, options.county, [] {}));
        fmt::print("{}\n", TRY(tablet_json(*tablet)));
    }
    if (options.support) {
        std::string passphrase = TRY(read_passphrase(options.passphrase_file));
        const auto tablet = TRY(Tablet::unlock(machine, assets, *options.data, passphrase, options.county, [] {}));
        TRY(write_support_bundle(*tablet, machine, *options.support));
    }
    return {};
}

}  // namespace daohu
