// SPDX-License-Identifier: Apache-2.0
#include "sync/county/releasing.hpp"

#include "sync/county/blind_edges.hpp"
#include "sync/county/intake.hpp"

namespace daohu::county {

namespace {

constexpr std::size_t kAtOnce = 200;

// One by one somebody has to look at those.
bool is_for_one_by_one(wire::Standing standing) {
    using enum wire::Standing;
    return standing == accepted || standing == held || standing == forked || standing == incarnation_frozen ||
           standing == chain_broken;
}

}  // namespace

Result<std::size_t> release_all(Store& store, Office& office, DeviceId device, wire::Standing standing,
                                CountyPen* pen) {
    if (is_for_one_by_one(standing)) {
        return fail(ErrorCode::invalid_argument, "these are looked at one by one");
    }
    for (std::size_t released = 0;;) {
        const std::vector<EntryRow> rows = TRY(office.held_of(device, standing, kAtOnce));
        if (rows.empty()) {
            return released;
        }
        const auto writer = TRY(store.begin());
        for (const EntryRow row : rows) {
            TRY(release(*writer, row, standing));
        }
        TRY(judge_edges(store, *writer, pen));
        TRY(writer->commit());
        released += rows.size();
    }
}

}  // namespace daohu::county
