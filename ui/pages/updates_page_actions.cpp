// Keys, questions and dialogs of the Updates page.
#include "ui/dialogs/choice_dialog.h"
#include "ui/dialogs/decision_rules_dialog.h"
#include "ui/dialogs/defer_dialog.h"
#include "ui/dialogs/reject_dialog.h"
#include "ui/dialogs/report_update_dialog.h"
#include "ui/pages/updates_page.h"
#include "ui/widgets/defer_menu.h"

namespace lamplighter::ui {
namespace {
enum Choice { Keep, Restart };
} // namespace

void UpdatesPage::makeActions(ActionRegistry &registry)
{
    const auto onTable = [&](const QString &id, const QString &text, Qt::Key key, auto slot) {
        connect(registry.add(id, text, QKeySequence(key), m_table, Qt::WidgetShortcut), &QAction::triggered, this,
                slot);
    };
    QAction *filter = registry.add(QStringLiteral("filterUpdates"), tr("Put the cursor in the filter of updates"),
                                   QKeySequence(Qt::Key_Slash), this, Qt::WidgetWithChildrenShortcut);
    connect(filter, &QAction::triggered, this, [this] { askToReach(m_filterBar->field()); });
    onTable(QStringLiteral("approveUpdate"), tr("Approve the selected restart (asks first)"), Qt::Key_A,
            [this] { askToApprove(selected()); });
    onTable(QStringLiteral("deferUpdate"), tr("Defer the selected restart; 1, 8, T, P choose"), Qt::Key_D,
            [this] { openDefer(); });
    onTable(QStringLiteral("rejectUpdate"), tr("Reject the selected update (moves to the reason)"), Qt::Key_R,
            [this] { rejectSelected(); });
}

void UpdatesPage::askToReach(QWidget *field)
{
    field->setFocus(Qt::ShortcutFocusReason);
    if (auto *edit = qobject_cast<QLineEdit *>(field)) {
        edit->selectAll();
    }
}

QString UpdatesPage::nameOf(const RestartKey &key) const
{
    const Instance *instance = m_instances.find(key.instance);
    const std::optional<RestartCase> one = instance ? RestartCase::find(*instance, key.id) : std::nullopt;
    if (!one) {
        return {};
    }
    return m_instances.count() > 1 ? tr("%1 on %2", "service, instance").arg(one->restart.service, instance->name())
                                   : one->restart.service;
}

void UpdatesPage::askToApprove(const QList<RestartKey> &keys)
{
    const BulkDecision::Judged judged = BulkDecision::judge(m_instances, keys, BulkDecision::Kind::Approve);
    const QList<RestartKey> &possible = judged.possible;
    if (possible.isEmpty()) {
        if (!judged.reason.isEmpty()) {
            Q_EMIT told(StateKind::Attention, tr("Nothing can be restarted now"), tr("%1.").arg(judged.reason));
        }
        return;
    }
    const Instance *instance = m_instances.find(possible.first().instance);
    const client::PendingRestart restart = RestartCase::find(*instance, possible.first().id)->restart;
    const int count = static_cast<int>(possible.size());
    QStringList names;
    for (const RestartKey &key : possible) {
        names.append(nameOf(key));
    }
    auto *dialog = new ChoiceDialog(
        m_theme, QStringLiteral("approveDialog"),
        count == 1 ? RestartRules::question(restart, instance->name()) : tr("Restart %n services?", nullptr, count),
        count == 1 ? RestartRules::consequence(restart)
                   : tr("%1. Each as its decision says: now, or at its next checkpoint.", "names of services")
                         .arg(names.join(tr(", ", "between names"))),
        window());
    dialog->addChoice(Keep, ButtonKind::Default, tr("Keep running"), QStringLiteral("keepRunning"));
    dialog->addChoice(Restart, ButtonKind::Filled,
                      count == 1 ? tr("Restart %1").arg(restart.service) : tr("Restart %n services", nullptr, count),
                      QStringLiteral("confirmApprove"));
    connect(dialog, &ChoiceDialog::chosen, this, [this, possible](int choice) {
        if (choice == Restart) {
            answerAll(possible, {BulkDecision::Kind::Approve, {}, {}});
        }
    });
    dialog->present();
}

void UpdatesPage::answerAll(const QList<RestartKey> &keys, const BulkDecision::Answer &answer)
{
    auto *bulk = new BulkDecision(m_instances, answer, this);
    connect(bulk, &BulkDecision::finished, this, [this](bool all, const QString &title, const QString &sentence) {
        Q_EMIT told(all ? StateKind::Ok : StateKind::Critical, title, sentence);
    });
    bulk->send(keys);
}

void UpdatesPage::openDefer()
{
    if (selected().size() > 1) {
        openBulkDefer();
    } else if (selected().size() == 1) {
        m_panel->openDeferMenu();
    }
}

void UpdatesPage::openBulkDefer()
{
    const QList<RestartKey> keys =
        BulkDecision::judge(m_instances, m_bulk->restarts(), BulkDecision::Kind::Defer).possible;
    if (keys.isEmpty()) {
        return;
    }
    const int count = static_cast<int>(keys.size());
    auto *menu = new DeferMenu(m_theme, tr("%n services", nullptr, count), m_instances.units().viewpoint(), this);
    connect(menu, &DeferMenu::chosen, this, [this, keys](WallTime until) {
        answerAll(keys, {BulkDecision::Kind::Defer, until, {}});
    });
    connect(menu, &DeferMenu::pickWanted, this, &UpdatesPage::pickTime);
    menu->popUpAt(*m_bulk->deferButton());
}

void UpdatesPage::pickTime()
{
    const QList<RestartKey> keys = selected();
    if (keys.isEmpty()) {
        return;
    }
    const QString subject =
        keys.size() == 1 ? nameOf(keys.first()) : tr("%n services", nullptr, static_cast<int>(keys.size()));
    auto *dialog = new DeferDialog(m_theme, subject, m_instances.units().viewpoint(), window());
    connect(dialog, &DeferDialog::picked, this, [this, keys](WallTime until) {
        if (keys.size() == 1 && m_panel->feed().restart() == keys.first()) {
            m_panel->defer(until);
        } else {
            answerAll(keys, {BulkDecision::Kind::Defer, until, {}});
        }
    });
    dialog->present();
}

void UpdatesPage::rejectSelected()
{
    const QList<RestartKey> keys = selected();
    if (keys.size() > 1) {
        askToReject(keys);
    } else if (m_panel->openCase() && m_panel->decision()->reasonField()->isEnabled()) {
        askToReach(m_panel->decision()->reasonField());
    }
}

void UpdatesPage::askToReject(const QList<RestartKey> &keys)
{
    const QList<RestartKey> possible = BulkDecision::judge(m_instances, keys, BulkDecision::Kind::Reject).possible;
    if (possible.isEmpty()) {
        return;
    }
    auto *dialog = new RejectDialog(m_theme, static_cast<int>(possible.size()), window());
    connect(dialog, &RejectDialog::confirmed, this, [this, possible](const QString &reason) {
        answerAll(possible, {BulkDecision::Kind::Reject, {}, reason});
    });
    dialog->present();
}

bool UpdatesPage::isOffered()
{
    if (m_counts.offer() == UpdateCountsFeed::Offer::Some) {
        return true;
    }
    Q_EMIT told(StateKind::Attention, tr("No instance in scope offers updates"),
                tr("Its engine does not answer, or is of a version that does not decide about updates."));
    return false;
}

void UpdatesPage::openReport()
{
    if (window()->findChild<ReportUpdateDialog *>() || !isOffered()) {
        return;
    }
    auto *dialog = new ReportUpdateDialog(m_theme, m_instances, window());
    connect(dialog, &ReportUpdateDialog::reported, this,
            [this](const InstanceId &instance, const client::NoticeAnswer &answer) {
                const TagText decision = UpdateTexts::decision(answer.update.decision.decision);
                Q_EMIT told(answer.restart ? StateKind::Ok : StateKind::Info,
                            tr("%1: %2", "U-2291, Restart now").arg(answer.update.id, decision.text),
                            answer.update.decision.reason);
                if (answer.restart) {
                    showRestart({instance, answer.restart->id});
                }
            });
    dialog->present();
}

void UpdatesPage::openRules()
{
    if (!window()->findChild<DecisionRulesDialog *>() && isOffered()) {
        (new DecisionRulesDialog(m_theme, m_instances, window()))->present();
    }
}

} // namespace lamplighter::ui
