// Paints a row of the command palette: icon, text with the letters that were typed, category or reason, shortcut.
#pragma once

#include "ui/models/palette_matches.h"
#include "ui/theme/theme.h"

#include <QStyledItemDelegate>

namespace lamplighter::ui {

class PaletteDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    PaletteDelegate(Theme &theme, const PaletteModel &model, QObject *parent);

    [[nodiscard]] int rowHeight() const;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintText(QPainter *painter, const QRect &rect, const PaletteEntry &entry, const QList<int> &letters) const;
    int paintShortcut(QPainter *painter, const QRect &rect, const QString &shortcut) const;

    Theme &m_theme;
    const PaletteModel &m_model;
};

} // namespace lamplighter::ui
