#include "ui/widgets/defer_menu.h"

#include "ui/widgets/label.h"

#include <QKeyEvent>
#include <QScreen>
#include <QWidgetAction>

namespace lamplighter::ui {
namespace {
constexpr int kIcon = 16;
constexpr int kGap = 6;
} // namespace

DeferMenu::DeferMenu(Theme &theme, const QString &subject, const Viewpoint &when, QWidget *parent)
    : QMenu(parent)
{
    setObjectName(QStringLiteral("deferMenu"));
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumWidth(theme.scaled(240));
    setAccessibleName(tr("Ask again about %1").arg(subject));
    auto *title = new Label(theme, TextStyle::Caption, Tone::Muted, accessibleName(), this);
    title->setContentsMargins(10, 6, 10, 4);
    auto *heading = new QWidgetAction(this);
    heading->setDefaultWidget(title);
    heading->setEnabled(false);
    addAction(heading);
    const auto icon = [&](Icon which) {
        return QIcon(theme.iconPixmap(which, kIcon, theme.palette().secondaryText, devicePixelRatioF()));
    };
    const QList<DeferChoice> choices = DeferChoices::at(when);
    for (const DeferChoice &choice : choices) {
        const bool day = choice.id == u"T";
        QAction *action = addAction(icon(day ? Icon::Calendar : Icon::Clock), choice.text + u'\t' + choice.hint);
        action->setObjectName(QStringLiteral("defer_") + choice.id);
        m_byKey.insert(choice.id, action);
        connect(action, &QAction::triggered, this, [this, until = choice.until] { Q_EMIT chosen(until); });
    }
    addSeparator();
    QAction *pick = addAction(icon(Icon::Calendar), tr("Pick date and time…"));
    pick->setObjectName(QStringLiteral("defer_P"));
    m_byKey.insert(QStringLiteral("P"), pick);
    connect(pick, &QAction::triggered, this, &DeferMenu::pickWanted);
}

void DeferMenu::popUpAt(const QWidget &button)
{
    const QPoint above = button.mapToGlobal(QPoint(0, -kGap - sizeHint().height()));
    const QPoint below = button.mapToGlobal(QPoint(0, button.height() + kGap));
    const bool room = !button.screen() || above.y() >= button.screen()->availableGeometry().top();
    popup(room ? above : below);
    setActiveAction(m_byKey.value(QStringLiteral("1")));
}

void DeferMenu::keyPressEvent(QKeyEvent *event)
{
    if (QAction *action = m_byKey.value(event->text().toUpper()); action && !event->isAutoRepeat()) {
        // As a click on it: it closes the menu first.
        close();
        action->trigger();
        return;
    }
    QMenu::keyPressEvent(event);
}

} // namespace lamplighter::ui
