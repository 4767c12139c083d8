// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/small_world.hpp"

#include "core/base/crypto.hpp"
#include "core/base/hlc.hpp"
#include "core/entry/draft.hpp"
#include "tests/sim/model_view.hpp"
#include "tests/sim/replica.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

namespace daohu::sim {

namespace {

constexpr std::size_t kTablets = 2;
constexpr const char* kProperty = "full_name";
constexpr WallTime kMorning{std::chrono::sys_days{std::chrono::year{2026} / 3 / 2}};

// Entries by their number, in the order in which a replica got them.
using Log = std::vector<int>;

struct TabletState {
    Log log;
    Log own;                              // of them, this tablet's
    std::size_t promised = 0;             // of its own, as the county said
    std::size_t cursor = 0;               // in the county's stream
    std::optional<std::size_t> pushed;    // on its way: its own from `promised` up to here
    std::optional<std::size_t> promise;   // on its way back
    std::optional<std::size_t> page_end;  // on its way: the stream from `cursor` up to here

    void hang_up() { pushed = promise = page_end = std::nullopt; }
    friend auto operator<=>(const TabletState&, const TabletState&) = default;
};

struct State {
    std::array<TabletState, kTablets> tablets;
    Log stream;       // on the county's disk
    Log uncommitted;  // promised too early
    bool has_crashed = false;

    friend auto operator<=>(const State&, const State&) = default;
};

enum class Step : std::uint8_t { edit, decide, push, take, hear, give, apply, crash, county_crash, commit };
constexpr std::array kStepsOfTablets{Step::edit, Step::decide, Step::push,  Step::take,
                                     Step::hear, Step::give,   Step::apply, Step::crash};
constexpr std::array kStepsOfCounty{Step::county_crash, Step::commit};

const char* name_of(Step step) {
    switch (step) {
        case Step::edit: return "edits";
        case Step::decide: return "decides";
        case Step::push: return "pushes";
        case Step::take: return "is taken in";
        case Step::hear: return "hears";
        case Step::give: return "is given a page";
        case Step::apply: return "applies";
        case Step::crash: return "crashes";
        case Step::county_crash: return "county crashes";
        case Step::commit: return "county commits";
    }
    return "";
}

bool contains(const Log& log, int entry) { return std::ranges::find(log, entry) != log.end(); }

void add_new(Log& log, int entry) {
    if (!contains(log, entry)) {
        log.push_back(entry);
    }
}

// Everything that was ever written in any history, and what a fold of some of it shows.
class Library {
public:
    // What a fold of one log came to.
    struct Folded {
        std::string difference;  // from the model; empty
        std::vector<entry::WriteId> displayed;
        std::vector<entry::WriteId> all;
        bool is_conflict = false;
        std::vector<registry::StreamState> streams;
    };

    static Result<Library> make(const SmallWorldOptions& options, const registry::SchemaSet& schemas) {
        SeededEntropy entropy{7};
        Library library{options, schemas};
        for (Author& author : library.m_authors) {
            author.device = DeviceId::random(entropy);
            author.incarnation = IncarnationId::random(entropy);
            author.author = TRY(SigningKey::generate(entropy));
            author.key = TRY(SigningKey::generate(entropy));
        }
        TRY(library.sign(0, {}, {},
                         {entry::OperationCode::create, "person", {{kProperty, std::string{"first"}, {}}}, {}}));
        ModelWrite made;
        made.id = {0, 1, 0};
        made.kind = ModelKind::status;
        made.property = "status";
        made.value = "open";
        ModelWrite named;
        named.id = {0, 1, 1};
        named.property = kProperty;
        named.value = "first";
        library.m_writes.push_back({made, named});
        return library;
    }

