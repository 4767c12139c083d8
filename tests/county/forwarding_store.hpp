// SPDX-License-Identifier: Apache-2.0
#pragma once

// A store that hands everything on to another one: the base of those that behave in a special way. Test code only.

#include "sync/county/store.hpp"

namespace daohu::county::test {

class ForwardingStore : public Store {
public:
    explicit ForwardingStore(Store& store) : m_store{store} {}

    Result<std::unique_ptr<StoreWriter>> begin() override { return m_store.begin(); }
    wire::ServerEpoch epoch() const override { return m_store.epoch(); }
    Result<std::optional<Device>> find_device(DeviceId device) override { return m_store.find_device(device); }
    Result<Chain> load_chain(DeviceId device, IncarnationId incarnation) override {
        return m_store.load_chain(device, incarnation);
    }
    Result<std::vector<wire::Judgement>> set_aside(DeviceId device, IncarnationId incarnation,
                                                   std::size_t limit) override {
        return m_store.set_aside(device, incarnation, limit);
    }
    Result<std::vector<wire::UnfinishedEntry>> unfinished(DeviceId device) override {
        return m_store.unfinished(device);
    }
    Result<std::vector<wire::StreamHead>> granted_streams(DeviceId device) override {
        return m_store.granted_streams(device);
    }
    Result<bool> may_bring_files(DeviceId device, StreamId stream, std::int64_t at) override {
        return m_store.may_bring_files(device, stream, at);
    }
    Result<StreamSlice> read_stream(StreamId stream, std::uint64_t after, std::size_t budget,
                                    const IncarnationId& asking) override {
        return m_store.read_stream(stream, after, budget, asking);
    }
    Result<std::optional<StreamId>> shelf_of_moved(StreamId stream, const Hash256& address) override {
        return m_store.shelf_of_moved(stream, address);
    }
    Result<std::optional<StreamId>> find_village(std::string_view code) override { return m_store.find_village(code); }
    Result<std::vector<wire::Certificate>> certificates_of(DeviceId device) override {
        return m_store.certificates_of(device);
    }
    Result<StoreCounts> count() override { return m_store.count(); }
    Result<std::vector<RawEntry>> entries_after(EntryRow after, std::size_t limit) override {
        return m_store.entries_after(after, limit);
    }
    Result<bool> is_erased(const Hash256& entry, std::uint32_t section) override {
        return m_store.is_erased(entry, section);
    }
    Result<void> empty_log() override { return m_store.empty_log(); }

private:
    Store& m_store;
};

}  // namespace daohu::county::test
