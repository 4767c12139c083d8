// SPDX-License-Identifier: Apache-2.0
//
// Which questions stand on a page together.

#include "tests/form/form_fixture.hpp"
#include "ui/model/outline_sections.hpp"

#include <vector>

using namespace daohu;
using form::test::Filling;
using form::test::wrap_form;

namespace {

// How many questions and lists of rows stand on each page.
std::vector<std::size_t> page_sizes(const Filling& filling) {
    std::vector<std::size_t> sizes;
    for (const model::FormPage& page : model::pages_of(filling.session->outline(), *filling.definition)) {
        sizes.push_back(page.size());
    }
    return sizes;
}

using Sizes = std::vector<std::size_t>;

std::string grouped(std::string_view appearance) {
    return wrap_form(R"form(<data id="p"><a/><g><b/><i><c/></i><d/></g><e/></data>)form",
                     R"form(<bind nodeset="/data/g/d" relevant="/data/a = 'yes'"/>)form",
                     R"form(<input ref="/data/a"/><group ref="/data/g")form" + std::string{appearance} +
                         R"form(><input ref="/data/g/b"/><group ref="/data/g/i"><input ref="/data/g/i/c"/></group>
                        <input ref="/data/g/d"/></group><input ref="/data/e"/>)form");
}

// A repeat between the questions of a list.
std::string with_rows(std::string_view appearance) {
    return wrap_form(
        R"form(<data id="l"><g><a/><b/><r jr:template=""><n/><m/></r><c/></g></data>)form", "",
        R"form(<group ref="/data/g" appearance="field-list"><input ref="/data/g/a"/><input ref="/data/g/b"/>
                        <group ref="/data/g/r"><repeat nodeset="/data/g/r")form" +
            std::string{appearance} +
            R"form(><input ref="/data/g/r/n"/><input ref="/data/g/r/m"/></repeat></group>
                        <input ref="/data/g/c"/></group>)form");
}

}  // namespace

TEST_CASE("Pages: a question has a page of its own, and those of a list have one together", "[app]") {
    Filling plain{grouped("")};
    CHECK(page_sizes(plain) == Sizes{1, 1, 1, 1});
    Filling list{grouped(R"( appearance="w1 field-list")")};
    CHECK(page_sizes(list) == Sizes{1, 2, 1});
    list.answer("/data/a", "yes");
    CHECK(page_sizes(list) == Sizes{1, 3, 1});
    const auto pages = model::pages_of(list.session->outline(), *list.definition);
    const form::FormPlace inner = list.session->place_of(list.node("/data/g/i/c"));
    CHECK(model::page_with(pages, inner) == pages.begin() + 1);
    CHECK(model::page_with(pages, {}) == pages.end());
}

TEST_CASE("Pages: rows stand on pages of their own, each on one where the repeat is a list", "[app]") {
    Filling apart{with_rows("")};
    apart.add_row("/data/g/r", "/data/g");
    apart.add_row("/data/g/r", "/data/g");
    CHECK(page_sizes(apart) == Sizes{2, 1, 1, 1, 1, 1, 1});
    Filling together{with_rows(R"( appearance="field-list")")};
    together.add_row("/data/g/r", "/data/g");
    together.add_row("/data/g/r", "/data/g");
    CHECK(page_sizes(together) == Sizes{2, 1, 2, 2, 1});
}

TEST_CASE("Pages: a list of rows that has none and takes none is no page", "[app]") {
    Filling filling{wrap_form(R"form(<data id="f"><n/><r jr:template=""><v/></r></data>)form",
                              R"form(<bind nodeset="/data/n" type="int"/>)form",
                              R"form(<input ref="/data/n"/><repeat nodeset="/data/r" jr:count="/data/n">
                                 <input ref="/data/r/v"/></repeat>)form")};
    CHECK(page_sizes(filling) == Sizes{1});
    filling.answer("/data/n", "2");
    CHECK(page_sizes(filling) == Sizes{1, 1, 1, 1});
}