    // What the tablet's coordinator writes next when he means to replace these; the same is written once.
    Result<int> write(std::size_t tablet, const TabletState& state, const std::vector<entry::WriteId>& replaced) {
        const auto key = std::tuple{tablet, state.own, replaced};
        if (const auto known = m_numbers.find(key); known != m_numbers.end()) {
            return known->second;
        }
        const auto number = static_cast<int>(m_entries.size());
        const std::string value = fmt::format("v{}", number);
        TRY(sign(tablet, state, replaced,
                 {entry::OperationCode::update, "person", {{kProperty, value, replaced}}, {}}));
        const std::uint64_t sequence = state.own.size() + 1;
        ModelWrite itself;
        itself.entry = number;
        itself.id = {static_cast<int>(tablet), sequence, 0};
        itself.kind = ModelKind::effect;
        ModelWrite written;
        written.entry = number;
        written.id = {static_cast<int>(tablet), sequence, 1};
        written.property = kProperty;
        written.value = value;
        for (const entry::WriteId& name : replaced) {
            written.names.insert({name.entry.device == m_authors[0].device ? 0 : 1, name.entry.sequence, name.index});
        }
        m_writes.push_back({itself, written});
        return number;
    }

    Result<const Folded*> fold(const Log& log) {
        if (const auto known = m_folded.find(log); known != m_folded.end()) {
            return &known->second;
        }
        ConvergeOptions options;
        options.edges = m_options.edges;
        const auto replica = TRY(Replica::make(*m_schemas, options, {}));
        TRY(replica->deliver(log, m_entries));
        const registry::Entity entity = TRY(replica->view(m_subject));
        const ModelEntity seen = shown(entity, {.subject = [](EntityId) { return 0; },
                                                .entry = [this](const Hash256& hash) { return m_by_hash.at(hash); }});
        const registry::Register* const answer = entity.find(kProperty);
        Folded folded;
        folded.difference = difference(expected(log), seen);
        folded.displayed = answer->displayed_writes();
        folded.all = answer->all_writes();
        folded.is_conflict = answer->agreement == registry::Agreement::conflict;
        folded.streams = TRY(replica->streams());
        return &m_folded.emplace(log, std::move(folded)).first->second;
    }

    [[nodiscard]] std::size_t entries() const { return m_entries.size(); }
    [[nodiscard]] const std::map<Log, Folded>& folds() const { return m_folded; }

private:
    struct Author {
        DeviceId device;
        IncarnationId incarnation;
        std::optional<SigningKey> author;
        std::optional<SigningKey> key;
    };

    Library(const SmallWorldOptions& options, const registry::SchemaSet& schemas)
        : m_options{options}, m_schemas{&schemas} {}

    Result<void> sign(std::size_t tablet, const TabletState& state, const std::vector<entry::WriteId>& replaced,
                      entry::DraftOperation operation) {
        const Author& author = m_authors[tablet];
        entry::ChainPosition position{.device = author.device,
                                      .incarnation = author.incarnation,
                                      .sequence = state.own.size() + 1,
                                      .previous = {},
                                      .hlc = Hlc::at(kMorning + std::chrono::minutes{state.log.size()})};
        if (!state.own.empty()) {
            position.previous = m_entries[static_cast<std::size_t>(state.own.back())].hash();
        }
        entry::EntryDraft draft;
        draft.scope = StreamId{std::array<std::uint8_t, 16>{1}};
        draft.sections.push_back({m_subject, {std::move(operation)}, {}});
        entry::AssembledEntry assembled = TRY(entry::assemble(draft, m_entropy));
        entry::SignedEntry entry = TRY(entry::sign(std::move(assembled), position, {*author.author, *author.key}));
        const auto number = static_cast<int>(m_entries.size());
        m_by_hash.emplace(entry.hash(), number);
        m_entries.push_back(std::move(entry));
        m_numbers.emplace(std::tuple{tablet, state.own, replaced}, number);
        return {};
    }

    [[nodiscard]] ModelEntity expected(const Log& log) const {
        ObservedModel model;
        for (const int entry : log) {
            for (const ModelWrite& write : m_writes[static_cast<std::size_t>(entry)]) {
                model.add(write);
            }
        }
        return model.entities({log.begin(), log.end()}, {}).front();
    }

