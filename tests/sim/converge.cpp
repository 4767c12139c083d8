// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/converge.hpp"

#include "tests/sim/world.hpp"

namespace daohu::sim {

namespace {

// How often one tablet is compared on the way.
constexpr std::uint64_t kComparisonsOnTheWay = 8;

}  // namespace

Result<ConvergeReport> converge(const ConvergeOptions& options, const registry::SchemaSet& schemas) {
    TRY(init_crypto());
    const std::unique_ptr<World> world = TRY(World::make(options, schemas));
    const std::uint64_t between = options.steps / kComparisonsOnTheWay + 1;
    for (std::uint64_t step = 1; step <= options.steps; ++step) {
        TRY(world->step());
        if (step % between == 0) {
            TRY(world->compare_one());
        }
    }
    TRY(world->settle());
    TRY(world->compare_all());
    return world->report();
}

}  // namespace daohu::sim
