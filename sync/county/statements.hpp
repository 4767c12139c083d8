// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the county's server signs. Any thread.

#include "core/base/signature.hpp"
#include "sync/county/folder.hpp"
#include "sync/county/office.hpp"
#include "sync/county/sessions.hpp"
#include "sync/county/store.hpp"
#include "sync/wire/county_card.hpp"

namespace daohu::county {

struct ServiceIdentity {
    wire::ServerId server;
    SigningKey key;
};

// The receipt for a chain as it stands on the disk now.
[[nodiscard]] Result<wire::Receipt> make_receipt(const ServiceIdentity& identity, Store& store,
                                                 const SessionOwner& owner, const wire::RequestNonce& request);

// What the county tells of itself, not signed yet. The codes of Folder::load_authorities.
[[nodiscard]] Result<wire::CountyCard> describe_county(const Folder& folder);

[[nodiscard]] Result<wire::RevocationList> make_revocation_list(const ServiceIdentity& identity, Office& office);

}  // namespace daohu::county
