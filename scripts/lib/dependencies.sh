# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
#
# Dear ImGui and SDL 3, unpacked and built once into a folder of the cache that is named by their versions, options and
# the compiler. The folder appears complete or not at all.
#
#   dependencies_folder      prints the folder CMake gets as DAOHU_DEPS
#   provide_dependencies     builds it if it is absent

# A window, text entry and a camera; no sound, no joysticks, no second renderer. What talks to the desktop is loaded when
# it is there, so that one program runs under X11, Wayland and none.
sdl_options=(
    -DSDL_SHARED=OFF -DSDL_STATIC=ON -DSDL_TESTS=OFF -DSDL_TEST_LIBRARY=OFF -DSDL_EXAMPLES=OFF
    -DSDL_AUDIO=OFF -DSDL_JOYSTICK=OFF -DSDL_HAPTIC=OFF -DSDL_HIDAPI=OFF -DSDL_GPU=OFF -DSDL_RENDER=OFF
    -DSDL_VULKAN=OFF -DSDL_KMSDRM=OFF -DSDL_PIPEWIRE=OFF -DSDL_SENSOR=OFF -DSDL_DIALOG=OFF
    -DSDL_X11=ON -DSDL_WAYLAND=ON -DSDL_OFFSCREEN=ON -DSDL_OPENGL=ON -DSDL_OPENGLES=ON
    -DSDL_DBUS=ON -DSDL_IBUS=ON -DSDL_LIBUDEV=ON -DSDL_CAMERA=ON -DSDL_DEPS_SHARED=ON)

# What SDL leaves out silently when a header is missing.
sdl_must_have='SDL_VIDEO_DRIVER_X11 SDL_VIDEO_DRIVER_WAYLAND SDL_VIDEO_DRIVER_OFFSCREEN SDL_VIDEO_OPENGL_EGL
HAVE_DBUS_DBUS_H HAVE_IBUS_IBUS_H HAVE_FCITX HAVE_LIBUDEV_H SDL_CAMERA_DRIVER_V4L2'

dependencies_folder() {
    local compiler
    compiler=$(cc -dumpmachine 2>/dev/null && cc -dumpfullversion 2>/dev/null) || return 1
    printf '%s/deps/%s\n' "$cache_dir" "$(
        printf '%s\n' 'layout 1' "$imgui_version $imgui_sha256" "$sdl_version $sdl_sha256" "${sdl_options[*]}" "$compiler" |
            sha256sum | cut -c 1-16
    )"
}

provide_dependencies() {
    local folder work
    folder=$(dependencies_folder) || stop_with 1 "There is no C compiler (cc)." "Install the packages gcc and g++."
    if [ -d "$folder" ]; then
        note "Dear ImGui $imgui_version and SDL $sdl_version are built: $folder"
        return
    fi
    fetch_sources imgui sdl
    require_free_space "$cache_dir" 500 'the build of SDL'
    make_work_folder "$cache_dir/deps" work || stop_with 1 "The cache folder $cache_dir/deps cannot be written."
    require_run 'unpack' unpack_sources "$work"
    require_run 'configure SDL' configure_sdl "$work" "$folder"
    require_run 'build SDL' build_sdl "$work" "$folder"
    mv -T -- "$work/done" "$folder"
    note "built: $folder"
}

unpack_sources() { # work folder
    mkdir -p "$1/sdl-source" "$1/done/imgui" &&
        tar -xf "$cache_dir/sources/$imgui_file" -C "$1/done/imgui" --strip-components=1 &&
        tar -xf "$cache_dir/sources/$sdl_file" -C "$1/sdl-source" --strip-components=1 &&
        rm -rf "$1/done/imgui/examples"
}

configure_sdl() { # work folder, final folder
    local feature header
    cmake -S "$1/sdl-source" -B "$1/sdl-build" -G Ninja -DCMAKE_BUILD_TYPE=Release \
        -DCMAKE_C_COMPILER=cc -DCMAKE_C_COMPILER_LAUNCHER=ccache \
        -DCMAKE_INSTALL_PREFIX="$2/sdl3" -DCMAKE_INSTALL_LIBDIR=lib "${sdl_options[@]}" || return
    header=$(find "$1/sdl-build" -name SDL_build_config.h | head -n 1)
    for feature in $sdl_must_have; do
        if ! grep -qE "^#define $feature( |\$)" "$header"; then
            printf 'error: SDL was configured without %s; a development package is missing\n' "$feature"
            return 1
        fi
    done
}

build_sdl() { # work folder, final folder
    cmake --build "$1/sdl-build" &&
        DESTDIR="$1/root" cmake --install "$1/sdl-build" &&
        mv -T -- "$1/root$2/sdl3" "$1/done/sdl3"
}
