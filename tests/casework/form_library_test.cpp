// SPDX-License-Identifier: Apache-2.0
#include "core/casework/form_library.hpp"

#include <catch2/catch_test_macros.hpp>

#include <fstream>
#include <random>

using namespace daohu;
using namespace daohu::casework;

namespace {

namespace fs = std::filesystem;

// A folder of forms beside a folder of datasets, gone with the test.
class Assets {
public:
    Assets() : m_root{fs::temp_directory_path() / ("daohu-forms-" + std::to_string(std::random_device{}()))} {
        fs::create_directories(forms());
        fs::create_directories(m_root / "datasets");
    }
    Assets(const Assets&) = delete;
    Assets& operator=(const Assets&) = delete;
    ~Assets() {
        std::error_code ignored;
        fs::remove_all(m_root, ignored);
    }

    [[nodiscard]] fs::path forms() const { return m_root / "forms"; }
    void write(const std::string& file, const std::string& text) const { std::ofstream{m_root / file} << text; }

private:
    fs::path m_root;
};

std::string form_with(const std::string& id, const std::string& list) {
    return R"(<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>t</h:title>
        <model><instance><data id=")" +
           id + R"("><a/></data></instance>)" +
           (list.empty() ? "" : R"(<instance id="list" src="jr://file-csv/)" + list + R"("/>)") +
           R"(</model></h:head><h:body><input ref="/data/a"/></h:body></h:html>)";
}

}  // namespace

TEST_CASE("Form library: a list called like a dataset is its register, another must lie beside the form",
          "[casework]") {
    const Assets assets;
    assets.write("datasets/person.json", "{}");
    assets.write("forms/pack.csv", "name,label,value\n");
    assets.write("forms/people.xml", form_with("people", "person.csv"));
    assets.write("forms/rules.xml", form_with("rules", "pack.csv"));
    assets.write("forms/lost.xml", form_with("lost", "nowhere.csv"));
    const FormLibrary library = FormLibrary::load(assets.forms()).value();
    const LibraryForm* people = library.find("people").value();
    CHECK(people->definition->instances().front().entity_list == "person");
    CHECK(library.find("rules").value()->definition->instances().front().tree != nullptr);
    CHECK(library.find("lost").error().code == ErrorCode::form_attachment_missing);
    CHECK(library.find("people").value() == people);
}

TEST_CASE("Form library: a broken form keeps no other away, and an unknown one is not found", "[casework]") {
    const Assets assets;
    assets.write("forms/good.xml", form_with("good", ""));
    assets.write("forms/bad.xml", "<h:html>");
    assets.write("forms/other.xml", form_with("another", ""));
    const FormLibrary library = FormLibrary::load(assets.forms()).value();
    CHECK(library.ids() == std::vector<std::string>{"bad", "good", "other"});
    CHECK(library.find("good"));
    CHECK_FALSE(library.find("bad"));
    CHECK(library.find("other").error().code == ErrorCode::form_structure);
    CHECK(library.find("none").error().code == ErrorCode::not_found);
    CHECK(FormLibrary::load(assets.forms() / "nowhere").error().code == ErrorCode::io_failed);
}
