#include "ui/models/palette_matches.h"

#include <QHash>

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>

namespace lamplighter::ui {
namespace {

constexpr int kRemembered = 8;
constexpr int kLongestText = 128; ///< letters behind this one are not looked at
constexpr int kLongestWord = 32;
constexpr int kLetter = 4;
constexpr int kWordStart = 10;
constexpr int kBeside = 12;
constexpr int kBeginning = 4; ///< the very first letter
constexpr int kGap = -1;      ///< for each letter between, up to kLongestGap
constexpr int kLongestGap = 8;
constexpr int kInCategory = 3; ///< a match there counts a third
constexpr int kNone = std::numeric_limits<int>::min() / 2;

/// One letter each, so that places in the folded text are places in the text itself.
QString folded(const QString &text)
{
    QString result = text;
    for (QChar &c : result) {
        c = c.toCaseFolded();
    }
    return result;
}

bool startsWord(QStringView text, int at)
{
    return at == 0 || (!text.at(at - 1).isLetterOrNumber() && text.at(at).isLetterOrNumber());
}

bool isSubsequence(QStringView word, QStringView text)
{
    qsizetype at = 0;
    for (const QChar c : word) {
        at = text.indexOf(c, at);
        if (at < 0) {
            return false;
        }
        ++at;
    }
    return true;
}

/// The best way to find `word` in `text`: for each letter of the word, the best score that ends at each place.
class Alignment
{
public:
    Alignment(QStringView word, QStringView text)
        : m_length(static_cast<int>(std::min<qsizetype>(text.size(), kLongestText)))
        , m_letters(static_cast<int>(std::min<qsizetype>(word.size(), kLongestWord)))
    {
        for (int i = 0; i < m_letters; ++i) {
            fillRow(i, word.at(i), text);
        }
    }

    [[nodiscard]] int best() const
    {
        return m_letters == 0 ? 0 : *std::max_element(row(m_letters - 1), row(m_letters - 1) + m_length);
    }

    void collect(QList<int> &places) const
    {
        int end =
            static_cast<int>(std::max_element(row(m_letters - 1), row(m_letters - 1) + m_length) - row(m_letters - 1));
        for (int i = m_letters - 1; i >= 0; --i) {
            places.append(end);
            end = m_from[index(i, end)];
        }
    }

private:
    static size_t index(int letter, int at)
    {
        return static_cast<size_t>(letter) * kLongestText + static_cast<size_t>(at);
    }
    [[nodiscard]] const int *row(int letter) const { return m_scores.data() + index(letter, 0); }

    void fillRow(int letter, QChar c, QStringView text)
    {
        int before = kNone; // best of the letter before, gaps counted up to here
        int beforeAt = 0;
        for (int at = 0; at < m_length; ++at) {
            int score = kNone;
            int from = 0;
            if (text.at(at) == c) {
                const int own = kLetter + (startsWord(text, at) ? kWordStart : 0) + (at == 0 ? kBeginning : 0);
                if (letter == 0) {
                    score = own;
                } else {
                    const int beside = at > 0 ? row(letter - 1)[at - 1] + kBeside : kNone;
                    score = own + std::max(beside, before);
                    from = beside >= before ? at - 1 : beforeAt;
                }
            }
            m_scores[index(letter, at)] = score;
            m_from[index(letter, at)] = static_cast<short>(from);
            if (letter > 0 && at > 0) {
                const int started = row(letter - 1)[at - 1] + kGap;
                const int kept = at - beforeAt > kLongestGap ? before : before + kGap;
                before = std::max(kept, started);
                beforeAt = started > kept ? at - 1 : beforeAt;
            }
        }
    }

