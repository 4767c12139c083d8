// SPDX-License-Identifier: Apache-2.0
//
// Times single expressions on a home visit of N members: what one node of the session's graph costs. Prints nanoseconds
// of processor time an evaluation, the best of several rounds. Usage: bench_xpath [MEMBERS]

#include "core/base/entropy.hpp"
#include "core/form/xpath/expression.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>

using namespace daohu;
using namespace daohu::form;

namespace {

class BenchHost final : public xpath::Host {
public:
    NodeRef find_instance(std::string_view id) override {
        return {id == "villages" ? villages : codes, Tree::document()};
    }
    std::int64_t now_ms() override { return 1'767'225'600'000; }
    std::int32_t utc_offset_minutes() override { return 480; }
    std::string_view language() override { return "zh"; }
    void itext(std::string_view id, std::string& out) override { out = id; }
    void choice_name(std::string_view /*value*/, std::string_view /*path*/, NodeRef /*context*/,
                     std::string& out) override {
        out.clear();
    }
    Entropy& entropy() override { return random; }
    std::string_view form_version() override { return "1"; }

    const Tree* villages = nullptr;
    const Tree* codes = nullptr;
    SeededEntropy random{1};
};

// Of this process: other programs on the machine do not count.
double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

// The best of several rounds, in nanoseconds a call.
template <class Work>
double time_of(Work&& work) {
    constexpr int kRounds = 7;
    constexpr double kRoundSeconds = 0.02;
    std::size_t batch = 1;  // calls between two looks at the clock, which costs as much as an expression
    double best = 1e300;
    for (int round = 0; round < kRounds;) {
        const double start = cpu_seconds();
        for (std::size_t i = 0; i < batch; ++i) {
            work();
        }
        const double elapsed = cpu_seconds() - start;
        if (elapsed < kRoundSeconds) {
            batch *= 2;
            continue;
        }
        best = std::min(best, elapsed / static_cast<double>(batch) * 1e9);
        ++round;
    }
    return best;
}

struct Visit {
    NameTable names;
    Tree tree{names};
    Tree villages{names};
    Tree codes{names};
    NodeId middle_member = NodeId::none;
    NodeId data = NodeId::none;

    NodeId leaf(NodeId parent, std::string_view name, std::string_view value) {
        return tree.append_leaf(parent, names.intern({}, name), value);
    }

    void build_list(Tree& list, std::size_t rows) {
        const NodeId root = list.append_element(Tree::document(), names.intern({}, "root"));
        const NameId item = names.intern({}, "item");
        const NameId name = names.intern({}, "name");
        const NameId township = names.intern({}, "township");
        const NameId label = names.intern({}, "label");
        list.reserve(rows * 4 + 2);
        for (std::size_t i = 0; i < rows; ++i) {
            const NodeId row = list.append_element(root, item);
            list.append_leaf(row, name, fmt::format("v{}", i));
            list.append_leaf(row, township, fmt::format("t{}", i % 20));
            list.append_leaf(row, label, fmt::format("Village {}", i));
        }
    }

    void build(std::size_t members) {
        data = tree.append_element(Tree::document(), names.intern({}, "data"));
        leaf(data, "township", "t7");
        leaf(data, "code", "v51234");
        leaf(data, "threshold", "500");
        leaf(data, "hh_size", "5");
        leaf(data, "total_income", "51000");
        const NodeId section = tree.append_element(data, names.intern({}, "sec"));
        for (int i = 0; i < 40; ++i) {
            leaf(section, fmt::format("q{}", i), "");
        }
        for (std::size_t i = 0; i < members; ++i) {
            const NodeId member = tree.append_element(data, names.intern({}, "member"));
            middle_member = i == members / 2 ? member : middle_member;
            for (const char* name :
                 {"name", "dob", "age", "sex", "relation", "is_minor", "school", "disabled", "grade"}) {
                leaf(member, name, std::string_view{name} == "dob" ? "1988-07-21" : "3");
            }
            leaf(member, "income", std::to_string(i * 10 + 30));
            for (const char* name : {"share", "pos", "under", "note"}) {
                leaf(member, name, "0");
            }
        }
        leaf(data, "after", "1");
        build_list(villages, 2000);
        build_list(codes, 100'000);
    }
};

}  // namespace

int main(int argc, char** argv) {
    const std::size_t members = argc > 1 ? static_cast<std::size_t>(std::atoi(argv[1])) : 500;
    Visit visit;
    const double start = cpu_seconds();
    visit.build(members);
    fmt::print("building {} members, 2,000 and 100,000 rows: {:.1f} ms, {:.1f} MB\n", members,
               (cpu_seconds() - start) * 1e3,
               static_cast<double>(visit.tree.memory_bytes() + visit.codes.memory_bytes()) / 1e6);
    BenchHost host;
    host.villages = &visit.villages;
    host.codes = &visit.codes;
    xpath::CompileOptions options;
    options.names = &visit.names;
    xpath::Context context;
    context.root = {&visit.tree, Tree::document()};
    context.host = &host;
    const NodeId income = visit.tree.find_child(visit.middle_member, visit.names.intern({}, "income"));
    context.node = {&visit.tree, income};

    constexpr std::string_view kScalars[] = {
        "if(../income < /data/threshold, 1, 0)",
        "if(/data/total_income > 0, round(../income div /data/total_income, 4), 0)",
        "if(../dob != '', int((today() - date(../dob)) div 365.25), '')",
        "if(../age != '' and ../age < 18, 1, 0)",
        "../disabled = 'yes'",
        "/data/after",
        "position(..)",
        "count(/data/member)",
        "sum(/data/member/income)",
        "/data/member[251]/income",
        "indexed-repeat(/data/member/income, /data/member, 251)",
        "count(instance('villages')/root/item[township = /data/township])",
        "instance('codes')/root/item[name = /data/code]/label",
        "concat(../name, '-', ../relation)",
    };
    for (const std::string_view text : kScalars) {
        const auto expression = xpath::Expression::compile(text, options);
        if (!expression) {
            fmt::print("{}: {}\n", text, expression.error().describe());
            return 1;
        }
        std::string out;
        const double first = cpu_seconds();
        expression->string_into(context, out).ignore("timed below");
        const double first_ns = (cpu_seconds() - first) * 1e9;
        const double ns = time_of([&] { expression->string_into(context, out).ignore("measured"); });
        fmt::print("{:>12.0f} ns  first {:>12.0f} ns  {} = {}\n", ns, first_ns, text, out);
    }
    const double ns = time_of([&] {
        const auto expression = xpath::Expression::compile(kScalars[1], options);
        static_cast<void>(expression);
    });
    fmt::print("{:>12.0f} ns  compiling {}\n", ns, kScalars[1]);
    return 0;
}
