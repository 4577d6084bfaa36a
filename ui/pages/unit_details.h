// Everything about the selected unit below the table: what it does next, its three actions, log, restarts and
// specification.
#pragma once

#include "ui/models/instances.h"
#include "ui/models/unit_detail_feed.h"
#include "ui/pages/log_panel.h"
#include "ui/widgets/definition_list.h"
#include "ui/widgets/restart_strip.h"
#include "ui/widgets/surroundings.h"

#include <QSplitter>

namespace lamplighter::ui {

/// The wait until the next start, as a bar that empties.
class CountdownBar final : public QWidget
{
    Q_OBJECT
public:
    explicit CountdownBar(Theme &theme, QWidget *parent = nullptr);
    void setLeft(double part); ///< 0 to 1

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Theme &m_theme;
    double m_left = 0;
};

class UnitDetails final : public QWidget
{
    Q_OBJECT
public:
    UnitDetails(const Surroundings &surroundings, Instances &instances, QWidget *parent = nullptr);

    /// An empty key shows nothing.
    void showUnit(const UnitKey &unit);
    [[nodiscard]] const UnitKey &unit() const { return m_unit; }
    /// What is shown, if its specification was read.
    [[nodiscard]] const std::optional<client::UnitDetail> &detail() const { return m_feed.detail(); }
    void focusLog() { m_log->focusLog(); }
    [[nodiscard]] LogPanel *log() const { return m_log; }
    [[nodiscard]] QSplitter *splitter() const { return m_splitter; }

    /// Status, standing or time changed.
    void refresh();
    /// The unit's specification or restarts may have changed.
    void refreshDetail()
    {
        if (isVisible()) {
            m_feed.refresh();
        }
    }

Q_SIGNALS:
    void stopWanted(const lamplighter::ui::UnitKey &unit);
    void editWanted(const lamplighter::ui::UnitKey &unit);
    /// More actions were asked for; `where` is the button to open them at.
    void moreWanted(const lamplighter::ui::UnitKey &unit, QWidget *where);
    void closed();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *makeHead();
    QWidget *makeHistory();
    QWidget *makeSpec();
    void showRemoved();
    void showStatus(const client::UnitStatus &status, const UnitView &view);
    void showButtons(Instance &instance, const client::UnitStatus &status);
    [[nodiscard]] Instance *instance() const { return m_instances.find(m_unit.instance); }
    void showDetail();

    Surroundings m_surroundings;
    Theme &m_theme;
    Instances &m_instances;
    UnitDetailFeed m_feed;
    UnitKey m_unit;
    StateGlyphWidget *m_glyph = nullptr;
    Label *m_name = nullptr;
    Tag *m_tag = nullptr;
    Label *m_next = nullptr;
    CountdownBar *m_countdown = nullptr;
    Button *m_start = nullptr;
    Button *m_stop = nullptr;
    Button *m_restart = nullptr;
    Button *m_more = nullptr;
    Button *m_edit = nullptr;
    LogPanel *m_log = nullptr;
    RestartStrip *m_strip = nullptr;
    DefinitionList *m_history = nullptr;
    DefinitionList *m_spec = nullptr;
    StatePanel *m_specState = nullptr;
    QSplitter *m_splitter = nullptr;
};

} // namespace lamplighter::ui
