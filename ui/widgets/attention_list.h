// The attention queue: a card with its count, the lines, and what stands there when nothing needs anybody.
#pragma once

#include "ui/widgets/attention_delegate.h"
#include "ui/widgets/card.h"
#include "ui/widgets/state_panel.h"

#include <QListView>
#include <QPointer>

class QStackedWidget;

namespace lamplighter::ui {

class AttentionListView final : public QListView
{
    Q_OBJECT
public:
    AttentionListView(Theme &theme, AttentionModel &attention, QWidget *parent = nullptr);

    [[nodiscard]] const AttentionModel &attention() const { return m_attention; }
    [[nodiscard]] int hoveredRow() const { return m_hovered; }
    /// The line has real buttons, so none need be painted.
    [[nodiscard]] bool hasButtons(const QModelIndex &index) const;
    [[nodiscard]] int contentHeight(int rows) const;
    /// Carries out `action` on the selected line, if that can be done now.
    void act(AttentionAction action);
    void refreshTimes();

Q_SIGNALS:
    void actionWanted(const lamplighter::ui::AttentionItem &item, lamplighter::ui::AttentionAction action);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void paintEvent(QPaintEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    struct Place
    {
        QPersistentModelIndex at;
        QPointer<AttentionButtons> buttons;
    };

    bool actByKey(int key);
    void setHovered(int row);
    void updateStill();
    void announce(const QString &title);
    void chooseFirst();
    void refreshButtons();
    void putButtons(Place &place, const QModelIndex &index, bool selected);

    Theme &m_theme;
    AttentionModel &m_attention;
    Place m_selectedPlace;
    Place m_hoveredPlace;
    int m_hovered = -1;
    bool m_inside = false;  ///< the pointer is here
    bool m_engaged = false; ///< somebody came here by keys or mouse
    bool m_ring = false;
};

class AttentionList final : public Card
{
    Q_OBJECT
public:
    AttentionList(Theme &theme, AttentionModel &attention, QWidget *parent = nullptr);

    [[nodiscard]] AttentionListView *view() const { return m_view; }
    /// Nothing is known yet: neither lines nor "nothing needs you".
    void setLoading(bool loading);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void actionWanted(const lamplighter::ui::AttentionItem &item, lamplighter::ui::AttentionAction action);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *makeHead();
    void refresh();
    void refreshCounts();
    void showHints();
    [[nodiscard]] int heightFor(int rows) const;

    AttentionModel &m_attention;
    bool m_loading = false;
    QWidget *m_head = nullptr;
    QList<QWidget *> m_hints;        ///< which keys act
    QList<QWidget *> m_restartHints; ///< those of them that act on restarts
    CountBadge *m_badge = nullptr;
    Label *m_order = nullptr;
    Button *m_waiting = nullptr;
    QStackedWidget *m_stack = nullptr;
    AttentionListView *m_view = nullptr;
    StatePanel *m_state = nullptr;
};

} // namespace lamplighter::ui
