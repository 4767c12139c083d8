// SPDX-License-Identifier: Apache-2.0
// XPath expressions: whatever is compiled can be analysed and evaluated from any node, and its value as a number, text
// and boolean is what number(), string() and boolean() make of it.

#include "core/base/entropy.hpp"
#include "core/form/xml.hpp"
#include "core/form/xpath/expression.hpp"
#include "tests/fuzz/fuzz_target.hpp"

#include <cmath>

namespace daohu::fuzz {

namespace {

using namespace form;

constexpr std::string_view kDocument =
    "<data id='d' xml:lang='zh'><g>v1</g><date>2024-03-05</date><r><v>1</v><w>a b</w></r><r><v/><w>30.1 103.2</w></r>"
    "<p>x<b>y</b><!--c--><?i?></p></data>";
constexpr std::string_view kList =
    "<root><item><n>v0</n></item><item><n>v1</n></item><item><n>v2</n></item><item><n>v3</n></item><item><n>v4</n>"
    "</item><item><n>v5</n></item><item><n>v6</n></item><item><n>v7</n></item><item><n>v8</n></item></root>";
constexpr std::size_t kMaxInput = 4096;

class FuzzHost final : public xpath::Host {
public:
    explicit FuzzHost(const Tree& list) : m_list{list} {}

    NodeRef find_instance(std::string_view id) override {
        return id == "list" ? NodeRef{&m_list, Tree::document()} : NodeRef{};
    }
    std::int64_t now_ms() override { return 1'772'672'400'000; }
    std::int32_t utc_offset_minutes() override { return 480; }
    std::string_view language() override { return "zh"; }
    void itext(std::string_view id, std::string& out) override { out = id; }
    void choice_name(std::string_view value, std::string_view /*path*/, NodeRef /*context*/,
                     std::string& out) override {
        out = value;
    }
    Entropy& entropy() override { return m_entropy; }
    std::string_view form_version() override { return "1"; }

private:
    const Tree& m_list;
    SeededEntropy m_entropy{1};
};

bool same(double left, double right) { return left == right || (std::isnan(left) && std::isnan(right)); }

void check_value(const xpath::Expression& expression, const xpath::Context& context) {
    const Result<xpath::Value> value = expression.evaluate(context);
    const Result<double> number = expression.number(context);
    const Result<bool> boolean = expression.boolean(context);
    const Result<std::string> text = expression.string(context);
    if (!value || expression.analysis().uses_random) {
        return;
    }
    switch (value->type) {
        case xpath::ValueType::number:
            DAOHU_CHECK(number && same(*number, value->number));
            DAOHU_CHECK(boolean && *boolean == (value->number != 0 && !std::isnan(value->number)));
            break;
        case xpath::ValueType::boolean:
            DAOHU_CHECK(boolean && *boolean == value->boolean);
            DAOHU_CHECK(text && *text == (value->boolean ? "true" : "false"));
            break;
        case xpath::ValueType::string:
            DAOHU_CHECK(text && *text == value->string);
            DAOHU_CHECK(boolean && *boolean == !value->string.empty());
            break;
        case xpath::ValueType::node_set:
            DAOHU_CHECK(boolean && *boolean == !value->nodes.empty());
            if (!value->nodes.empty()) {
                std::string scratch;
                const NodeRef first = value->nodes.front();
                DAOHU_CHECK(text && *text == first.tree->string_value(first.id, scratch));
            }
            break;
    }
}

}  // namespace

void try_input(ByteView input) {
    NameTable names;
    Tree tree{names};
    Tree list{names};
    XmlOptions everything;
    everything.detail = XmlDetail::everything;
    DAOHU_CHECK(read_xml(kDocument, tree, everything) && read_xml(kList, list));
    FuzzHost host{list};
    xpath::Context context;
    context.root = {&tree, Tree::document()};
    context.host = &host;
    const std::string_view text = as_text(input.first(std::min(input.size(), kMaxInput)));
    for (const auto dialect : {xpath::Dialect::xforms, xpath::Dialect::xpath1}) {
        xpath::CompileOptions options;
        options.names = &names;
        options.dialect = dialect;
        options.unknown_functions = dialect == xpath::Dialect::xforms ? xpath::UnknownFunctions::refuse
                                                                      : xpath::UnknownFunctions::fail_when_reached;
        const Result<xpath::Expression> expression = xpath::Expression::compile(text, options);
        if (!expression) {
            DAOHU_CHECK(expression.error().detail.starts_with("offset "));
            continue;
        }
        context.node = context.root;
        check_value(*expression, context);
        context.node = {&tree, tree.first_child(tree.root_element())};
        check_value(*expression, context);
    }
}

}  // namespace daohu::fuzz
