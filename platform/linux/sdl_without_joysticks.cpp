// SPDX-License-Identifier: Apache-2.0
//
// SDL 3.2.10 built without joysticks still compares an address with that of its virtual joystick driver, which is then
// defined nowhere, and a static library does not link. This is an address that equals no driver's.

extern "C" {
extern const char SDL_VIRTUAL_JoystickDriver;
const char SDL_VIRTUAL_JoystickDriver = 0;
}
