// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the screens of notices, referrals, clocks, decisions and of what is sealed show: values, read from the registers
// when asked for. Workspace::acts() makes one; it outlives no workspace. On the reading connection's thread (the UI's).
//
// Nothing here shows what the viewer may not see; what is sealed to him is only in sealed_matters() and where he asks for
// it by its id.

#include "core/casework/act/audience_directory.hpp"
#include "core/casework/act/findings.hpp"
#include "core/casework/act/notice.hpp"
#include "core/casework/act/packet.hpp"
#include "core/casework/act/referral_loop.hpp"
#include "core/casework/act/reserve_ledger.hpp"
#include "core/casework/act/sealed_register.hpp"
#include "core/casework/act/visibility.hpp"
#include "core/casework/read/context.hpp"
#include "core/casework/read/emergency_clock.hpp"
#include "core/casework/read/portions.hpp"

namespace daohu::casework {

// Somebody who is to stand on a notice.
struct NoticeWish {
    EntityId person;
    std::string programme;  // code of the aid
    std::optional<Fen> amount;
};

struct NoticePreview {
    NoticePlan plan;
    // False: somebody may be in safety mode without this tablet knowing, so nobody is printed. A notice is then made by a
    // reader of safety cases.
    bool knows_safety_cases = false;
};

struct ReferralLine {
    ReferralView view;
    std::optional<EntityId> household;
    std::optional<EntityId> person;
    std::string name;  // of the person, else of the household's address; empty where unknown
    std::string village_group;
    std::optional<WallTime> since;  // when it came into its state
};

// A referral that is being written: what would go out with it.
struct PacketWish {
    EntityId about;  // person or household
    std::string body;
    std::string programme;
    std::string reason;
    std::string facts_shared;  // codes of the groups, as the form writes them
};

struct FindingLine {
    Finding finding;
    std::string name;  // of the person it is about; empty where nobody is
};

// Something that is sealed to the viewer. Without names: a list is read over the shoulder.
struct SealedMatter {
    EntityId id;
    std::string dataset;  // "case", "complaint", "objection"
    std::string state;    // code; empty where it has none
    std::string at;       // when it was found or received, as the form spells a time
};

class ActViews {
public:
    struct Parts {
        ReadContext context;
        const SealedRegister* sealed = nullptr;  // caught up
        Viewer viewer;
        std::optional<CountyTrust> trust;
        BoxPublicKey own_key;
        ClockReading now;
    };
    explicit ActViews(Parts parts) : m_parts{std::move(parts)} {}

    // Everybody whose aid of the programme runs on the day, as far as this tablet knows, by name. Without a sum where
    // several receive one together: what each has of it is known to nobody here.
    [[nodiscard]] Result<std::vector<NoticeWish>> aided_under(std::string_view programme, Date on);
    // policy_pack_missing; not_found for somebody unknown here.
    [[nodiscard]] Result<NoticePreview> notice_preview(std::span<const NoticeWish> wishes, Date posted_on);

    // Those that wait for somebody here first, then by due day.
    [[nodiscard]] Result<std::vector<ReferralLine>> referrals(Date today);
    // The same in portions: `lines`, which outlive them, are in that order after the last.
    void add_referrals(Date today, Portions& portions, std::vector<ReferralLine>& lines) const;
    // not_found, for what the viewer may not see too; policy_pack_missing.
    [[nodiscard]] Result<FilledPacket> packet_for(const PacketWish& wish, Date on);

    // not_found, for what the viewer may not see too, and for a case without a moment of discovery; policy_pack_missing.
    [[nodiscard]] Result<EmergencyClock> emergency_clock(EntityId the_case);

    // What does not fit together now that everybody's entries are here.
    [[nodiscard]] Result<std::vector<FindingLine>> findings();

    // The township's reserve in that year. Whole, with a balance, for whoever sees the whole township, has talked with the
    // county and can read what is drawn for cases in safety mode: that is in its sums and in no line.
    [[nodiscard]] Result<ReserveBook> reserve(std::string_view township, int year);

    // Safety cases, complaints and objections that the viewer may read, the latest first.
    [[nodiscard]] Result<std::vector<SealedMatter>> sealed_matters() const;

    // A record by its id, among what is sealed to the viewer and among the rest; not_found where he may not see it. Who has
    // no sight of the village sees what this tablet wrote of.
    [[nodiscard]] Result<registry::Entity> record(EntityId id);

private:
    [[nodiscard]] Result<bool> knows_safety_cases();
    [[nodiscard]] Result<policy::Known<policy::YesNo>> in_safety_mode(const registry::Entity& person);
    [[nodiscard]] Result<NoticeCandidate> candidate(const NoticeWish& wish, Date posted_on, bool knows_safety_cases);
    [[nodiscard]] Result<ReferralLine> referral_line(const registry::Entity& referral, Date today);

    Parts m_parts;
};

}  // namespace daohu::casework
