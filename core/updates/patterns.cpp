#include "core/updates/patterns.h"

#include <QHash>

#include <algorithm>
#include <limits>
#include <unordered_map>
#include <vector>

namespace lamplighter::updates {

namespace {

using Key = quint64;

// Of middles, eight units in a row if there are so many, since they are found in hardly any text that does not match;
// or else four. What is shorter tells too little apart.
constexpr qsizetype kLongGram = 8;
constexpr qsizetype kShortGram = 4;

bool isWildcard(QChar c)
{
    return c == u'*' || c == u'?';
}

/// Every bit of the input reaches those that pick a place in a table.
Key mixed(Key value)
{
    value *= 0x9e3779b97f4a7c15U;
    return value ^ (value >> 32U);
}

// Keys of beginnings, ends and middles are told apart by where they start from.
constexpr Key kPrefixSeed = 0xbf58476d1ce4e5b9U;
constexpr Key kSuffixSeed = 0x3c6ef372fe94f82aU;
constexpr Key kShortSeed = 0xdaa66d2c7ddf743fU;
constexpr Key kLongSeed = 0x78dde6e5fd29f041U;

Key extended(Key hash, QChar c)
{
    return (hash ^ c.unicode()) * 0x100000001b3U;
}

/// The last eight units of a text as it is read.
class Gram
{
public:
    void add(QChar c)
    {
        m_before = (m_before << 16U) | (m_last >> 48U);
        m_last = (m_last << 16U) | c.unicode();
    }
    [[nodiscard]] Key shortKey() const { return mixed(m_last ^ kShortSeed); }
    [[nodiscard]] Key longKey() const { return mixed(m_last ^ (m_before * kLongSeed)); }

private:
    Key m_last = 0; // four UTF-16 units fill it exactly
    Key m_before = 0;
};

QStringView prefixOf(QStringView glob)
{
    const auto *end = std::find_if(glob.begin(), glob.end(), isWildcard);
    return glob.first(end - glob.begin());
}

QStringView suffixOf(QStringView glob)
{
    qsizetype length = 0;
    while (length < glob.size() && !isWildcard(glob.at(glob.size() - 1 - length))) {
        ++length;
    }
    return glob.last(length);
}

/// By each of these a text that matches can be recognised: its beginning, its end, some units in a row anywhere.
template <typename Take> void forEachKey(QStringView glob, Take take)
{
    Key hash = kPrefixSeed;
    const QStringView prefix = prefixOf(glob);
    for (const QChar c : prefix) {
        hash = extended(hash, c);
    }
    if (!prefix.isEmpty()) {
        take(mixed(hash));
    }
    hash = kSuffixSeed;
    const QStringView suffix = suffixOf(glob);
    for (qsizetype i = suffix.size(); i > 0; --i) {
        hash = extended(hash, suffix.at(i - 1));
    }
    if (!suffix.isEmpty()) {
        take(mixed(hash));
    }
    for (const qsizetype least : {kLongGram, kShortGram}) { // the better ones first
        Gram gram;
        qsizetype length = 0;
        for (const QChar c : glob) {
            gram.add(c);
            length = isWildcard(c) ? 0 : length + 1;
            if (length >= least) {
                take(least == kLongGram ? gram.longKey() : gram.shortKey());
            }
        }
    }
}

qsizetype afterOne(QStringView text, qsizetype at)
{
    const bool isPair = text.at(at).isHighSurrogate() && at + 1 < text.size() && text.at(at + 1).isLowSurrogate();
    return at + (isPair ? 2 : 1);
}

} // namespace

bool matchesGlob(QStringView glob, QStringView text)
{
    qsizetype g = 0;
    qsizetype t = 0;
    qsizetype afterStar = -1; // in the glob, of the last * so far
    qsizetype taken = 0;      // up to where in the text that * reaches
    while (t < text.size()) {
        if (g < glob.size() && glob.at(g) == u'*') {
            afterStar = ++g;
            taken = t;
        } else if (g < glob.size() && glob.at(g) == u'?') {
            ++g;
            t = afterOne(text, t);
        } else if (g < glob.size() && glob.at(g) == text.at(t)) {
            ++g;
            ++t;
        } else if (afterStar >= 0) {
            taken = afterOne(text, taken);
            g = afterStar;
            t = taken;
        } else {
            return false;
        }
    }
    return std::all_of(glob.begin() + g, glob.end(), [](QChar c) { return c == u'*'; });
}

struct ModulePatterns::Index
{
    explicit Index(const QStringList &list);

