#include "ui/dialogs/rearm_dialog.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace lamplighter::ui {
namespace {

constexpr int kMinimumReason = 3;
constexpr int kMaximumReason = 400;

client::Scope scopeOf(const client::Latch &latch)
{
    return latch.scope == u"unit"    ? client::Scope::Unit
           : latch.scope == u"group" ? client::Scope::Group
                                     : client::Scope::All;
}

} // namespace

QString RearmDialog::latchTitle(const client::Latch &latch, const QString &instance)
{
    switch (scopeOf(latch)) {
    case client::Scope::Unit:
        return tr("Only %1").arg(latch.target);
    case client::Scope::Group:
        return tr("All units of the group %1").arg(latch.target);
    case client::Scope::All:
        break;
    }
    return tr("All units of %1").arg(instance);
}

RearmDialog::RearmDialog(Theme &theme, const QList<HeldLatch> &latches, const Viewpoint &view, QWidget *parent)
    : DialogFrame(theme, QStringLiteral("rearmDialog"),
                  latches.size() == 1 ? tr("Re-arm %1").arg(latches.first().instanceName) : tr("Re-arm"), parent)
    , m_latches(latches)
    , m_reason(new ReasonField(theme, kMinimumReason, kMaximumReason, tr("required, goes to the audit log"), this))
    , m_startAgain(new QCheckBox(tr("Start all that ran before"), this))
    , m_rearm(new Button(theme, ButtonKind::Filled, tr("Re-arm"), QStringLiteral("rearmConfirm"), this))
{
    setTabsAsRead();
    setIntroduction(tr("Units in this scope may be started again, and the watchdog restarts them when they fail."));
    auto *held = new QVBoxLayout;
    held->setSpacing(8);
    for (int i = 0; i < m_latches.size(); ++i) {
        const client::Latch &latch = m_latches.at(i).latch;
        auto *option = new ScopeOption(theme, QStringLiteral("latch_%1").arg(i), this);
        option->setTexts(latchTitle(latch, m_latches.at(i).instanceName),
                         tr("%1: “%2”", "actor: reason").arg(latch.actor, latch.reason),
                         tr("held since %1").arg(TimeTexts::moment(latch.at, view)));
        m_group.addButton(option, i);
        held->addWidget(option);
    }
    if (QAbstractButton *first = m_group.button(0)) {
        first->setChecked(true);
    }
    body()->addLayout(held);
    body()->addWidget(m_reason);
    m_startAgain->setObjectName(QStringLiteral("startAgain"));
    m_startAgain->setFont(theme.font(TextStyle::Body));
    body()->addWidget(m_startAgain);

    auto *cancel = new Button(theme, ButtonKind::Default, tr("Stay held"), QStringLiteral("cancelButton"), this);
    cancel->setLarge(true);
    m_rearm->setLarge(true);
    m_rearm->setGlyph(Icon::Power);
    footer()->addStretch();
    footer()->addWidget(cancel);
    footer()->addWidget(m_rearm);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_rearm, &QPushButton::clicked, this, &RearmDialog::confirm);
    connect(m_reason, &ReasonField::changed, this, &RearmDialog::checkReady);
    checkReady();
    m_reason->edit()->setFocus();
}

void RearmDialog::checkReady()
{
    m_rearm->setAvailability(m_reason->isLongEnough() ? Availability{} : Availability::off(tr("Give a reason first")));
}

void RearmDialog::confirm()
{
    if (m_group.checkedId() >= 0) {
        const HeldLatch &held = m_latches.at(m_group.checkedId());
        Q_EMIT rearmWanted(held.instance, scopeOf(held.latch), held.latch.target, m_reason->reason(),
                           m_startAgain->isChecked());
    }
    accept();
}

} // namespace lamplighter::ui
