// The rail at the left: wordmark, one button for each page with its badge, and how the watchdog and the account stand.
#pragma once

#include "ui/widgets/button.h"
#include "ui/widgets/label.h"
#include "ui/widgets/state_glyph_widget.h"

#include <QAbstractButton>
#include <QButtonGroup>

class QVBoxLayout;

namespace lamplighter::ui {

class NavigationButton final : public QAbstractButton
{
    Q_OBJECT
public:
    NavigationButton(Theme &theme, Icon icon, const QString &text, const QString &name, QWidget *parent = nullptr);

    /// 0 hides it; above 99 it reads "99+".
    void setBadge(int count, StateKind worst);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void paintBadge(QPainter &painter) const;
    [[nodiscard]] bool isCollapsed() const { return width() < 100; }

    Theme &m_theme;
    Icon m_icon;
    int m_badge = 0;
    StateKind m_badgeKind = StateKind::Stopped;
};

class NavigationRail final : public QWidget
{
    Q_OBJECT
public:
    explicit NavigationRail(Theme &theme, QWidget *parent = nullptr);

    NavigationButton *addPage(int id, Icon icon, const QString &text, const QString &name);
    void setCurrent(int id);
    void setCollapsed(bool collapsed);
    void setWatchdog(StateKind kind, const QString &title, const QString &detail);
    void setAccount(const QString &title, const QString &detail);

Q_SIGNALS:
    void pageChosen(int id);
    void settingsWanted();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *makeBrand();
    QWidget *makeFoot();
    void paintLamp();

    Theme &m_theme;
    QButtonGroup m_group;
    QVBoxLayout *m_pages = nullptr;
    QLabel *m_lamp = nullptr;
    Label *m_wordmark = nullptr;
    StateGlyphWidget *m_watchdogGlyph = nullptr;
    Label *m_watchdogTitle = nullptr;
    Label *m_watchdogDetail = nullptr;
    IconWidget *m_accountIcon = nullptr;
    Label *m_accountTitle = nullptr;
    Label *m_accountDetail = nullptr;
};

} // namespace lamplighter::ui
