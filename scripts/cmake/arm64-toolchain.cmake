# SPDX-License-Identifier: Apache-2.0
#
# Debian's cross compiler against the private sysroot that scripts/build arm64 provides; programs run under qemu.

set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR aarch64)

if(NOT DAOHU_ARM64_SYSROOT)
    set(DAOHU_ARM64_SYSROOT "$ENV{DAOHU_ARM64_SYSROOT}")
endif()
set(DAOHU_ARM64_SYSROOT "${DAOHU_ARM64_SYSROOT}" CACHE PATH "Folder with Debian's arm64 libraries")
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES DAOHU_ARM64_SYSROOT)
if(NOT IS_DIRECTORY "${DAOHU_ARM64_SYSROOT}/usr/lib/aarch64-linux-gnu")
    message(FATAL_ERROR "There are no arm64 libraries in DAOHU_ARM64_SYSROOT ('${DAOHU_ARM64_SYSROOT}'). "
        "Run scripts/build arm64 once, which provides them.")
endif()

set(CMAKE_SYSROOT "${DAOHU_ARM64_SYSROOT}")
set(CMAKE_C_COMPILER aarch64-linux-gnu-gcc)
set(CMAKE_CXX_COMPILER aarch64-linux-gnu-g++)
set(CMAKE_LIBRARY_ARCHITECTURE aarch64-linux-gnu)

set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
set(ENV{PKG_CONFIG_SYSROOT_DIR} "${CMAKE_SYSROOT}")
set(ENV{PKG_CONFIG_LIBDIR} "${CMAKE_SYSROOT}/usr/lib/aarch64-linux-gnu/pkgconfig:${CMAKE_SYSROOT}/usr/share/pkgconfig")

# Libraries of libraries (OpenSSL's of SQLCipher, say) lie in the sysroot as well.
string(CONCAT daohu_rpath_link "-Wl,-rpath-link,${CMAKE_SYSROOT}/usr/lib/aarch64-linux-gnu"
    ":${CMAKE_SYSROOT}/lib/aarch64-linux-gnu")
set(CMAKE_EXE_LINKER_FLAGS_INIT "${daohu_rpath_link}")
set(CMAKE_SHARED_LINKER_FLAGS_INIT "${daohu_rpath_link}")

set(CMAKE_CROSSCOMPILING_EMULATOR
    qemu-aarch64 -L "${CMAKE_SYSROOT}" -E "LD_LIBRARY_PATH=/usr/lib/aarch64-linux-gnu:/lib/aarch64-linux-gnu")
