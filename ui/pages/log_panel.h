// The log of the selected unit with its tools: following, search, copy, and how the stream stands.
#pragma once

#include "ui/models/log_buffer.h"
#include "ui/models/unit_log_feed.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"
#include "ui/widgets/log_view.h"
#include "ui/widgets/search_field.h"
#include "ui/widgets/state_glyph_widget.h"
#include "ui/widgets/state_panel.h"
#include "ui/widgets/tag.h"

class QStackedWidget;

namespace lamplighter::ui {

class LogPanel final : public QWidget
{
    Q_OBJECT
public:
    explicit LogPanel(Theme &theme, QWidget *parent = nullptr);

    void showUnit(client::Engine *engine, const QString &unit) { m_feed.follow(engine, unit); }
    void focusLog() { m_view->setFocus(Qt::ShortcutFocusReason); }
    [[nodiscard]] LogView *view() const { return m_view; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeTools();
    QWidget *makeSearch();
    void showStanding();
    void showFollowing();
    void openSearch();
    void closeSearch();
    void find(bool backwards);

    Theme &m_theme;
    LogBuffer m_buffer;
    UnitLogFeed m_feed;
    LogView *m_view;
    StatePanel *m_state;
    QStackedWidget *m_stack;
    Tag *m_source = nullptr;
    StateGlyphWidget *m_followGlyph = nullptr;
    Button *m_follow = nullptr;
    Button *m_searchButton = nullptr;
    Button *m_copy = nullptr;
    QWidget *m_searchBar = nullptr;
    SearchField *m_searchField = nullptr;
    Label *m_searchResult = nullptr;
    Button *m_unseen = nullptr;
};

} // namespace lamplighter::ui
