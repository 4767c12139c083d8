// SPDX-License-Identifier: Apache-2.0
//
// A notice on paper: what a program that reads PDF files finds in it, held against what the page shows.

#include "platform/daohu/notice_paper.hpp"
#include "platform/paper/pdf_paper.hpp"
#include "tests/app/app_bench.hpp"
#include "tests/app/pdf_text.hpp"
#include "tests/app/scenes.hpp"
#include "ui/kit/read_along.hpp"

#include <fmt/format.h>

using namespace daohu;
using daohu::testing::AppBench;
using daohu::testing::text_of_pdf;
using daohu::testing::Village;

namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

Catalogue catalogue(const char* file) {
    auto read = Catalogue::load(fs::path{DAOHU_SOURCE_DIR} / "assets" / "text" / file);
    REQUIRE(read);
    return std::move(*read);
}

std::shared_ptr<const kit::FontSet> fonts() {
    auto opened = kit::FontSet::open(std::nullopt);
    REQUIRE(opened);
    return std::make_shared<kit::FontSet>(std::move(*opened));
}

model::NoticePreviewState notice(std::size_t rows) {
    model::NoticePreviewState state;
    state.title = "最低生活保障公示";
    state.body = "现将本村享受最低生活保障的人员公示如下，请群众监督。";
    state.columns = {"姓名", "住址", "救助类别", "金额"};
    for (std::size_t i = 0; i < rows; ++i) {
        state.lines.push_back({{fmt::format("示例·{:03}", i), "第三组", "最低生活保障", "1,240.00 元"}});
    }
    state.footer = "政策文件另附 · 举报投诉电话：0999-1234567";
    state.from = 2026y / 3 / 5;
    state.until = 2026y / 3 / 12;
    return state;
}

Bytes paper_of(const model::NoticePreviewState& state, const char* language = "zh-CN.json") {
    const Catalogue texts = catalogue(language);
    Words words{texts};
    auto made = notice_paper(state, words, fonts());
    INFO((made ? std::string{} : made.error().describe()));
    REQUIRE(made);
    return std::move(*made);
}

// Everything that the page shows, in its order.
std::string shown(const model::NoticePreviewState& state, const std::string& after) {
    std::string all = state.title + state.body;
    for (const std::string& column : state.columns) {
        all += column;
    }
    for (const model::NoticeLine& line : state.lines) {
        for (const std::string& cell : line.cells) {
            all += cell;
        }
    }
    return daohu::testing::without_spaces(all + after);
}

std::size_t count(std::string_view text, std::string_view word) {
    std::size_t found = 0;
    for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + word.size())) {
        ++found;
    }
    return found;
}

// The only file of a stick.
Bytes only_file(const fs::path& folder, std::string& name) {
    std::size_t files = 0;
    vault::SystemFiles system;
    Bytes bytes;
    for (const auto& file : fs::directory_iterator{folder}) {
        ++files;
        name = file.path().filename().string();
        bytes = system.read(file.path(), 50'000'000).value();
    }
    REQUIRE(files == 1);
    return bytes;
}

bool says(AppBench& bench, std::string_view words) {
    const kit::ReadAlong reader;
    bench.screen().step();
    return reader.has_read(words);
}

void open_notice(AppBench& bench) {
    bench.tap("tab.more");
    bench.tap("more.notices");
    bench.tap("lines.programme.dibao");
}

}  // namespace

TEST_CASE("Notice on paper: has every word of the page in its order, and no other", "[app][notice]") {
    const model::NoticePreviewState state = notice(6);
    CHECK(text_of_pdf(paper_of(state)) ==
          shown(state, "公示期：2026-03-05 至 2026-03-12" + state.footer + "第 1 页，共 1 页"));
    model::NoticePreviewState nobody = notice(0);
    nobody.until.reset();
    CHECK(text_of_pdf(paper_of(nobody)) ==
          shown(nobody, "没有可以公示的人。2026-03-05 起公示" + nobody.footer + "第 1 页，共 1 页"));
}

