# SPDX-License-Identifier: Apache-2.0
#
# Sets DAOHU_BUILD_EPOCH, seconds since 1970: SOURCE_DATE_EPOCH if the environment has it, else the time of the last
# commit, else (a source archive without either) the time of this configuration. The same commit builds the same bytes.

set(DAOHU_BUILD_EPOCH "$ENV{SOURCE_DATE_EPOCH}")
if(NOT DAOHU_BUILD_EPOCH MATCHES "^[0-9]+$")
    find_package(Git QUIET)
    if(GIT_FOUND)
        # A checkout that belongs to another user is read all the same.
        execute_process(COMMAND "${GIT_EXECUTABLE}" -c "safe.directory=${CMAKE_SOURCE_DIR}" log -1 --format=%ct
            WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}"
            OUTPUT_VARIABLE DAOHU_BUILD_EPOCH OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
    endif()
endif()
if(NOT DAOHU_BUILD_EPOCH MATCHES "^[0-9]+$")
    string(TIMESTAMP DAOHU_BUILD_EPOCH "%s" UTC)
endif()
