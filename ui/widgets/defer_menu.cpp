#include "ui/widgets/defer_menu.h"

#include "ui/widgets/label.h"

#include <QKeyEvent>
#include <QPainter>
#include <QScreen>
#include <QWidgetAction>

namespace lamplighter::ui {
namespace {
constexpr int kIcon = 16;
constexpr int kGap = 6;
constexpr int kSide = 10;
constexpr int kRound = 5;
} // namespace

DeferMenu::DeferMenu(Theme &theme, const QString &subject, const Viewpoint &when, QWidget *parent)
    : QMenu(parent)
    , m_theme(theme)
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
    const QList<DeferChoice> choices = DeferChoices::at(when);
    for (const DeferChoice &choice : choices) {
        const bool day = choice.id == u"T";
        QAction *action = addAction(choice.text);
        action->setStatusTip(choice.hint);
        m_faces.insert(action, {day ? Icon::Calendar : Icon::Clock, choice.hint});
        action->setObjectName(QStringLiteral("defer_") + choice.id);
        m_byKey.insert(choice.id, action);
        connect(action, &QAction::triggered, this, [this, until = choice.until] { Q_EMIT chosen(until); });
    }
    addSeparator();
    QAction *pick = addAction(tr("Pick date and time…"));
    m_faces.insert(pick, {Icon::Calendar, QString()});
    pick->setObjectName(QStringLiteral("defer_P"));
    m_byKey.insert(QStringLiteral("P"), pick);
    connect(pick, &QAction::triggered, this, &DeferMenu::pickWanted);
}

void DeferMenu::paintEvent(QPaintEvent *event)
{
    QMenu::paintEvent(event); // ground, heading and line; the choices are painted over
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (QAction *action : actions()) {
        if (m_faces.contains(action)) {
            paintChoice(painter, *action);
        }
    }
}

void DeferMenu::paintChoice(QPainter &painter, QAction &action) const
{
    const Palette &p = m_theme.palette();
    const auto &[icon, hint] = m_faces.value(&action);
    const QRect row = actionGeometry(&action);
    painter.setPen(Qt::NoPen);
    painter.setBrush(p.raised);
    painter.drawRect(row);
    if (activeAction() == &action) {
        painter.setBrush(p.hover);
        painter.drawRoundedRect(row, kRound, kRound);
    }
    QRect area = row.adjusted(kSide, 0, -kSide, 0);
    m_theme.paintIcon(painter, QRect(area.x(), area.y() + (area.height() - kIcon) / 2, kIcon, kIcon), icon,
                      p.secondaryText);
    area.setLeft(area.left() + kIcon + kSide - 2);
    painter.setFont(m_theme.font(TextStyle::Body));
    painter.setPen(p.text);
    painter.drawText(area, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, action.text());
    painter.setFont(m_theme.font(TextStyle::Caption));
    painter.setPen(p.mutedText);
    painter.drawText(area, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, hint);
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