    SmallWorldOptions m_options;
    const registry::SchemaSet* m_schemas;
    SeededEntropy m_entropy{11};
    EntityId m_subject{std::array<std::uint8_t, 16>{5}};
    std::array<Author, kTablets> m_authors;
    std::vector<entry::SignedEntry> m_entries;
    std::vector<std::vector<ModelWrite>> m_writes;  // of each entry
    std::map<Hash256, int> m_by_hash;
    std::map<std::tuple<std::size_t, Log, std::vector<entry::WriteId>>, int> m_numbers;
    std::map<Log, Folded> m_folded;
};

class Search {
public:
    Search(const SmallWorldOptions& options, Library library) : m_options{options}, m_library{std::move(library)} {}

    Result<SmallWorldReport> run() {
        State first;
        first.stream = {0};
        for (TabletState& tablet : first.tablets) {
            tablet.log = {0};
            tablet.cursor = 1;
        }
        first.tablets[0].own = {0};
        first.tablets[0].promised = 1;
        std::vector<Node> nodes{{first, "nothing happens"}};
        m_seen.insert(first);
        TRY(check(nodes.front()));
        for (std::uint64_t step = 0; step < m_options.steps; ++step) {
            std::vector<Node> next;
            for (const Node& node : nodes) {
                TRY(go_on(node, next));
            }
            nodes = std::move(next);
        }
        m_report.states = m_seen.size();
        m_report.entries = m_library.entries();
        for (const auto& [log, folded] : m_library.folds()) {
            ++m_report.folds;
            m_report.conflicts += folded.is_conflict ? 1 : 0;
            m_report.wrong += folded.difference.empty() ? 0 : 1;
        }
        return m_report;
    }

private:
    struct Node {
        State state;
        std::string history;
    };

    Result<void> go_on(const Node& node, std::vector<Node>& next) {
        for (std::size_t tablet = 0; tablet < kTablets; ++tablet) {
            for (const Step step : kStepsOfTablets) {
                State state = node.state;
                const bool has_happened = TRY(happens(step, state, tablet));
                if (has_happened) {
                    const char* const who = tablet == 0 ? "A" : "B";
                    Node reached{std::move(state), fmt::format("{}; {} {}", node.history, who, name_of(step))};
                    TRY(reach(std::move(reached), next));
                }
            }
        }
        for (const Step step : kStepsOfCounty) {
            State state = node.state;
            if (happens_at_county(step, state)) {
                Node reached{std::move(state), fmt::format("{}; {}", node.history, name_of(step))};
                TRY(reach(std::move(reached), next));
            }
        }
        return {};
    }

    Result<void> reach(Node node, std::vector<Node>& next) {
        if (!m_seen.insert(node.state).second) {
            return {};
        }
        TRY(check(node));
        next.push_back(std::move(node));
        return {};
    }

    // False when it cannot happen now.
    Result<bool> happens(Step step, State& state, std::size_t number) {
        TabletState& tablet = state.tablets[number];
        switch (step) {
            case Step::edit: {
                const Library::Folded* const seen = TRY(m_library.fold(tablet.log));
                return write(tablet, number, seen->displayed);
            }
            case Step::decide: {
                const Library::Folded* const seen = TRY(m_library.fold(tablet.log));
                return seen->is_conflict ? write(tablet, number, seen->all) : Result<bool>{false};
            }
            case Step::push:
                if (tablet.pushed || tablet.promise || tablet.promised == tablet.own.size()) {
                    return false;
                }
                tablet.pushed = tablet.own.size();
                return true;
            case Step::take: return take(state, tablet);
            case Step::hear:
                if (!tablet.promise) {
                    return false;
                }
                tablet.promised = *std::exchange(tablet.promise, std::nullopt);
                return true;
            case Step::give:
                if (tablet.page_end || tablet.cursor == state.stream.size()) {
                    return false;
                }
                tablet.page_end = state.stream.size();
                return true;
            case Step::apply:
                if (!tablet.page_end) {
                    return false;
                }
                pull(tablet, state.stream, *std::exchange(tablet.page_end, std::nullopt));
                return true;
            case Step::crash:  // what is on its way is lost, what was saved is not
                if (std::exchange(state.has_crashed, true)) {
                    return false;
                }
                tablet.hang_up();
                return true;
            case Step::county_crash:
            case Step::commit: break;
        }
        return false;
    }

