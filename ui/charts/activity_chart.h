// The card "Last 24 hours": legend with totals, the plot, what stands there while it loads or after it failed, and the
// same data as a table.
#pragma once

#include "ui/charts/activity_plot.h"
#include "ui/dialogs/dialog_frame.h"
#include "ui/widgets/card.h"
#include "ui/widgets/state_panel.h"

class QStackedWidget;
class QTableWidget;

namespace lamplighter::ui {

class ActivityLegend final : public QWidget
{
    Q_OBJECT
public:
    explicit ActivityLegend(Theme &theme, QWidget *parent = nullptr);
    void show(const ActivityTotals &totals);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Entry
    {
        QString text;
        QColor colour;
        bool line = false;
    };
    [[nodiscard]] QList<Entry> entries() const;

    Theme &m_theme;
    ActivityTotals m_totals;
};

class ActivityChart final : public Card
{
    Q_OBJECT
public:
    ActivityChart(Theme &theme, ActivityFeed &feed, QWidget *parent = nullptr);

    void setTimeZone(const QTimeZone &zone);
    /// The same data in rows, in a window of its own.
    void showAsTable();
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void contextMenuEvent(QContextMenuEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeHead();
    void refresh();
    void showBucket(int bucket, const QPoint &at);

    ActivityFeed &m_feed;
    QTimeZone m_zone = QTimeZone::systemTimeZone();
    Label *m_width = nullptr;
    ActivityLegend *m_legend = nullptr;
    QStackedWidget *m_stack = nullptr;
    ActivityPlot *m_plot = nullptr;
    StatePanel *m_state = nullptr;
};

/// Rows that can be selected and copied.
class ActivityTableDialog final : public DialogFrame
{
    Q_OBJECT
public:
    ActivityTableDialog(Theme &theme, const client::Activity &activity, const QTimeZone &zone, QWidget *parent);

    /// Tab separated, with headings.
    [[nodiscard]] QString asText() const;

private:
    QTableWidget *m_table;
};

class ActivityTexts
{
    Q_DECLARE_TR_FUNCTIONS(lamplighter::ui::ActivityTexts)
public:
    /// "14:00 to 14:30: 2 critical, 5 warnings, 1 info, 6 restarts"
    static QString bucket(const client::Activity &activity, int bucket, const QTimeZone &zone);
    /// "7 critical alerts, 29 warnings, … in the last 24 hours. Most between 14:00 and 14:30."
    static QString summary(const client::Activity &activity, const QTimeZone &zone);
};

} // namespace lamplighter::ui