TEST_CASE("Notice on paper: every character can be seen, not only copied", "[app][notice]") {
    for (const char* const character : {"如", "示", "例", "A", "元"}) {
        CAPTURE(character);
        auto made = paper::PdfPaper::open({.title = "", .created = "2026-03-05T00:00:00Z"}, fonts());
        REQUIRE(made);
        CHECK_FALSE(daohu::testing::has_ink(made->finish().value()));
        auto drawn = paper::PdfPaper::open({.title = "", .created = "2026-03-05T00:00:00Z"}, fonts());
        REQUIRE(drawn);
        drawn->text({100, 100}, character, 40);
        CHECK(daohu::testing::has_ink(drawn->finish().value()));
    }
}

TEST_CASE("Notice on paper: a long list goes on over pages that are numbered and headed", "[app][notice]") {
    const model::NoticePreviewState state = notice(100);
    const std::string text = text_of_pdf(paper_of(state));
    for (const model::NoticeLine& line : state.lines) {
        CHECK(count(text, line.cells[0]) == 1);
    }
    CHECK(count(text, "第5页，共5页") == 1);
    CHECK(count(text, "姓名住址救助类别金额") == 5);
    CHECK(count(text, state.title) == 1);
}

TEST_CASE("Notice on paper: the same notice is the same file, another day's is another", "[app][notice]") {
    const Bytes first = paper_of(notice(20));
    CHECK(paper_of(notice(20)) == first);
    model::NoticePreviewState later = notice(20);
    later.from = 2026y / 3 / 6;
    CHECK(paper_of(later) != first);
}

TEST_CASE("Notice on paper: long names are broken, and characters that the font lacks cut nothing", "[app][notice]") {
    model::NoticePreviewState state = notice(2);
    state.lines[0].cells[0] = "示例·一个写得非常非常长的名字再加上一个说明用来看看这一格怎样换行";
    state.lines[1].cells[0] = "示例·\xF0\xA0\xAE\xB7\xF0\x9F\x8C\xB2";
    const std::string text = text_of_pdf(paper_of(state));
    CHECK(text.contains("示例·一个写得非常非常长的名字再加上一个说明用来看看这一格怎样换行"));
    CHECK(text.contains("示例·\xF0\xA0\xAE\xB7"));
    CHECK(count(text, "1,240.00元") == 2);
}

TEST_CASE("Notice on paper: nobody who is withheld stands in the file, nor anything beside the columns",
          "[app][notice][safety]") {
    const Village village{{.has_families = false, .prepare = [](journeys::FieldTablet& tablet) {
                               daohu::testing::set_scene("notice_board", tablet);
                           }}};
    const vault::test::TemporaryFolder stick;
    AppBench bench{village.folder()};
    bench.machine().stick = stick.path();
    bench.unlock();
    open_notice(bench);
    bench.tap("notice.save");
    std::string name;
    const std::string text = text_of_pdf(only_file(stick.path(), name));
    CHECK(name.starts_with("daohu-notice-dibao-2"));
    CHECK(says(bench, name));
    for (const char* const printed : {"示例·公示甲", "示例·公示丁", "示例·公示戊", "示例·公示己", "示例·公示庚"}) {
        CHECK(count(text, printed) == 1);
    }
    CHECK(count(text, "400.00元") == 5);
    CHECK(count(text, "二组") == 5);
    for (const char* const hidden : {"孤儿", "石蒜", "14号", "13800000101", "腊梅", "未成年"}) {
        CAPTURE(hidden);
        CHECK_FALSE(text.contains(hidden));
    }
}

TEST_CASE("Notice on paper: without a stick, or with one that takes nothing, the page says so", "[app][notice]") {
    const Village village;
    AppBench bench{village.folder()};
    bench.unlock();
    open_notice(bench);
    bench.tap("notice.save");
    CHECK(says(bench, "没有插U盘"));
    bench.machine().stick = "/proc/self";  // a folder in which nobody can write
    bench.tap("notice.save");
    CHECK_FALSE(says(bench, "已存到U盘"));
    vault::SystemFiles files;
    const auto refused = vault::replace_file(files, "/proc/self/notice.pdf", Bytes{1});
    REQUIRE_FALSE(refused);
    const Catalogue texts = catalogue("zh-CN.json");
    Words words{texts};
    CHECK(says(bench, words.message(refused.error()).view()));
}
