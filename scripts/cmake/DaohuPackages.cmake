# SPDX-License-Identifier: Apache-2.0
#
# What is installed where, and the Debian packages made of it (scripts/package):
#
#   daohu          the tablet's app, and daohu-store to repair and unseal it
#   daohu-county   the county's server and its office, with a user, a folder and a systemd unit of their own
#   daohu-tools    for authors of forms and packs
#   daohu-data     forms, datasets, packs, code lists, texts and guides: one copy for all of them

set(package_files "${CMAKE_SOURCE_DIR}/platform/linux/package")

install(DIRECTORY "${CMAKE_SOURCE_DIR}/assets/" DESTINATION share/daohu COMPONENT data PATTERN demo EXCLUDE)
# Practice invents its village with these.
install(FILES "${CMAKE_SOURCE_DIR}/assets/demo/words.tsv" DESTINATION share/daohu/demo COMPONENT data)
# The guides refer to each other, so that they stand together.
install(FILES "${CMAKE_SOURCE_DIR}/README.md" "${CMAKE_SOURCE_DIR}/README.zh-CN.md" "${CMAKE_SOURCE_DIR}/CHANGELOG.md"
    DESTINATION share/doc/daohu-data COMPONENT data)
install(DIRECTORY "${CMAKE_SOURCE_DIR}/docs" DESTINATION share/doc/daohu-data COMPONENT data)

install(TARGETS daohu-county RUNTIME DESTINATION bin COMPONENT county)
install(FILES "${package_files}/daohu-county.service" DESTINATION lib/systemd/system COMPONENT county)
install(FILES "${package_files}/county" DESTINATION /etc/daohu COMPONENT county)

install(TARGETS daohu-form daohu-policy RUNTIME DESTINATION bin COMPONENT tools)

if(DAOHU_UI)
    install(TARGETS daohu daohu-store RUNTIME DESTINATION bin COMPONENT app)
    install(PROGRAMS "${package_files}/daohu-tablet" DESTINATION bin COMPONENT app)
    install(FILES "${package_files}/daohu.desktop" DESTINATION share/applications COMPONENT app)
    install(FILES "${package_files}/daohu.svg" DESTINATION share/icons/hicolor/scalable/apps COMPONENT app)
    install(FILES "${package_files}/tablet" DESTINATION /etc/daohu COMPONENT app)
endif()
foreach(component app county tools data)
    set(package daohu-${component})
    if(component STREQUAL app)
        set(package daohu)
    endif()
    install(FILES "${CMAKE_SOURCE_DIR}/LICENSE" DESTINATION share/doc/${package} RENAME copyright COMPONENT ${component})
    string(TOUPPER ${component} upper)
    set(CPACK_DEBIAN_${upper}_PACKAGE_NAME ${package})
    set(CPACK_DEBIAN_${upper}_PACKAGE_SHLIBDEPS ON)
    set(CPACK_DEBIAN_${upper}_PACKAGE_DEPENDS "daohu-data (= ${PROJECT_VERSION})")
endforeach()

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME daohu)
set(CPACK_PACKAGE_VERSION "${PROJECT_VERSION}")
set(CPACK_PACKAGE_CONTACT "Daohu maintainers <maintainers@daohu.example>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_GROUPING ONE_PER_GROUP)
foreach(component app county tools data)
    string(TOUPPER ${component} upper)
    set(CPACK_COMPONENT_${upper}_GROUP ${component})
endforeach()
set(CPACK_COMPONENTS_ALL app county tools data)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION misc)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)

set(CPACK_COMPONENT_APP_DESCRIPTION "field app of village social-aid coordinators
 Works without a network: what is written is signed and encrypted on the tablet first and reaches the county's server
 when there is a signal.")
set(CPACK_COMPONENT_COUNTY_DESCRIPTION "county server for daohu
 Takes in what tablets send, hands it on, and holds the county's keys, lists and backups.")
set(CPACK_COMPONENT_TOOLS_DESCRIPTION "tools for authors of daohu's forms and policy packs
 daohu-form checks and runs forms, daohu-policy reckons with a county's rules and checks them.")
set(CPACK_COMPONENT_DATA_DESCRIPTION "forms, policy packs and texts of daohu
 Everything that a county may change without a programmer.")

# SDL opens the libraries of the window system by name, so that no program depends on them by itself.
string(APPEND CPACK_DEBIAN_APP_PACKAGE_DEPENDS ", fonts-noto-cjk, libegl1, libgles2")
set(CPACK_DEBIAN_APP_PACKAGE_RECOMMENDS "libegl-mesa0, libgl1-mesa-dri, libwayland-client0, libwayland-cursor0, \
libwayland-egl1, libxkbcommon0, libdecor-0-0, libx11-6, libxext6, libxcursor1, libxfixes3, libxi6, libxrandr2, libxss1, \
libdbus-1-3, ibus-libpinyin")
string(APPEND CPACK_DEBIAN_COUNTY_PACKAGE_DEPENDS ", adduser")
set(CPACK_DEBIAN_APP_PACKAGE_CONTROL_EXTRA "${CMAKE_BINARY_DIR}/package-app/conffiles")
file(WRITE "${CMAKE_BINARY_DIR}/package-app/conffiles" "/etc/daohu/tablet\n")
file(WRITE "${CMAKE_BINARY_DIR}/package-county/conffiles" "/etc/daohu/county\n")
set(CPACK_DEBIAN_COUNTY_PACKAGE_CONTROL_EXTRA
    "${package_files}/postinst;${package_files}/prerm;${package_files}/postrm;${CMAKE_BINARY_DIR}/package-county/conffiles")
set(CPACK_DEBIAN_DATA_PACKAGE_ARCHITECTURE all)
set(CPACK_DEBIAN_DATA_PACKAGE_SHLIBDEPS OFF)
set(CPACK_DEBIAN_DATA_PACKAGE_DEPENDS "")
include(CPack)