    int m_length;
    int m_letters;
    std::array<int, static_cast<size_t>(kLongestText) * kLongestWord> m_scores;
    std::array<short, static_cast<size_t>(kLongestText) * kLongestWord> m_from;
};

std::optional<int> scoreOf(QStringView word, QStringView text)
{
    if (!isSubsequence(word.left(kLongestWord), text.left(kLongestText))) {
        return std::nullopt;
    }
    return Alignment(word, text).best();
}

QStringList wordsOf(const QString &query)
{
    return folded(query.simplified()).split(u' ', Qt::SkipEmptyParts);
}

} // namespace

PaletteMatches::PaletteMatches(QList<PaletteEntry> entries)
    : m_entries(std::move(entries))
{
    m_texts.reserve(static_cast<size_t>(m_entries.size()));
    m_categories.reserve(static_cast<size_t>(m_entries.size()));
    for (const PaletteEntry &entry : std::as_const(m_entries)) {
        m_texts.push_back(folded(entry.text));
        m_categories.push_back(folded(entry.category));
    }
}

std::optional<int> PaletteMatches::score(size_t entry, const QStringList &words) const
{
    int sum = 0;
    for (const QString &word : words) {
        std::optional<int> found = scoreOf(word, m_texts[entry]);
        if (!found) {
            found = scoreOf(word, m_categories[entry]);
            if (!found) {
                return std::nullopt;
            }
            *found /= kInCategory;
        }
        sum += *found;
    }
    return sum;
}

std::vector<int> PaletteMatches::find(const QString &query, const QStringList &recent) const
{
    const QStringList words = wordsOf(query);
    if (words.isEmpty()) {
        return everything(recent);
    }
    struct Found
    {
        int entry;
        int score;
        bool enabled;
        qsizetype length;
    };
    std::vector<Found> found;
    for (int i = 0; i < m_entries.size(); ++i) {
        if (const std::optional<int> points = score(static_cast<size_t>(i), words)) {
            const PaletteEntry &entry = m_entries.at(i);
            found.push_back({i, *points, entry.availability.enabled, entry.text.size()});
        }
    }
    // Of equal ones the one that can be run, then the one that says least beside what was typed.
    std::stable_sort(found.begin(), found.end(), [](const Found &a, const Found &b) {
        if (a.score != b.score) {
            return a.score > b.score;
        }
        return a.enabled != b.enabled ? a.enabled : a.length < b.length;
    });
    std::vector<int> result;
    result.reserve(found.size());
    for (const Found &match : found) {
        result.push_back(match.entry);
    }
    return result;
}

std::vector<int> PaletteMatches::everything(const QStringList &recent) const
{
    QHash<QString, qsizetype> rank;
    for (const QString &id : recent) {
        rank.insert(id, rank.size());
    }
    std::vector<int> result(static_cast<size_t>(m_entries.size()));
    std::iota(result.begin(), result.end(), 0);
    const qsizetype last = rank.size();
    std::stable_sort(result.begin(), result.end(), [&](int a, int b) {
        return rank.value(m_entries.at(a).id, last) < rank.value(m_entries.at(b).id, last);
    });
    return result;
}

QList<int> PaletteMatches::letters(int entry, const QString &query) const
{
    QList<int> places;
    const QStringList words = wordsOf(query);
    for (const QString &word : words) {
        const QString &text = m_texts[static_cast<size_t>(entry)];
        if (isSubsequence(QStringView(word).left(kLongestWord), QStringView(text).left(kLongestText))) {
            Alignment(word, text).collect(places);
        }
    }
    std::sort(places.begin(), places.end());
    places.erase(std::unique(places.begin(), places.end()), places.end());
    return places;
}

QStringList PaletteMatches::remember(const QStringList &recent, const QString &id)
{
    QStringList result{id};
    for (const QString &other : recent) {
        if (other != id && result.size() < kRemembered) {
            result.append(other);
        }
    }
    return result;
}

PaletteModel::PaletteModel(QList<PaletteEntry> entries, QStringList recent, QObject *parent)
    : QAbstractListModel(parent)
    , m_matches(std::move(entries))
    , m_recent(std::move(recent))
    , m_rows(m_matches.find({}, m_recent))
{}

void PaletteModel::setQuery(const QString &query)
{
    beginResetModel(); // another question is another list
    m_query = query;
    m_rows = m_matches.find(query, m_recent);
    endResetModel();
}

const PaletteEntry &PaletteModel::entry(int row) const
{
    return m_matches.entries().at(m_rows.at(static_cast<size_t>(row)));
}

QList<int> PaletteModel::letters(int row) const
{
    return m_matches.letters(m_rows.at(static_cast<size_t>(row)), m_query);
}

int PaletteModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant PaletteModel::data(const QModelIndex &index, int role) const
{
    const PaletteEntry &at = entry(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return at.text;
    case Qt::ToolTipRole:
        return at.availability.reason;
    case Qt::AccessibleTextRole:
        return at.category.isEmpty() ? at.text : QString(at.text + QStringLiteral(", ") + at.category);
    case Qt::AccessibleDescriptionRole:
        return at.availability.enabled ? at.shortcut : at.availability.reason;
    default:
        return {};
    }
}

} // namespace lamplighter::ui
