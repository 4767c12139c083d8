// SPDX-License-Identifier: Apache-2.0
#include "sync/county/statements.hpp"

namespace daohu::county {

Result<wire::Receipt> make_receipt(const ServiceIdentity& identity, Store& store, const SessionOwner& owner,
                                   const wire::RequestNonce& request) {
    const Chain chain = TRY(store.load_chain(owner.device, owner.incarnation));
    wire::Receipt receipt{.server = identity.server,
                          .epoch = store.epoch(),
                          .request = request,
                          .device = owner.device,
                          .incarnation = owner.incarnation,
                          .acknowledged = chain.acknowledged,
                          .acknowledged_hash = chain.acknowledged_hash,
                          .safe = chain.safe,
                          .signature = {}};
    receipt.signature = identity.key.sign(wire::receipt_statement(receipt));
    return receipt;
}

Result<wire::CountyCard> describe_county(const Folder& folder) {
    const Identity& county = folder.identity();
    return wire::CountyCard{.server = county.server,
                            .root = county.root,
                            .server_name = county.server_name,
                            .authorities = TRY(folder.load_authorities()),
                            .server_certificate = county.server_certificate,
                            .request = {},
                            .signature = {}};
}

Result<wire::RevocationList> make_revocation_list(const ServiceIdentity& identity, Office& office) {
    wire::RevocationList list = TRY(office.revocations());
    list.server = identity.server;
    list.signature = identity.key.sign(wire::revocation_statement(list));
    return list;
}

}  // namespace daohu::county
