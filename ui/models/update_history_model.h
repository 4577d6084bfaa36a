// Updates that are over, newest first, of all engines in scope as one list: read page by page while it is scrolled,
// merged by time. Rows keep little, so that a hundred thousand are none too many. Lives on the GUI thread.
#pragma once

#include "ui/models/instances.h"
#include "ui/models/restart_key.h"

#include <QAbstractTableModel>

#include <deque>
#include <memory>
#include <vector>

namespace lamplighter::ui {

enum class HistoryColumn { Service, Outcome, DecidedBy, Downtime, At };
inline constexpr int kHistoryColumnCount = 5;

/// What of the history is wanted.
struct HistoryQuery
{
    InstanceId instance; ///< empty: all
    QStringList states;  ///< words of UpdateState, or "over"; each is asked for by itself
    QString text;
    bool today = false; ///< only what was decided today, by the time of the decision, and never more than one page
    bool operator==(const HistoryQuery &) const = default;
};

class UpdateHistoryModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    /// What is read and shown at once, small enough that it fits between two frames.
    static constexpr int kPage = 50;
    static constexpr int kToday = 200; ///< of what was decided lately, at most

    explicit UpdateHistoryModel(Instances &instances, QObject *parent = nullptr);
    ~UpdateHistoryModel() override;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

    /// Starts anew if it differs.
    void setQuery(const HistoryQuery &query);
    /// The same again, from the newest on: what is there is kept, what is new is put on top.
    void refresh();

    enum class State { Idle, Loading, Ready, Failed };
    /// Loading: nothing was read yet.
    [[nodiscard]] State state() const;
    /// Of an engine that did not answer, as a sentence.
    [[nodiscard]] const QString &problem() const { return m_problem; }
    [[nodiscard]] UpdateKey key(int row) const;
    [[nodiscard]] int rowOf(const UpdateKey &key) const;

Q_SIGNALS:
    /// state(), problem(), or rows.
    void changed();

private:
    struct Row
    {
        WallTime sortedBy{};
        qint64 number = 0; ///< of its id: what is newer among those of one moment
        UpdateKey key;
        QString instanceName, service, outcome, decidedBy;
        client::UpdateState state = client::UpdateState::Ignored;
        std::optional<Duration> downtime;
        WallTime at{};
    };
    struct Source
    {
        InstanceId instance;
        QString state;
        std::deque<Row> buffer; ///< read, but not yet shown: something newer may still come from another source
        qint64 before = 0;
        bool more = true;
        bool loading = false;
        bool asked = false;
    };
    void restart();
    void ask(Source &source, bool newest);
    void answered(Source &source, bool newest, const Result<client::UpdatesPage> &page);
    void merge();
    void upsert(const Row &row);
    [[nodiscard]] std::optional<Row> rowOf(const Source &source, const client::UpdateRecord &update) const;
    [[nodiscard]] static bool isNewer(const Row &left, const Row &right);
    [[nodiscard]] QString text(const Row &row, HistoryColumn column) const;

    Instances &m_instances;
    HistoryQuery m_query;
    std::vector<std::shared_ptr<Source>> m_sources;
    std::deque<Row> m_rows; ///< never moved as a whole: with a hundred thousand that is seen
    QSet<UpdateKey> m_known;
    QString m_problem;
};

} // namespace lamplighter::ui
