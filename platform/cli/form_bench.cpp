// SPDX-License-Identifier: Apache-2.0
//
// daohu-form bench FORM --members N...: times the work of a large household, on a form shaped like a home visit:
// /data/member is a repeat with income, share (of a sum), under (a threshold); county, township and village cascade.
// Prints one JSON object a line; times are medians in milliseconds.

#include "core/form/instance_xml.hpp"
#include "core/form/load/instance_reader.hpp"
#include "core/form/submission.hpp"
#include "platform/cli/command_line.hpp"
#include "platform/cli/file_text.hpp"
#include "platform/cli/form_commands.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <memory>

namespace daohu::cli {

using form::NodeId;

namespace {

constexpr int kRounds = 15;
constexpr std::size_t kNoLimit = std::size_t{1} << 40U;

struct Request {
    std::string file;
    std::vector<int> members{50, 500, 5000};
    int csv_rows = 100'000;
};

double milliseconds(const std::function<void()>& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

double median(const std::function<void(int)>& work, int rounds = kRounds) {
    std::vector<double> times;
    times.reserve(static_cast<std::size_t>(rounds));
    for (int round = 0; round < rounds; ++round) {
        times.push_back(milliseconds([&] { work(round); }));
    }
    std::nth_element(times.begin(), times.begin() + rounds / 2, times.end());
    return times[static_cast<std::size_t>(rounds / 2)];
}

std::size_t resident_bytes() {
    std::FILE* const file = std::fopen("/proc/self/statm", "r");
    unsigned long pages = 0;
    if (file != nullptr) {
        if (std::fscanf(file, "%*s %lu", &pages) != 1) {
            pages = 0;
        }
        std::fclose(file);
    }
    constexpr std::size_t kPage = 4096;
    return pages * kPage;
}

class Bench {
public:
    Bench(std::string text, int members) : m_text{std::move(text)}, m_members{members} {
        m_ports.clock = &m_clock;
        m_ports.entropy = &m_entropy;
    }

    Result<nlohmann::ordered_json> run() {
        nlohmann::ordered_json line;
        line["members"] = m_members;
        TRY(open());
        line["load"] = median([this](int) { open().ignore("opened once before"); }, 7);
        TRY(add_members(line));
        line["resident_mb"] = static_cast<double>(resident_bytes()) / 1e6;  // of the whole process
        TRY(answers(line));
        TRY(serialise(line));
        line["add_one"] = milliseconds([this] { m_session->add_row(m_repeat).ignore("measured"); });
        return line;
    }

private:
    Result<void> open() {
        m_session.reset();
        m_definition = TRY(form::Definition::load(m_text, form::NoAttachments{}));
        form::OpenRequest request;
        request.limits = {kNoLimit, kNoLimit};
        m_session = std::move(TRY(form::Session::open(*m_definition, m_ports, request)).session);
        return {};
    }

    Result<NodeId> node(const std::string& path) {
        const NodeId found = m_session->find(path);
        if (found == NodeId::none) {
            return fail(ErrorCode::form_no_such_node, path);
        }
        return found;
    }

    Result<void> add_members(nlohmann::ordered_json& line) {
        const form::SchemaId row = m_definition->find("/data/member");
        if (row == form::SchemaId::none || m_definition->schema()[row].repeat_index == form::kNoIndex) {
            return fail(ErrorCode::form_no_such_node, "/data/member");
        }
        m_repeat = {m_definition->repeats()[m_definition->schema()[row].repeat_index].element, TRY(node("/data"))};
        line["add_members"] = milliseconds([this] {
            for (int i = 0; i < m_members; ++i) {
                m_session->add_row(m_repeat).ignore("measured");
            }
        });
        for (int i = 1; i <= std::min(m_members, 50); ++i) {
            TRY(m_session->answer(TRY(node(fmt::format("/data/member[{}]/name", i))), fmt::format("m{}", i)));
            TRY(m_session->answer(TRY(node(fmt::format("/data/member[{}]/income", i))), std::to_string(100 + i)));
        }
        return {};
    }

    Result<void> answers(nlohmann::ordered_json& line) {
        const int middle = m_members / 2 + 1;
        const NodeId note = TRY(node(fmt::format("/data/member[{}]/note", middle)));
        const NodeId income = TRY(node(fmt::format("/data/member[{}]/income", middle)));
        const NodeId threshold = TRY(node("/data/threshold"));
        const NodeId township = TRY(node("/data/township"));
        const form::FormPlace village = m_session->place_of(TRY(node("/data/village")));
        TRY(m_session->answer(TRY(node("/data/county")), "c1"));
        const auto say = [this](NodeId where, const std::string& what) {
            m_session->answer(where, what).ignore("measured");
        };
        line["answer_plain"] = median([&](int i) { say(note, fmt::format("x{}", i)); });
        line["answer_changes_all"] = median([&](int i) { say(threshold, i % 2 == 0 ? "10" : "100000"); });
        line["answer_sum_all"] = median([&](int i) { say(income, std::to_string(1000 + i)); });
        std::size_t offered = 0;
        line["cascade"] = median([&](int i) {
            say(township, i % 2 == 0 ? "t1" : "t5");
            offered = m_session->choices(village)->size();
        });
        line["offered"] = offered;
        line["total"] = std::string{m_session->value(TRY(node("/data/total_income")))};
        line["last_share"] = std::string{m_session->value(TRY(node(fmt::format("/data/member[{}]/share", m_members))))};
        return {};
    }

    Result<void> serialise(nlohmann::ordered_json& line) {
        std::string xml;
        line["serialise"] = median([&](int) { xml = instance_xml(*m_definition, m_session->tree()); });
        line["xml_bytes"] = xml.size();
        line["outline"] = median([&](int) { (void)m_session->outline(); }, 5);
        return {};
    }

    std::string m_text;
    int m_members;
    SystemClock m_clock;
    SystemEntropy m_entropy;
    form::SessionPorts m_ports;
    std::unique_ptr<form::Definition> m_definition;
    std::unique_ptr<form::Session> m_session;
    form::FormPlace m_repeat;
};

// A code list of as many rows, six columns.
nlohmann::ordered_json bench_list(int rows) {
    std::string text = "name,label,county,township,village,note\n";
    for (int i = 0; i < rows; ++i) {
        text += fmt::format("v{},Village {},c{},t{},g{},\"with, comma\"\n", i, i, i % 4, i % 200, i % 5000);
    }
    nlohmann::ordered_json line;
    line["csv_rows"] = rows;
    std::unique_ptr<form::NameTable> names;
    std::unique_ptr<form::Tree> tree;
    line["csv_load"] = median(
        [&](int) {
            tree.reset();
            names = std::make_unique<form::NameTable>();
            tree = std::move(*form::read_csv_tree(text, *names));
        },
        5);
    const NodeId list = tree->root_element();
    const form::NameId item = names->intern({}, "item");
    const form::NameId name = names->intern({}, "name");
    line["csv_first_lookup"] = milliseconds([&] { (void)tree->find_rows(list, item, name, "v1"); });
    constexpr int kLookups = 1000;
    line["csv_lookup"] = milliseconds([&] {
                             for (int i = 0; i < kLookups; ++i) {
                                 (void)tree->find_rows(list, item, name, fmt::format("v{}", i * 97 % rows));
                             }
                         }) /
                         kLookups;
    line["csv_mb"] = static_cast<double>(tree->memory_bytes()) / 1e6;
    return line;
}

Result<void> run(const Request& request) {
    const std::string text = TRY(read_file(request.file));
    for (const int members : request.members) {
        fmt::print("{}\n", TRY(Bench(text, members).run()).dump());
        std::fflush(stdout);
    }
    if (request.csv_rows > 0) {
        fmt::print("{}\n", bench_list(request.csv_rows).dump());
    }
    return {};
}

}  // namespace

void add_bench_command(CLI::App& app, int& exit_code) {
    auto request = std::make_shared<Request>();  // shared by the parser's options and the callback
    CLI::App* command = app.add_subcommand("bench", "Time the work of large households and lists");
    command->add_option("form", request->file, "A home-visit form with a member repeat")->required();
    command->add_option("--members", request->members, "Sizes of the household");
    command->add_option("--csv-rows", request->csv_rows, "Rows of a list; 0 leaves it out");
    command->callback([request, &exit_code] {
        if (const auto outcome = run(*request); !outcome) {
            fmt::print(stderr, "{}: {}\n", request->file, outcome.error().describe());
            exit_code = kRefused;
        }
    });
}

}  // namespace daohu::cli
