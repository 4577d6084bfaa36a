// The details of one restart, or of one update of the history: why it was decided so, what to expect, how it goes, and
// the answers to it.
#pragma once

#include "ui/models/restart_detail_feed.h"
#include "ui/models/update_detail_picture.h"
#include "ui/pages/decision_panel.h"
#include "ui/widgets/forecast_plot.h"
#include "ui/widgets/line_list.h"
#include "ui/widgets/rule_trace_view.h"
#include "ui/widgets/state_panel.h"
#include "ui/widgets/surroundings.h"
#include "ui/widgets/tag.h"

class QScrollArea;
class QStackedWidget;
class QVBoxLayout;

namespace lamplighter::ui {

class UpdatePanel final : public QWidget
{
    Q_OBJECT
public:
    UpdatePanel(const Surroundings &surroundings, Instances &instances, QWidget *parent = nullptr);

    [[nodiscard]] RestartDetailFeed &feed() { return m_feed; }
    [[nodiscard]] DecisionPanel *decision() const { return m_decision; }
    /// The restart that can be answered to; nothing for the history.
    [[nodiscard]] std::optional<RestartCase> openCase() const;
    /// Role, freshness, kill switch or time changed.
    void refresh();
    void defer(WallTime until);
    void openDeferMenu();

Q_SIGNALS:
    void closed();
    /// A date and a time must be asked for.
    void pickWanted();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Section
    {
        QWidget *whole;
        Label *note;
        QVBoxLayout *column;
    };
    QWidget *makeHead();
    QWidget *makeContent();
    QWidget *makeForecast(QWidget *parent);
    Section makeSection(const QString &title, QVBoxLayout *into, QWidget *parent);
    void showPicture(const UpdateDetailPicture &picture);
    void showForecast(const UpdateDetailPicture &picture);
    void showState();
    void approve(const client::Approve &how);
    void reject(const QString &reason);
    [[nodiscard]] RestartActions::Done outcomeOf(const QString &id);
    [[nodiscard]] Instance *instance() const { return m_instances.find(m_feed.instance()); }

    Surroundings m_surroundings;
    Theme &m_theme;
    Instances &m_instances;
    RestartDetailFeed m_feed;
    StateGlyphWidget *m_glyph = nullptr;
    Label *m_title = nullptr;
    Tag *m_tag = nullptr;
    Label *m_stamp = nullptr;
    Label *m_description = nullptr;
    NoticeBox *m_notice = nullptr;
    QScrollArea *m_area = nullptr;
    Section m_steps{}, m_why{}, m_modules{}, m_expected{}, m_notices{};
    Label *m_stepsTitle = nullptr;
    LineList *m_stepLines = nullptr;
    RuleTraceView *m_rules = nullptr;
    LineList *m_moduleLines = nullptr;
    LineList *m_noticeLines = nullptr;
    Label *m_noForecast = nullptr;
    QWidget *m_numbers = nullptr;
    Label *m_downtime = nullptr, *m_downtimeWords = nullptr, *m_held = nullptr, *m_heldWords = nullptr;
    ForecastPlot *m_plot = nullptr;
    Label *m_facts = nullptr;
    QStackedWidget *m_stack = nullptr;
    StatePanel *m_state = nullptr;
    QWidget *m_content = nullptr;
    DecisionPanel *m_decision = nullptr;
};

} // namespace lamplighter::ui
