# SPDX-License-Identifier: Apache-2.0
#
# Finds what the rooms link. Every third-party target is named here, once; scripts/lib/packages.sh lists the Debian
# packages they come from.
#
#   Threads::Threads, fmt::fmt, tl::expected, nlohmann_json::nlohmann_json, spdlog::spdlog, CLI11::CLI11
#   PkgConfig::sodium, PkgConfig::zstd, PkgConfig::pugixml, PkgConfig::re2, PkgConfig::sqlcipher
#   PkgConfig::libzip, PkgConfig::expat
#   CURL::libcurl, OpenSSL::SSL, OpenSSL::Crypto, Boost::headers (Asio, Beast)
#   PNG::PNG, JPEG::JPEG, PkgConfig::cairo, daohu::imgui, daohu::imgui_backends, SDL3::SDL3       with DAOHU_UI
#   Catch2::Catch2WithMain, rapidcheck, rapidcheck_catch            with DAOHU_TESTS

find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(fmt REQUIRED)
find_package(tl-expected REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(spdlog REQUIRED)
find_package(CLI11 REQUIRED)
find_package(CURL REQUIRED)
find_package(OpenSSL 3.0 REQUIRED)
find_package(Boost 1.81 REQUIRED)
pkg_check_modules(sodium REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(zstd REQUIRED IMPORTED_TARGET libzstd)
pkg_check_modules(pugixml REQUIRED IMPORTED_TARGET pugixml)
pkg_check_modules(libzip REQUIRED IMPORTED_TARGET libzip)
pkg_check_modules(expat REQUIRED IMPORTED_TARGET expat>=2.5)
pkg_check_modules(re2 REQUIRED IMPORTED_TARGET re2)
pkg_check_modules(sqlcipher REQUIRED IMPORTED_TARGET sqlcipher>=3.46)
if(DAOHU_STATIC_SQLCIPHER)
    find_library(DAOHU_SQLCIPHER_ARCHIVE libsqlcipher.a REQUIRED)
    # A target of its own, so that what it needs is named behind it in every link.
    add_library(daohu_sqlcipher_archive STATIC IMPORTED)
    set_target_properties(daohu_sqlcipher_archive PROPERTIES
        IMPORTED_LOCATION "${DAOHU_SQLCIPHER_ARCHIVE}"
        INTERFACE_LINK_LIBRARIES "OpenSSL::Crypto;m;${CMAKE_DL_LIBS}")
    set_target_properties(PkgConfig::sqlcipher PROPERTIES INTERFACE_LINK_LIBRARIES daohu_sqlcipher_archive)
endif()

if(DAOHU_UI)
    include(DaohuImgui)
    find_package(JPEG REQUIRED)
    pkg_check_modules(cairo REQUIRED IMPORTED_TARGET cairo-pdf cairo-ft)
endif()

if(DAOHU_TESTS)
    find_package(Catch2 3.5 REQUIRED)
    include(Catch)
    find_package(rapidcheck REQUIRED)
endif()
