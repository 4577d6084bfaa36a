// Everything about the selected unit below the table: what it does next, its three actions, log, restarts and
// specification.
#pragma once

#include "ui/models/engine_picture.h"
#include "ui/models/unit_actions.h"
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
    UnitDetails(const Surroundings &surroundings, EnginePicture &picture, UnitActions &actions,
                QWidget *parent = nullptr);

    /// An empty name shows nothing.
    void showUnit(const QString &unit);
    [[nodiscard]] const QString &unit() const { return m_unit; }
    void focusLog() { m_log->focusLog(); }
    [[nodiscard]] LogPanel *log() const { return m_log; }
    [[nodiscard]] QSplitter *splitter() const { return m_splitter; }

    /// Status, standing or time changed.
    void refresh();
    /// The unit's specification or restarts may have changed.
    void refreshDetail() { m_feed.refresh(); }

Q_SIGNALS:
    void stopWanted(const QString &unit);
    void closed();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *makeHead();
    QWidget *makeHistory();
    QWidget *makeSpec();
    void showStatus(const client::UnitStatus &status);
    void showButtons(const client::UnitStatus &status);
    void showDetail();

    Surroundings m_surroundings;
    Theme &m_theme;
    EnginePicture &m_picture;
    UnitActions &m_actions;
    UnitDetailFeed m_feed;
    QString m_unit;
    StateGlyphWidget *m_glyph = nullptr;
    Label *m_name = nullptr;
    Tag *m_tag = nullptr;
    Label *m_next = nullptr;
    CountdownBar *m_countdown = nullptr;
    Button *m_start = nullptr;
    Button *m_stop = nullptr;
    Button *m_restart = nullptr;
    LogPanel *m_log = nullptr;
    RestartStrip *m_strip = nullptr;
    DefinitionList *m_history = nullptr;
    DefinitionList *m_spec = nullptr;
    StatePanel *m_specState = nullptr;
    QSplitter *m_splitter = nullptr;
};

} // namespace lamplighter::ui
