// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a platform without the device offers: each says plainly that there is none. Threads as the interface says.

#include "core/ports/camera.hpp"
#include "core/ports/location.hpp"
#include "core/ports/secure_key.hpp"
#include "core/ports/speech.hpp"

namespace daohu {

class AbsentSecureKey final : public SecureKey {
public:
    [[nodiscard]] KeyProtection protection() const override { return KeyProtection::none; }
    Result<void> store(std::string_view name, ByteView secret) override;
    [[nodiscard]] Result<Bytes> load(std::string_view name) override;
    Result<void> forget(std::string_view name) override;
};

class AbsentCamera final : public Camera {
public:
    [[nodiscard]] bool is_available() const override { return false; }
    Result<void> begin() override;
    [[nodiscard]] std::optional<Result<Picture>> poll() override { return std::nullopt; }
    void cancel() override {}
};

class AbsentLocation final : public Location {
public:
    [[nodiscard]] bool is_available() const override { return false; }
    Result<void> start() override;
    void stop() override {}
    [[nodiscard]] std::optional<Fix> latest() const override { return std::nullopt; }
};

class AbsentSpeech final : public Speech {
public:
    [[nodiscard]] bool is_available() const override { return false; }
    Result<void> say(std::string_view text, std::string_view language) override;
    void stop() override {}
    [[nodiscard]] bool is_speaking() const override { return false; }
};

}  // namespace daohu