    Result<bool> write(TabletState& tablet, std::size_t number, const std::vector<entry::WriteId>& replaced) {
        const int entry = TRY(m_library.write(number, tablet, replaced));
        tablet.log.push_back(entry);
        tablet.own.push_back(entry);
        return true;
    }

    bool take(State& state, TabletState& tablet) const {
        if (!tablet.pushed) {
            return false;
        }
        tablet.promise = *std::exchange(tablet.pushed, std::nullopt);
        for (std::size_t i = tablet.promised; i < *tablet.promise; ++i) {
            if (m_options.promise == Promise::when_durable) {
                add_new(state.stream, tablet.own[i]);
            } else if (!contains(state.stream, tablet.own[i])) {
                add_new(state.uncommitted, tablet.own[i]);
            }
        }
        return true;
    }

    static bool happens_at_county(Step step, State& state) {
        if (step == Step::commit) {
            const bool is_something = !state.uncommitted.empty();
            commit(state);
            return is_something;
        }
        if (std::exchange(state.has_crashed, true)) {
            return false;
        }
        state.uncommitted.clear();
        for (TabletState& tablet : state.tablets) {
            tablet.hang_up();
        }
        return true;
    }

    static void commit(State& state) {
        for (const int entry : std::exchange(state.uncommitted, {})) {
            add_new(state.stream, entry);
        }
    }

    static void pull(TabletState& tablet, const Log& stream, std::size_t end) {
        for (; tablet.cursor < end; ++tablet.cursor) {
            add_new(tablet.log, stream[tablet.cursor]);
        }
    }

    // As it is, and as it would be once everything had gone to everybody.
    Result<void> check(const Node& node) {
        TRY(check_folds(node.state, node.history));
        State settled = node.state;
        commit(settled);
        for (TabletState& tablet : settled.tablets) {
            tablet.hang_up();
            for (std::size_t i = tablet.promised; i < tablet.own.size(); ++i) {
                add_new(settled.stream, tablet.own[i]);
            }
        }
        for (TabletState& tablet : settled.tablets) {
            pull(tablet, settled.stream, settled.stream.size());
            for (const int entry : tablet.own) {
                if (!contains(settled.stream, entry)) {
                    ++m_report.lost;
                    note(fmt::format("entry {} is nowhere but with its author", entry), node.history);
                }
            }
        }
        TRY(check_folds(settled, node.history));
        const Library::Folded* const county = TRY(m_library.fold(settled.stream));
        for (const TabletState& tablet : settled.tablets) {
            const Library::Folded* const here = TRY(m_library.fold(tablet.log));
            if (here->streams != county->streams) {
                ++m_report.diverged;
                note("a tablet and the county do not agree", node.history);
            }
        }
        return {};
    }

    Result<void> check_folds(const State& state, const std::string& history) {
        for (const Log* const log : {&state.stream, &state.tablets[0].log, &state.tablets[1].log}) {
            const Library::Folded* const folded = TRY(m_library.fold(*log));
            if (!folded->difference.empty()) {
                note(folded->difference, history);
            }
        }
        return {};
    }

    void note(const std::string& what, const std::string& history) {
        if (m_report.first_difference.empty()) {
            m_report.first_difference = fmt::format("{}: {}", history, what);
        }
    }

    SmallWorldOptions m_options;
    Library m_library;
    std::set<State> m_seen;
    SmallWorldReport m_report;
};

}  // namespace

Result<SmallWorldReport> search_small_world(const SmallWorldOptions& options, const registry::SchemaSet& schemas) {
    TRY(init_crypto());
    Library library = TRY(Library::make(options, schemas));
    return Search{options, std::move(library)}.run();
}

}  // namespace daohu::sim
