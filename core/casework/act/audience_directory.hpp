// SPDX-License-Identifier: Apache-2.0
#pragma once

// Who may open what is sealed to an audience, as the county's root says. On the registry's thread.

#include "core/entry/audience.hpp"
#include "core/registry/registry_reader.hpp"

namespace daohu::casework {

// Audiences the app seals to. A county names readers for them; forms may name others.
inline constexpr std::string_view kSafetyAudience = "safety";
inline constexpr std::string_view kComplaintsAudience = "complaints";
inline constexpr std::string_view kInformantsAudience = "informants";  // who told of a hardship

// Whose word counts, and where this tablet works.
struct CountyTrust {
    PublicKey root;
    std::string division;  // digits of the village's code
};

// The readers of the nearest division that has any besides `except`: the village's, the township's, the county's.
// casework_no_reader where nobody is left: then nothing is written, and never unsealed.
[[nodiscard]] Result<std::vector<BoxPublicKey>> readers_of(registry::RegistryReader& registry, const CountyTrust& trust,
                                                           std::string_view audience,
                                                           std::optional<EntityId> except = {});

}  // namespace daohu::casework
