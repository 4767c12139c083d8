# SPDX-License-Identifier: Apache-2.0
#
# daohu_room(<name> SOURCES ... [PUBLIC libs] [PRIVATE libs])   a static library with the alias daohu::<name>
# daohu_tool(<name> SOURCES ... [LINK libs])                    an executable in bin/
# daohu_test(<name> SOURCES ... [LINK libs] [LABELS labels])    a Catch2 executable whose cases CTest lists one by one
# daohu_fuzz(<name> SOURCES ... [LINK libs])                    a fuzz target (tests/fuzz) and the replay of its corpus

add_library(daohu_warnings INTERFACE)
target_compile_options(daohu_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    # When it optimises, GCC 12 sees overlaps in std::string's operator+ (GCC bug 105651) and uninitialised alternatives
    # in a moved std::variant (GCC bug 105562) that are not there.
    target_compile_options(daohu_warnings INTERFACE -Wno-restrict -Wno-maybe-uninitialized)
endif()

add_library(daohu_options INTERFACE)
target_include_directories(daohu_options INTERFACE "${CMAKE_SOURCE_DIR}")
if(DAOHU_SANITIZE)
    target_compile_options(daohu_options INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
    target_link_options(daohu_options INTERFACE -fsanitize=address,undefined)
endif()

if(DAOHU_FUZZ)
    if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
        message(FATAL_ERROR "DAOHU_FUZZ needs clang: cmake --preset fuzz")
    endif()
    target_compile_options(daohu_options INTERFACE -fsanitize=fuzzer-no-link)
    # TRY is a GNU statement expression on purpose.
    target_compile_options(daohu_warnings INTERFACE -Wno-gnu-statement-expression-from-macro-expansion)
endif()

if(DAOHU_COVERAGE)
    # Threads count the same lines.
    target_compile_options(daohu_options INTERFACE --coverage -fprofile-abs-path -fprofile-update=atomic)
    target_link_options(daohu_options INTERFACE --coverage)
endif()
if(DAOHU_TIDY)
    find_program(DAOHU_CLANG_TIDY NAMES clang-tidy-19 REQUIRED)
endif()

function(daohu_tidy target)
    if(DAOHU_TIDY)
        set_target_properties(${target} PROPERTIES CXX_CLANG_TIDY "${DAOHU_CLANG_TIDY};--quiet")
    endif()
endfunction()

function(daohu_room name)
    cmake_parse_arguments(arg "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
    add_library(daohu_${name} STATIC ${arg_SOURCES})
    add_library(daohu::${name} ALIAS daohu_${name})
    target_link_libraries(daohu_${name} PUBLIC daohu_options ${arg_PUBLIC} PRIVATE daohu_warnings ${arg_PRIVATE})
    daohu_tidy(daohu_${name})
endfunction()

function(daohu_tool name)
    cmake_parse_arguments(arg "" "" "SOURCES;LINK" ${ARGN})
    add_executable(${name} ${arg_SOURCES})
    target_link_libraries(${name} PRIVATE daohu_options daohu_warnings ${arg_LINK})
    daohu_tidy(${name})
endfunction()

function(daohu_test name)
    cmake_parse_arguments(arg "" "" "SOURCES;LINK;LABELS" ${ARGN})
    if(NOT arg_LABELS)
        set(arg_LABELS unit)
    endif()
    add_executable(test_${name} ${arg_SOURCES})
    target_link_libraries(test_${name} PRIVATE daohu_options daohu_warnings ${arg_LINK} Catch2::Catch2WithMain)
    daohu_tidy(test_${name})
    target_compile_definitions(test_${name} PRIVATE DAOHU_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
    catch_discover_tests(test_${name} TEST_PREFIX "${name}: " PROPERTIES LABELS "${arg_LABELS}" DISCOVERY_MODE PRE_TEST)
endfunction()

function(daohu_fuzz name)
    cmake_parse_arguments(arg "" "" "SOURCES;LINK" ${ARGN})
    set(corpus "${CMAKE_CURRENT_SOURCE_DIR}/corpus/${name}")
    if(DAOHU_FUZZ)
        add_executable(fuzz_${name} ${arg_SOURCES} "${CMAKE_SOURCE_DIR}/tests/fuzz/libfuzzer_main.cpp")
        target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
    else()
        add_executable(fuzz_${name} ${arg_SOURCES} "${CMAKE_SOURCE_DIR}/tests/fuzz/replay_main.cpp")
        add_test(NAME "fuzz: ${name} keeps its promises on its corpus" COMMAND fuzz_${name} "${corpus}")
        set_tests_properties("fuzz: ${name} keeps its promises on its corpus" PROPERTIES LABELS unit)
    endif()
    target_link_libraries(fuzz_${name} PRIVATE daohu_options daohu_warnings ${arg_LINK})
    daohu_tidy(fuzz_${name})
endfunction()
