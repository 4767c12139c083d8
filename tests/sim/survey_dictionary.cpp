// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/survey_dictionary.hpp"

#include "tests/sim/survey_data.hpp"
#include "tests/sim/sync_tablet.hpp"

#include <zdict.h>

#include <vector>

namespace daohu::sim {

namespace {

constexpr std::uint64_t kSeed = 0xd1c7;
constexpr std::size_t kSurveys = 3000;

}  // namespace

Result<Bytes> train_survey_dictionary(std::size_t size) {
    SyncTablet tablet = TRY(SyncTablet::make(kSeed));
    SeededEntropy entropy{kSeed};
    Bytes samples;
    std::vector<std::size_t> sizes;
    for (const Survey& survey : make_surveys(kSurveys, kSeed)) {
        const entry::SignedEntry saved = TRY(tablet.save(to_draft(survey, StreamId::random(entropy))));
        const Bytes bytes = saved.encode();
        samples.insert(samples.end(), bytes.begin(), bytes.end());
        sizes.push_back(bytes.size());
    }
    Bytes dictionary(size);
    const std::size_t trained = ZDICT_trainFromBuffer(dictionary.data(), dictionary.size(), samples.data(),
                                                      sizes.data(), static_cast<unsigned>(sizes.size()));
    if (ZDICT_isError(trained) != 0) {
        return fail(ErrorCode::internal, ZDICT_getErrorName(trained));
    }
    dictionary.resize(trained);
    return dictionary;
}

}  // namespace daohu::sim