    void addGlobs(const std::vector<qsizetype> &globs);
    void consider(Key key, QStringView module, qsizetype *best) const;
    void considerAll(const std::vector<qsizetype> &candidates, QStringView module, qsizetype *best) const;
    void considerGlobs(QStringView module, qsizetype *best) const;

    QStringList entries;
    QHash<QStringView, qsizetype> exact; ///< into `entries`
    /// Every glob under one key only, the one it shares with the fewest others.
    QHash<Key, std::vector<qsizetype>> byKey;
    std::vector<qsizetype> withoutKey; ///< such as "*" and "a?": looked at for every module
    /// One bit for each key, so that nearly every look into `byKey` is saved. Its size is a power of two.
    std::vector<bool> filter;
};

ModulePatterns::Index::Index(const QStringList &list)
    : entries(list)
{
    std::vector<qsizetype> globs;
    exact.reserve(entries.size());
    for (qsizetype i = 0; i < entries.size(); ++i) {
        const QString &entry = entries.at(i);
        if (std::any_of(entry.cbegin(), entry.cend(), isWildcard)) {
            globs.push_back(i);
        } else if (!exact.contains(entry)) {
            exact.insert(entry, i);
        }
    }
    addGlobs(globs);
}

void ModulePatterns::Index::addGlobs(const std::vector<qsizetype> &globs)
{
    std::unordered_map<Key, int> uses;
    for (const qsizetype glob : globs) {
        forEachKey(entries.at(glob), [&uses](Key key) { ++uses[key]; });
    }
    constexpr std::size_t kBitsEach = 64;
    std::size_t bits = 64;
    while (bits < globs.size() * kBitsEach) {
        bits *= 2;
    }
    filter.assign(globs.empty() ? 0 : bits, false);
    for (const qsizetype glob : globs) {
        int fewest = std::numeric_limits<int>::max();
        Key best = 0;
        forEachKey(entries.at(glob), [&](Key key) {
            if (const int count = uses[key]; count < fewest) {
                fewest = count;
                best = key;
            }
        });
        if (fewest == std::numeric_limits<int>::max()) {
            withoutKey.push_back(glob);
            continue;
        }
        byKey[best].push_back(glob);
        filter[best & (bits - 1)] = true;
    }
}

void ModulePatterns::Index::considerAll(const std::vector<qsizetype> &candidates, QStringView module,
                                        qsizetype *best) const
{
    for (const qsizetype candidate : candidates) { // in their order
        if (*best >= 0 && candidate >= *best) {
            return;
        }
        if (matchesGlob(entries.at(candidate), module)) {
            *best = candidate;
            return;
        }
    }
}

void ModulePatterns::Index::consider(Key key, QStringView module, qsizetype *best) const
{
    if (!filter[key & (filter.size() - 1)]) {
        return;
    }
    if (const auto found = byKey.constFind(key); found != byKey.cend()) {
        considerAll(*found, module, best);
    }
}

void ModulePatterns::Index::considerGlobs(QStringView module, qsizetype *best) const
{
    Key hash = kPrefixSeed;
    Gram gram;
    for (qsizetype i = 0; i < module.size(); ++i) {
        const QChar c = module.at(i);
        hash = extended(hash, c);
        consider(mixed(hash), module, best);
        gram.add(c);
        if (i + 1 >= kShortGram) {
            consider(gram.shortKey(), module, best);
        }
        if (i + 1 >= kLongGram) {
            consider(gram.longKey(), module, best);
        }
    }
    hash = kSuffixSeed;
    for (qsizetype i = module.size(); i > 0; --i) {
        hash = extended(hash, module.at(i - 1));
        consider(mixed(hash), module, best);
    }
    considerAll(withoutKey, module, best);
}

ModulePatterns::ModulePatterns()
    : ModulePatterns(QStringList())
{}

ModulePatterns::ModulePatterns(const QStringList &entries)
    : m_index(std::make_shared<const Index>(entries))
{}

const QStringList &ModulePatterns::entries() const
{
    return m_index->entries;
}

qsizetype ModulePatterns::find(const QString &module) const
{
    qsizetype best = m_index->exact.value(module, -1);
    if (!m_index->filter.empty()) {
        m_index->considerGlobs(module, &best);
    }
    return best;
}

} // namespace lamplighter::updates
