// What needs an operator now: a card for each engine, the attention queue, the last 24 hours, and what comes next.
#pragma once

#include "ui/charts/activity_chart.h"
#include "ui/models/overview_feed.h"
#include "ui/widgets/attention_list.h"
#include "ui/widgets/instance_card.h"
#include "ui/widgets/surroundings.h"
#include "ui/widgets/upcoming_list.h"

namespace lamplighter::ui {

class OverviewPage final : public QWidget
{
    Q_OBJECT
public:
    OverviewPage(const Surroundings &surroundings, Instances &instances, QWidget *parent = nullptr);

    ~OverviewPage() override;

    /// For the badge: counts() and countsChanged().
    [[nodiscard]] const AttentionModel &attention() const { return m_feed.attention(); }
    [[nodiscard]] OverviewFeed &feed() { return m_feed; }
    /// Cards, queue and chart show what the engines report.
    [[nodiscard]] bool isLive() const;
    [[nodiscard]] AttentionListView *list() const { return m_list->view(); }
    /// Pins the time zone (for pictures that must look the same anywhere).
    void setTimeZone(const QTimeZone &zone);
    /// Ages and countdowns: once a second, also while it is hidden, for the badge.
    void tick();
    /// What a row's button does; also for those who show the same items elsewhere.
    void carryOut(const AttentionItem &item, AttentionAction action);

Q_SIGNALS:
    void addWanted();
    /// Without a name: all units of the instance, which is in scope by then.
    void showUnit(const lamplighter::ui::UnitKey &unit);
    void showLog(const lamplighter::ui::UnitKey &unit);
    void stopWanted(const lamplighter::ui::UnitKey &unit);
    /// On the page of updates; with `defer` its menu of times is wanted.
    void showRestart(const lamplighter::ui::RestartKey &restart, bool defer = false);
    /// A restart is to be approved, once that is confirmed.
    void approveWanted(const lamplighter::ui::RestartKey &restart);
    void rearmWanted(const lamplighter::ui::InstanceId &instance);
    /// Its connection needs a look, or a token.
    void connectionWanted(const lamplighter::ui::InstanceId &instance);
    /// Something could not be carried out.
    void failed(const QString &title, const QString &sentence);

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QWidget *makeHead();
    QWidget *makeContent();
    void refresh();
    void refreshSummary();
    void view(const AttentionItem &item);
    [[nodiscard]] Availability toAdd() const;

    Theme &m_theme;
    Instances &m_instances;
    OverviewFeed m_feed;
    ActivityFeed m_activity;
    QWidget *m_area = nullptr; ///< everything that is shown
    Label *m_summary = nullptr;
    Button *m_add = nullptr;
    InstanceCards *m_cards = nullptr;
    AttentionList *m_list = nullptr;
    ActivityChart *m_chart = nullptr;
    UpcomingList *m_upcoming = nullptr;
};

} // namespace lamplighter::ui
