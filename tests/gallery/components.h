// Every control in its states, all glyphs and all icons on one sheet.
#pragma once

#include "ui/theme/theme.h"
#include "ui/widgets/surroundings.h"

#include <QWidget>

class QGridLayout;

namespace lamplighter::gallery {

class Components final : public QWidget
{
    Q_OBJECT
public:
    explicit Components(ui::Theme &theme);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void addRow(const QString &title, const QList<QWidget *> &widgets);

    ui::Theme &m_theme;
    SystemClock m_clock;
    QGridLayout *m_grid;
};

} // namespace lamplighter::gallery
