#include "ui/pages/decision_panel.h"

#include "ui/models/update_texts.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QVBoxLayout>

namespace lamplighter::ui {
namespace {
constexpr int kLongestReason = 400;
constexpr int kWide = 760;
} // namespace

DecisionPanel::DecisionPanel(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_outcome(new NoticeBox(theme, StateKind::Attention, {}, QStringLiteral("decisionOutcome"), this))
    , m_hint(new Label(theme, TextStyle::Caption, Tone::Muted, {}, this))
{
    setObjectName(QStringLiteral("decisionPanel"));
    setAccessibleName(tr("Decision"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 12, m_theme.sizes().pagePadding, 14);
    column->setSpacing(10);
    column->addWidget(m_outcome);
    m_answer = new QBoxLayout(QBoxLayout::TopToBottom);
    m_answer->setSpacing(10);
    m_answer->addWidget(makeReason(), 1);
    m_answer->addWidget(makeButtons(), 0, Qt::AlignBottom);
    column->addLayout(m_answer);
    m_hint->setObjectName(QStringLiteral("decisionHint"));
    m_hint->setElideMode(Qt::ElideRight);
    column->addWidget(m_hint);
}

QWidget *DecisionPanel::makeReason()
{
    auto *part = new QWidget(this);
    auto *lines = new QVBoxLayout(part);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(4);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    auto *title = new Label(m_theme, TextStyle::Small, Tone::Secondary, tr("Reason"), part);
    title->setWeight(QFont::Medium);
    row->addWidget(title);
    row->addWidget(
        new Label(m_theme, TextStyle::Caption, Tone::Muted, tr("needed to reject, kept with the decision"), part), 1);
    lines->addLayout(row);
    m_reason = new TextField(m_theme, QStringLiteral("decisionReason"), tr("Reason"), part);
    m_reason->setPlaceholderText(tr("For example: benchmark running until 16:00"));
    m_reason->setMaxLength(kLongestReason);
    m_reason->installEventFilter(this);
    title->setBuddy(m_reason);
    lines->addWidget(m_reason);
    connect(m_reason, &QLineEdit::textChanged, this, &DecisionPanel::refresh);
    return part;
}

QWidget *DecisionPanel::makeButtons()
{
    auto *part = new QWidget(this);
    auto *row = new QHBoxLayout(part);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    m_now = new Button(m_theme, ButtonKind::Default, {}, QStringLiteral("restartNowButton"), part);
    m_now->setGlyph(Icon::Restart);
    m_checkpoint = new Button(m_theme, ButtonKind::Default, {}, QStringLiteral("checkpointButton"), part);
    m_defer = new Button(m_theme, ButtonKind::Default, {}, QStringLiteral("deferButton"), part);
    m_defer->setOpensMenu(true);
    m_reject = new Button(m_theme, ButtonKind::Default, {}, QStringLiteral("rejectButton"), part);
    for (Button *button : {m_now, m_checkpoint, m_defer}) {
        button->setLarge(true);
        row->addWidget(button);
    }
    row->addStretch();
    m_reject->setLarge(true);
    row->addWidget(m_reject);
    connect(m_now, &QPushButton::clicked, this, [this] { approve(client::ApproveWhen::Now); });
    connect(m_checkpoint, &QPushButton::clicked, this, [this] { approve(client::ApproveWhen::Checkpoint); });
    connect(m_defer, &QPushButton::clicked, this, [this] {
        m_last = Answer::Defer;
        Q_EMIT deferWanted();
    });
    connect(m_reject, &QPushButton::clicked, this, [this] {
        m_last = Answer::Reject;
        Q_EMIT rejectWanted(reason());
    });
    return part;
}

void DecisionPanel::approve(client::ApproveWhen when)
{
    client::Approve how;
    how.when = when;
    how.force = m_case && RestartRules::needsForce(m_case->restart);
    m_last = when == client::ApproveWhen::Checkpoint ? Answer::Checkpoint : Answer::Now;
    Q_EMIT approveWanted(how);
}

void DecisionPanel::showCase(const RestartCase &one, const Viewpoint &when)
{
    m_when = when;
    const bool another = !m_case || m_case->restart.id != one.restart.id || m_case->engine.name != one.engine.name;
    m_case = one;
    if (another) {
        m_last = Answer::None;
        m_outcome->setText({});
        m_reason->clear();
    }
    refresh();
}

void DecisionPanel::showOutcome(const RestartOutcome &outcome)
{
    m_last = Answer::None;
    if (outcome.done) {
        m_outcome->setText({});
        m_reason->clear();
        return;
    }
    m_outcome->setKind(outcome.conflict ? StateKind::Attention : StateKind::Critical);
    m_outcome->setText(tr("%1. %2", "what was not done, why").arg(outcome.title, outcome.sentence));
}

QString DecisionPanel::hint() const
{
    const client::PendingRestart &restart = m_case->restart;
    if (const Availability now = RestartRules::toRestart(*m_case); !now.enabled) {
        return tr("%1.").arg(now.reason);
    }
    QStringList words;
    if (restart.decision == client::Decision::RestartAtCheckpoint && restart.until) {
        words.append(tr("Its checkpoint is awaited until %1.").arg(TimeTexts::shortMoment(*restart.until, m_when)));
    }
    const Availability reject = RestartRules::toReject(*m_case, reason());
    words.append(reject.enabled ? tr("Approved and rejected restarts go to the record with your name.")
                                : tr("%1.").arg(reject.reason));
    return words.join(u' ');
}

void DecisionPanel::refresh()
{
    if (!m_case) {
        return;
    }
    const RestartCase &one = *m_case;
    const bool force = RestartRules::needsForce(one.restart);
    const auto label = [&](Button *button, Answer answer, const QString &text, const QString &busy) {
        button->setText(one.busy && m_last == answer ? busy : text);
        button->setAccessibleName(button->text());
    };
    label(m_now, Answer::Now, force ? tr("Restart without its state") : tr("Restart now"), tr("Restarting…"));
    label(m_checkpoint, Answer::Checkpoint, tr("At next checkpoint"), tr("Approving…"));
    label(m_defer, Answer::Defer, tr("Defer"), tr("Deferring…"));
    label(m_reject, Answer::Reject, tr("Reject"), tr("Rejecting…"));
    const bool waits = one.restart.state == client::UpdateState::Waiting && !force;
    const auto kind = [&](client::Decision decision) {
        return waits && one.restart.decision == decision ? ButtonKind::Filled : ButtonKind::Default;
    };
    m_now->setKind(force ? ButtonKind::Danger : kind(client::Decision::RestartNow));
    m_checkpoint->setKind(kind(client::Decision::RestartAtCheckpoint));
    m_checkpoint->setVisible(!force);
    m_defer->setKind(kind(client::Decision::Defer));
    m_now->setAvailability(RestartRules::toRestart(one), tr("Restart %1 at once (A)").arg(one.restart.service));
    m_checkpoint->setAvailability(RestartRules::toCheckpoint(one),
                                  tr("Restart %1 when it reports a safe point").arg(one.restart.service));
    m_defer->setAvailability(RestartRules::toDefer(one), tr("Ask again later (D)"));
    const Availability act = RestartRules::toReject(one, QStringLiteral("any reason"));
    m_reason->setEnabled(act.enabled);
    m_reason->setToolTip(act.reason);
    m_reject->setAvailability(RestartRules::toReject(one, reason()),
                              tr("%1 goes on as it is").arg(one.restart.service));
    m_hint->setText(hint());
}

bool DecisionPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_reason && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Escape) {
            Q_EMIT left();
            return true;
        }
        if ((key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) && m_reject->isEnabled()) {
            m_reject->setFocus(Qt::TabFocusReason); // one more Enter, so that nothing is rejected by accident
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void DecisionPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_answer->setDirection(width() >= m_theme.scaled(kWide) ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

void DecisionPanel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.palette().surface);
    painter.fillRect(0, 0, width(), 1, m_theme.palette().hairline);
}

} // namespace lamplighter::ui
