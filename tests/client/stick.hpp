// SPDX-License-Identifier: Apache-2.0
#pragma once

// Both ends of a stick: the tablet that writes and reads it, and the office. Test code only.

#include "sync/client/carry.hpp"
#include "sync/county/carry.hpp"
#include "tests/client/county_fixture.hpp"

#include <catch2/catch_test_macros.hpp>

namespace daohu::client::test {

// A tablet that never has a signal, and what it can do with a stick.
struct Remote {
    explicit Remote(TestTablet& tablet, SyncOrders* orders = nullptr)
        : grant{tablet.grant()}, carrier{{.grant = grant,
                                          .store = tablet.store(),
                                          .device_key = tablet.device_key(),
                                          .entropy = entropy,
                                          .files = &tablet.sync_files(),
                                          .orders = orders}} {}

    std::vector<Bytes> pack(Packing packing = Packing::unsent) {
        std::vector<Bytes> bundles;
        REQUIRE(carrier.pack(packing, [&](ByteView bundle) -> Result<void> {
            bundles.emplace_back(bundle.begin(), bundle.end());
            return {};
        }));
        return bundles;
    }

    SystemEntropy entropy;
    wire::Grant grant;  // as it was when the stick was first used
    Carrier carrier;
};

// The county's office, where sticks arrive.
struct OfficeDesk {
    explicit OfficeDesk(TestCounty& county)
        : identity{.server = county.folder().identity().server, .key = county.folder().load_server_key().value()},
          store{county::open_sqlcipher_store(county.folder().store_path(), county.folder().load_store_key().value())
                    .value()},
          office{county::Office::open(county.folder().store_path(), county.folder().load_store_key().value()).value()},
          shelves{system_files, county.folder().files_path()}, files{*store, shelves, clock},
          desk{{.store = *store, .files = files, .office = *office, .identity = identity, .entropy = entropy},
               county::commit_to(*store)} {}

    Result<county::CarriedIn> take(ByteView bundle) { return desk.take(bundle, DeviceId{}, SystemClock{}.wall_now()); }

    SystemEntropy entropy;
    SystemClock clock;
    vault::SystemFiles system_files;
    county::ServiceIdentity identity;
    std::unique_ptr<county::Store> store;
    std::unique_ptr<county::Office> office;
    county::FileShelves shelves;
    county::FileDesk files;
    county::CarryDesk desk;
};

}  // namespace daohu::client::test
