# SPDX-License-Identifier: Apache-2.0
#
# Dear ImGui and SDL 3, which Debian 12 lacks: scripts/build puts their signed sources, unpacked and built, into DAOHU_DEPS.
#
# daohu::imgui            the library with FreeType glyphs and 32-bit characters (rare hanzi lie beyond U+FFFF)
# daohu::imgui_backends   its SDL 3 and OpenGL ES 3 backends; the profile of the tablets is used on the desk as well
# SDL3::SDL3              window, input, camera; static
#
# Third-party code: no warnings of ours, and its headers are system headers to us.

if(NOT DAOHU_DEPS)
    execute_process(COMMAND "${CMAKE_SOURCE_DIR}/scripts/lib/dependencies-folder"
        OUTPUT_VARIABLE DAOHU_DEPS OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
endif()
if(NOT EXISTS "${DAOHU_DEPS}/imgui/imgui.h" OR NOT EXISTS "${DAOHU_DEPS}/sdl3/lib/cmake/SDL3/SDL3Config.cmake")
    message(FATAL_ERROR "Dear ImGui and SDL 3 are not in DAOHU_DEPS ('${DAOHU_DEPS}'). Run scripts/build once, which builds "
        "them, or configure with -DDAOHU_UI=OFF to leave the window out.")
endif()

set(daohu_imgui_version 1.92.2b)
file(STRINGS "${DAOHU_DEPS}/imgui/imgui.h" daohu_imgui_found REGEX "^#define IMGUI_VERSION +\"")
if(NOT daohu_imgui_found MATCHES "\"${daohu_imgui_version}\"")
    message(FATAL_ERROR "Dear ImGui ${daohu_imgui_version} is needed; '${DAOHU_DEPS}/imgui/imgui.h' says: ${daohu_imgui_found}")
endif()

find_package(Freetype REQUIRED)
find_package(PNG REQUIRED)
pkg_check_modules(glesv2 REQUIRED IMPORTED_TARGET glesv2)
find_package(SDL3 3.2 REQUIRED CONFIG PATHS "${DAOHU_DEPS}/sdl3" NO_DEFAULT_PATH)

set(imgui_dir "${DAOHU_DEPS}/imgui")
add_library(daohu_imgui STATIC
    "${imgui_dir}/imgui.cpp"
    "${imgui_dir}/imgui_draw.cpp"
    "${imgui_dir}/imgui_tables.cpp"
    "${imgui_dir}/imgui_widgets.cpp"
    "${imgui_dir}/misc/cpp/imgui_stdlib.cpp"
    "${imgui_dir}/misc/freetype/imgui_freetype.cpp")
add_library(daohu::imgui ALIAS daohu_imgui)
target_include_directories(daohu_imgui SYSTEM PUBLIC "${imgui_dir}" "${imgui_dir}/misc/cpp" "${imgui_dir}/misc/freetype")
target_compile_definitions(daohu_imgui PUBLIC
    IMGUI_USE_WCHAR32
    IMGUI_ENABLE_FREETYPE
    IMGUI_DISABLE_OBSOLETE_FUNCTIONS)
target_link_libraries(daohu_imgui PRIVATE Freetype::Freetype)

# Dear ImGui's own demonstration: what frames are measured beside.
if(DAOHU_TESTS)
    add_library(daohu_imgui_demo STATIC "${imgui_dir}/imgui_demo.cpp")
    add_library(daohu::imgui_demo ALIAS daohu_imgui_demo)
    target_link_libraries(daohu_imgui_demo PUBLIC daohu::imgui)
endif()

add_library(daohu_imgui_backends STATIC
    "${imgui_dir}/backends/imgui_impl_opengl3.cpp"
    "${imgui_dir}/backends/imgui_impl_sdl3.cpp")
add_library(daohu::imgui_backends ALIAS daohu_imgui_backends)
target_include_directories(daohu_imgui_backends SYSTEM PUBLIC "${imgui_dir}/backends")
target_compile_definitions(daohu_imgui_backends PUBLIC IMGUI_IMPL_OPENGL_ES3)
target_link_libraries(daohu_imgui_backends PUBLIC daohu::imgui SDL3::SDL3 PkgConfig::glesv2)
