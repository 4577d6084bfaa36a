// Outcomes of requests, at the top right of the window: failures stay until they are closed, the others go after 8 s.
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

class QPushButton;
class QVBoxLayout;

namespace lamplighter::ui {

class Toasts final : public QWidget
{
    Q_OBJECT
public:
    Toasts(Theme &theme, QWidget *window);

    /// `sentence` may be empty. Critical ones stay. At most three are shown; the others wait, and their number
    /// stands below.
    void add(StateKind kind, const QString &title, const QString &sentence, const QString &key = {});
    /// What was added under `key` is over.
    void withdraw(const QString &key);
    [[nodiscard]] int count() const { return static_cast<int>(m_toasts.size() + m_waiting.size()); }

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void remove(QWidget *toast);
    void place();

    Theme &m_theme;
    QVBoxLayout *m_column;
    struct Waiting
    {
        StateKind kind;
        QString title;
        QString sentence;
        QString key; ///< empty: nobody withdraws it
    };
    void present(const Waiting &message);
    void removeAll();

    QList<QWidget *> m_toasts;
    QList<Waiting> m_waiting; ///< oldest first
    QPushButton *m_more = nullptr;
};

} // namespace lamplighter::ui
