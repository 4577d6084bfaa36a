#include "ui/dialogs/kill_switch_dialog.h"

#include "ui/widgets/tag.h"

#include <QAccessible>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QShortcut>
#include <QVBoxLayout>

namespace lamplighter::ui {
namespace {

Label *sectionTitle(Theme &theme, const QString &text, QWidget *parent)
{
    auto *label = new Label(theme, TextStyle::Small, Tone::Secondary, text, parent);
    label->setWeight(QFont::DemiBold);
    return label;
}

} // namespace

KillSwitchDialog::KillSwitchDialog(const Surroundings &surroundings, const QList<KillTarget> &targets,
                                   const UnitKey &selected, ConfirmBy confirmBy, QWidget *parent)
    : DialogFrame(surroundings.theme, QStringLiteral("killSwitchDialog"), tr("Engage the kill switch"), parent)
    , m_targets(targets)
    , m_selected(selected)
    , m_scopes(KillSwitchPlan::scopes(targets, selected))
{
    setGuarded();
    setTabsAsRead();
    setIntroduction(tr("Stops processes at once and keeps them stopped. The watchdog will not restart them."));
    addScopes();
    addConsequences();
    m_reason = new ReasonField(theme(), KillSwitchPlan::kMinimumReason, KillSwitchPlan::kMaximumReason,
                               tr("required, goes to the audit log"), this);
    body()->addWidget(m_reason);
    if (confirmBy == ConfirmBy::Holding) {
        addHolding(surroundings);
    } else {
        addTyping();
    }
    connect(m_reason, &ReasonField::changed, this, &KillSwitchDialog::checkReady);
    connect(&m_group, &QButtonGroup::idClicked, this, &KillSwitchDialog::showConsequences);
    showScopes();
    m_group.button(0)->setChecked(true); // the narrowest that fits the selection
    showConsequences();
    m_reason->edit()->setFocus();
}

void KillSwitchDialog::addScopes()
{
    auto *section = new QVBoxLayout;
    section->setSpacing(8);
    section->addWidget(sectionTitle(theme(), tr("Scope"), this));
    for (int i = 0; i < m_scopes.size(); ++i) {
        const KillScope &scope = m_scopes.at(i);
        const bool everywhere = scope.instance.isEmpty();
        const QString word = everywhere ? QStringLiteral("everywhere") : client::toString(scope.scope);
        auto *option = new ScopeOption(theme(), u"scope_" + word, this);
        m_group.addButton(option, i);
        section->addWidget(option);
    }
    body()->addLayout(section);
}

void KillSwitchDialog::addConsequences()
{
    auto *section = new QVBoxLayout;
    section->setSpacing(8);
    section->addWidget(sectionTitle(theme(), tr("What will happen"), this));
    m_consequences = new QGridLayout;
    m_consequences->setHorizontalSpacing(10);
    m_consequences->setVerticalSpacing(8);
    m_consequences->setColumnStretch(1, 1);
    section->addLayout(m_consequences);
    body()->addLayout(section);
}

void KillSwitchDialog::addHolding(const Surroundings &surroundings)
{
    m_hint = new Label(theme(), TextStyle::Caption, Tone::Muted, tr("Or focus the button and hold"), this);
    m_hint->setObjectName(QStringLiteral("holdHint"));
    m_keyHint = new KeyCap(theme(), tr("Space", "key"), this);
    auto *cancel = new Button(theme(), ButtonKind::Default, tr("Cancel"), QStringLiteral("cancelButton"), this);
    cancel->setLarge(true);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    m_hold = new HoldButton(theme(), surroundings.clock, tr("Hold for 2 s to stop"), this);
    connect(m_hold, &HoldButton::confirmed, this, &KillSwitchDialog::confirm);
    connect(m_hold, &HoldButton::cancelled, this, &KillSwitchDialog::letGo);
    auto *hint = new QVBoxLayout;
    hint->setSpacing(2);
    hint->addWidget(m_hint);
    hint->addWidget(m_keyHint);
    footer()->addLayout(hint);
    footer()->addStretch();
    footer()->addWidget(cancel);
    footer()->addWidget(m_hold);
}

void KillSwitchDialog::addTyping()
{
    m_hint = new Label(theme(), TextStyle::Caption, Tone::Muted, {}, this);
    m_hint->setWordWrap(true);
    m_typed = new QLineEdit(this);
    m_typed->setObjectName(QStringLiteral("typedScope"));
    m_typed->setFixedHeight(theme().scaled(theme().sizes().buttonLarge));
    m_typed->setProperty("focusRadius", theme().sizes().radiusControl);
    m_typed->setProperty("focusInside", true);
    m_engage = new Button(theme(), ButtonKind::Danger, tr("Stop and hold"), QStringLiteral("engageButton"), this);
    m_engage->setLarge(true);
    connect(m_typed, &QLineEdit::textChanged, this, &KillSwitchDialog::checkReady);
    connect(m_engage, &QPushButton::clicked, this, &KillSwitchDialog::confirm);
    for (const int key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto *shortcut = new QShortcut(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(key)), this);
        connect(shortcut, &QShortcut::activated, m_engage, &QPushButton::click);
    }
    footer()->addWidget(m_hint, 1);
    footer()->addWidget(m_typed, 1);
    footer()->addWidget(m_engage);
}

