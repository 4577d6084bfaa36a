// Until when: In 1 hour, In 8 hours, Tomorrow 06:00, or a date and time. The keys 1, 8, T and P choose.
#pragma once

#include "ui/models/defer_choices.h"
#include "ui/theme/theme.h"

#include <QMenu>

namespace lamplighter::ui {

class DeferMenu final : public QMenu
{
    Q_OBJECT
public:
    /// `subject`: what is asked about again, "quantum_backend" or "3 services". Deletes itself when it closes.
    DeferMenu(Theme &theme, const QString &subject, const Viewpoint &when, QWidget *parent);

    /// Above `button`, or below it where there is no room above.
    void popUpAt(const QWidget &button);

Q_SIGNALS:
    void chosen(lamplighter::WallTime until);
    void pickWanted();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void paintChoice(QPainter &painter, QAction &action) const;

    Theme &m_theme;
    QHash<QString, QAction *> m_byKey;
    QHash<QAction *, std::pair<Icon, QString>> m_faces; ///< icon, and the words at the right
};

} // namespace lamplighter::ui
