// Outcomes of requests, at the top right of the window: failures stay until they are closed, the others go after 8 s.
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

class QVBoxLayout;

namespace lamplighter::ui {

class Toasts final : public QWidget
{
    Q_OBJECT
public:
    Toasts(Theme &theme, QWidget *window);

    /// `sentence` may be empty. Critical ones stay; at most three are kept, the oldest goes first.
    void add(StateKind kind, const QString &title, const QString &sentence);
    [[nodiscard]] int count() const { return static_cast<int>(m_toasts.size()); }

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void remove(QWidget *toast);
    void place();

    Theme &m_theme;
    QVBoxLayout *m_column;
    QList<QWidget *> m_toasts;
};

} // namespace lamplighter::ui
