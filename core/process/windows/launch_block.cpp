#include "core/process/windows/launch_block.h"

#include "core/process/keeper_protocol.h"

#include <cstring>
#include <limits>

namespace lamplighter::process::windows {

namespace {

// Reads within a block and remembers if anything lay outside.
class BlockReader
{
public:
    BlockReader(const char *data, std::size_t size)
        : m_data(data)
        , m_size(size)
    {}

    [[nodiscard]] bool isGood() const { return m_good; }

    std::wstring text(std::uint64_t offset)
    {
        if (offset >= m_size) {
            m_good = false;
            return {};
        }
        const char *begin = m_data + offset;
        const void *end = std::memchr(begin, 0, m_size - static_cast<std::size_t>(offset));
        if (end == nullptr) {
            m_good = false;
            return {};
        }
        return fromUtf8(std::string(begin, static_cast<const char *>(end)));
    }

    std::vector<std::wstring> texts(std::uint64_t offset, std::uint32_t count)
    {
        std::vector<std::wstring> result;
        const std::uint64_t bytes = std::uint64_t{count} * sizeof(std::uint64_t);
        if (offset > m_size || bytes > m_size - offset) {
            m_good = false;
            return result;
        }
        for (std::uint32_t i = 0; i < count && m_good; ++i) {
            std::uint64_t at = 0;
            std::memcpy(&at, m_data + offset + i * sizeof(at), sizeof(at));
            result.push_back(text(at));
        }
        return result;
    }

private:
    const char *m_data;
    std::size_t m_size;
    bool m_good = true;
};

} // namespace

std::wstring fromUtf8(const std::string &text)
{
    const int size = static_cast<int>(text.size());
    const int length = MultiByteToWideChar(CP_UTF8, 0, text.data(), size, nullptr, 0);
    std::wstring result(static_cast<std::size_t>(length), L'\0');
    MultiByteToWideChar(CP_UTF8, 0, text.data(), size, result.data(), length);
    return result;
}

std::string toUtf8(const std::wstring &text)
{
    const int size = static_cast<int>(text.size());
    const int length = WideCharToMultiByte(CP_UTF8, 0, text.data(), size, nullptr, 0, nullptr, nullptr);
    std::string result(static_cast<std::size_t>(length), '\0');
    WideCharToMultiByte(CP_UTF8, 0, text.data(), size, result.data(), length, nullptr, nullptr);
    return result;
}

std::optional<LaunchRequest> readLaunchBlock(const char *data, std::size_t size)
{
    protocol::LaunchBlock block{};
    if (size < sizeof(block)) {
        return std::nullopt;
    }
    std::memcpy(&block, data, sizeof(block));
    if (block.magic != protocol::kLaunchMagic || block.size != size) {
        return std::nullopt;
    }
    BlockReader reader(data, size);
    LaunchRequest request;
    request.run = block.run;
    request.process.program = reader.text(block.program);
    request.process.directory = reader.text(block.directory);
    request.logDirectory = reader.text(block.logDirectory);
    request.process.arguments = reader.texts(block.arguments, block.argumentCount);
    request.process.environment = reader.texts(block.environment, block.environmentCount);
    if (!reader.isGood() || block.logMaximumSize < 0 || block.logKeep < 0 || block.logKeep > 1000) {
        return std::nullopt;
    }
    request.log.maximumSize = static_cast<std::uint64_t>(block.logMaximumSize);
    request.log.keep = static_cast<int>(block.logKeep);
    return request;
}

std::string writeLaunchBlock(const LaunchRequest &request)
{
    protocol::LaunchBlock block{};
    std::string tail; // what follows the fixed part
    const auto put = [&tail](const std::wstring &text) {
        const std::uint64_t at = sizeof(protocol::LaunchBlock) + tail.size();
        tail += toUtf8(text);
        tail += '\0';
        return at;
    };
    const auto putAll = [&tail, &put](const std::vector<std::wstring> &texts) {
        std::vector<std::uint64_t> offsets;
        for (const std::wstring &text : texts) {
            offsets.push_back(put(text));
        }
        offsets.push_back(0);
        const std::uint64_t at = sizeof(protocol::LaunchBlock) + tail.size();
        tail.append(reinterpret_cast<const char *>(offsets.data()), offsets.size() * sizeof(std::uint64_t));
        return at;
    };
    block.magic = protocol::kLaunchMagic;
    block.version = protocol::kVersion;
    block.headerSize = sizeof(block);
    block.run = request.run;
    block.program = put(request.process.program);
    block.directory = put(request.process.directory);
    block.logDirectory = put(request.logDirectory);
    block.arguments = putAll(request.process.arguments);
    block.environment = putAll(request.process.environment);
    block.argumentCount = static_cast<std::uint32_t>(request.process.arguments.size());
    block.environmentCount = static_cast<std::uint32_t>(request.process.environment.size());
    block.logMaximumSize = static_cast<std::int64_t>(request.log.maximumSize);
    block.logKeep = request.log.keep;
    block.size = sizeof(block) + tail.size();
    return std::string(reinterpret_cast<const char *>(&block), sizeof(block)) + tail;
}

} // namespace lamplighter::process::windows
