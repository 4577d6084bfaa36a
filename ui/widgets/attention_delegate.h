// How a line of the attention queue looks, and the real buttons of the line in use. The others' buttons are painted
// alike: three hundred lines need not be nine hundred widgets.
#pragma once

#include "ui/models/attention_model.h"
#include "ui/widgets/button.h"

#include <QStyledItemDelegate>

namespace lamplighter::ui {

class AttentionListView;

/// Where the parts of a line are.
struct AttentionColumns
{
    QRect glyph, text, instance, age, buttons;

    AttentionColumns(const Theme &theme, const QRect &row);
};

/// The face of one of a line's buttons; the first one of the selected line is filled.
ButtonFace attentionFace(const AttentionOffer &offer, bool filled);

class AttentionDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    AttentionDelegate(Theme &theme, AttentionListView &list);

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintGround(QPainter &painter, const QRect &row, const QModelIndex &index, bool selected) const;
    void paintTexts(QPainter &painter, const AttentionColumns &columns, const AttentionItem &item) const;
    void paintButtons(QPainter &painter, const AttentionColumns &columns, const AttentionItem &item) const;

    Theme &m_theme;
    AttentionListView &m_list;
};

/// Lies over its line and lets everything through but its buttons.
class AttentionButtons final : public QWidget
{
    Q_OBJECT
public:
    AttentionButtons(Theme &theme, QWidget *parent = nullptr);

    void show(const AttentionItem &item, bool selected);
    [[nodiscard]] const QList<Button *> &buttons() const { return m_buttons; }

Q_SIGNALS:
    void actionWanted(const lamplighter::ui::AttentionItem &item, lamplighter::ui::AttentionAction action);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void rebuild();
    void place();

    Theme &m_theme;
    AttentionItem m_item;
    bool m_selected = false;
    QList<Button *> m_buttons;
};

} // namespace lamplighter::ui