const KillScope &KillSwitchDialog::chosen() const
{
    return m_scopes.at(std::max(0, m_group.checkedId()));
}

void KillSwitchDialog::setTargets(const QList<KillTarget> &targets)
{
    // The options stay those that one is looking at; only what they count follows.
    const QList<KillScope> scopes = KillSwitchPlan::scopes(targets, m_selected);
    m_targets = targets;
    for (KillScope &scope : m_scopes) {
        const auto now =
            std::find_if(scopes.begin(), scopes.end(), [&](const KillScope &other) { return other.isSame(scope); });
        if (now != scopes.end() && now->instances == scope.instances) {
            scope = *now;
        }
    }
    showScopes();
    showConsequences();
}

void KillSwitchDialog::showScopes()
{
    for (int i = 0; i < m_scopes.size(); ++i) {
        const KillScope &scope = m_scopes.at(i);
        static_cast<ScopeOption *>(m_group.button(i))
            ->setTexts(scope.title, scope.detail, tr("%n processes", nullptr, scope.processes));
    }
}

const KillSwitchDialog::ConsequenceRow &KillSwitchDialog::consequenceRow(int row)
{
    while (m_rows.size() <= row) {
        const int at = static_cast<int>(m_rows.size());
        auto *glyph = new StateGlyphWidget(theme(), theme().sizes().stateGlyph, StateKind::Info, this);
        auto *text = new Label(theme(), TextStyle::Body, Tone::Primary, {}, this);
        text->setTextFormat(Qt::RichText);
        text->setWordWrap(true);
        text->setMinimumHeight(0);
        text->setAlignment(Qt::AlignTop); // the first line stands beside the glyph
        m_consequences->addWidget(glyph, at, 0, Qt::AlignTop);
        m_consequences->addWidget(text, at, 1);
        m_rows.append({glyph, text});
    }
    return m_rows.at(row);
}

void KillSwitchDialog::showConsequences()
{
    const QList<Consequence> consequences = KillSwitchPlan::consequences(chosen(), m_targets);
    QStringList spoken;
    for (int row = 0; row < consequences.size(); ++row) {
        const Consequence &consequence = consequences.at(row);
        const QString text = consequence.subject.isEmpty()
                                 ? consequence.text.toHtmlEscaped()
                                 : QStringLiteral("<b>%1</b> %2")
                                       .arg(consequence.subject.toHtmlEscaped(), consequence.text.toHtmlEscaped());
        const ConsequenceRow &shown = consequenceRow(row);
        shown.glyph->setKind(consequence.kind);
        shown.text->setText(text);
        spoken.append(consequence.subject + u' ' + consequence.text);
    }
    for (int row = 0; row < m_rows.size(); ++row) {
        m_rows.at(row).glyph->setVisible(row < consequences.size());
        m_rows.at(row).text->setVisible(row < consequences.size());
    }
    setAccessibleDescription(spoken.join(u' '));
    checkReady();
}

void KillSwitchDialog::checkReady()
{
    const Availability reasonGiven = m_reason->isLongEnough()
                                         ? Availability{}
                                         : Availability::off(tr("Give a reason of at least %n characters first",
                                                                nullptr, KillSwitchPlan::kMinimumReason));
    if (m_hold) {
        applyAvailability(*m_hold, reasonGiven, tr("Hold with the mouse, or with Space, for 2 s"));
        return;
    }
    m_hint->setText(tr("Type %1, then press Ctrl+Enter").arg(chosen().name));
    m_typed->setAccessibleName(m_hint->text());
    const bool same = m_typed->text().trimmed() == chosen().name;
    m_engage->setAvailability(!reasonGiven.enabled ? reasonGiven
                              : same               ? Availability{}
                                                   : Availability::off(tr("Type %1 first").arg(chosen().name)));
}

void KillSwitchDialog::letGo()
{
    m_keyHint->hide();
    m_hint->setText(tr("Nothing was stopped."));
    QAccessibleEvent heard(m_hint, QAccessible::Alert);
    QAccessible::updateAccessibility(&heard);
}

void KillSwitchDialog::confirm()
{
    const KillScope scope = chosen();
    Q_EMIT engageWanted(scope, m_reason->reason());
    accept();
}

} // namespace lamplighter::ui
