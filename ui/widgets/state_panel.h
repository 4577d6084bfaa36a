// What stands where content is not: three grey bars while it loads, an empty list with a hint, an error with its cause.
#pragma once

#include "ui/widgets/button.h"
#include "ui/widgets/label.h"

#include <QTimer>

class QVBoxLayout;

namespace lamplighter::ui {

class StatePanel final : public QWidget
{
    Q_OBJECT
public:
    explicit StatePanel(Theme &theme, const QString &name, QWidget *parent = nullptr);

    /// Grey bars, but only after 150 ms: what comes sooner needs none.
    void showLoading();
    /// One bold line, one hint, one button (none if its text is empty).
    void showEmpty(const QString &title, const QString &hint, const QString &button = {});
    void showError(const QString &title, const QString &sentence);
    /// A larger lamp above the text, as on the first run.
    void setLampShown(bool shown);

Q_SIGNALS:
    void buttonClicked();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void showTexts(const QString &title, const QString &hint, const QString &button);
    void updateLamp();
    void fitHint();

    Theme &m_theme;
    QTimer m_delay;
    bool m_loading = false;
    bool m_barsShown = false;
    bool m_lampWanted = false;
    QLabel *m_lamp;
    QWidget *m_errorGlyph;
    Label *m_title;
    Label *m_hint;
    Button *m_button;
};

} // namespace lamplighter::ui
