#include "ui/dialogs/reject_dialog.h"

#include "ui/models/restart_rules.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace lamplighter::ui {
namespace {
constexpr int kLongestReason = 400;
} // namespace

RejectDialog::RejectDialog(Theme &theme, int count, QWidget *parent)
    : DialogFrame(theme, QStringLiteral("rejectDialog"), tr("Reject %n updates?", nullptr, count), parent)
    , m_reason(new ReasonField(theme, RestartRules::kShortestReason, kLongestReason,
                               tr("required, kept with the decision"), this))
    , m_reject(new Button(theme, ButtonKind::Filled, tr("Reject %n updates", nullptr, count),
                          QStringLiteral("confirmReject"), this))
{
    setTabsAsRead();
    setIntroduction(tr("Nothing is restarted. What runs goes on as it is, until another notice asks."));
    body()->addWidget(m_reason);
    auto *keep = new Button(theme, ButtonKind::Default, tr("Keep them waiting"), QStringLiteral("cancelButton"), this);
    for (Button *button : {keep, m_reject}) {
        button->setLarge(true);
    }
    footer()->addStretch();
    footer()->addWidget(keep);
    footer()->addWidget(m_reject);
    connect(keep, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_reject, &QPushButton::clicked, this, [this] {
        Q_EMIT confirmed(m_reason->reason());
        accept();
    });
    connect(m_reason, &ReasonField::changed, this, &RejectDialog::refresh);
    refresh();
    m_reason->edit()->setFocus();
}

void RejectDialog::refresh()
{
    m_reject->setAvailability(m_reason->isLongEnough() ? Availability{} : Availability::off(tr("Give a reason first")));
}

} // namespace lamplighter::ui
