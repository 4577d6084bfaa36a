#include "ui/dialogs/decision_rules_dialog.h"

#include "ui/models/error_texts.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace lamplighter::ui {
namespace {

constexpr int kSide = 24;
constexpr int kFromEdges = 88; ///< of the window, that the dialog leaves free above and below

QString approvalWords(const QString &approval)
{
    if (approval == u"automatic") {
        return DecisionRulesDialog::tr("Nobody is asked: what is decided is done.");
    }
    if (approval == u"manual") {
        return DecisionRulesDialog::tr("An operator approves every restart.");
    }
    const auto severity = client::updateSeverityFromString(approval.section(u':', 1));
    return severity ? DecisionRulesDialog::tr("An operator approves restarts of severity %1 and above.")
                          .arg(UpdateTexts::severity(*severity).toLower())
                    : approval;
}

} // namespace

DecisionRulesDialog::DecisionRulesDialog(Theme &theme, Instances &instances, QWidget *parent)
    : DialogFrame(theme, QStringLiteral("rulesDialog"), tr("Decision rules"), parent)
    , m_instances(instances)
{
    for (Instance *one : instances.inScope()) {
        // A server of another kind has rules too, but tells nobody.
        if (one->engine().offersUpdates().value_or(false) &&
            Availabilities::toPlanRestarts(one->picture().standing()).enabled) {
            m_choices.append(one->id());
        }
    }
    setIntroduction(tr("Rules are looked at in their order, and the first that matches decides. They are read from a "
                       "file of the engine; a change of it is in force at once."));
    m_scroll = new ScrollBody(theme, makeContent(), QStringLiteral("rulesScroll"), this);
    setWideBody(m_scroll);
    auto *close = new Button(theme, ButtonKind::Default, tr("Close"), QStringLiteral("closeRules"), this);
    close->setLarge(true);
    footer()->addStretch();
    footer()->addWidget(close);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(&instances, &Instances::removed, this, [this](const Instance *gone) {
        if (m_choices.contains(gone->id())) {
            m_feed.reset(); // its engine goes with it
            reject();
        }
    });
    if (!m_choices.isEmpty()) {
        watch(m_choices.first());
    }
    showPolicy();
    showTrace();
    m_fields->firstField()->setFocus();
}

Label *DecisionRulesDialog::heading(const QString &text, QWidget *parent)
{
    auto *label = new Label(theme(), TextStyle::Small, Tone::Secondary, text, parent);
    label->setWeight(QFont::DemiBold);
    return label;
}

QWidget *DecisionRulesDialog::makeContent()
{
    auto *content = new QWidget(this);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(kSide, 4, kSide, 20);
    column->setSpacing(12);
    if (m_choices.size() > 1) {
        m_where = new ComboField(theme(), QStringLiteral("rulesInstance"), tr("Instance"), content);
        for (int i = 0; i < m_choices.size(); ++i) {
            m_where->addChoice(i, m_instances.find(m_choices.at(i))->name());
        }
        auto *row = new FormRow(theme(), tr("&Instance"), content);
        row->addField(QStringLiteral("instance"), m_where);
        row->addStretch();
        column->addWidget(row);
        connect(m_where, &QComboBox::currentIndexChanged, this, [this] { watch(m_choices.at(m_where->chosen())); });
    }
    column->addWidget(makePolicy(content));
    column->addWidget(makeTester(content));
    return content;
}

QWidget *DecisionRulesDialog::makePolicy(QWidget *parent)
{
    auto *part = new QWidget(parent);
    auto *column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    m_problem = new NoticeBox(theme(), StateKind::Attention, {}, QStringLiteral("policyProblem"), part);
    column->addWidget(m_problem);
    m_origin = new Label(theme(), TextStyle::Body, Tone::Primary, {}, part);
    m_origin->setObjectName(QStringLiteral("policyOrigin"));
    m_origin->setElideMode(Qt::ElideMiddle);
    m_approval = new Label(theme(), TextStyle::Body, Tone::Secondary, {}, part);
    m_approval->setObjectName(QStringLiteral("policyApproval"));
    m_approval->setWordWrap(true);
    column->addWidget(m_origin);
    column->addWidget(m_approval);
    auto *lists = new QHBoxLayout;
    lists->setSpacing(20);
    const auto list = [&](Label *&title, LineList *&lines, const QString &name) {
        auto *one = new QVBoxLayout;
        one->setSpacing(2);
        title = heading({}, part);
        title->setElideMode(Qt::ElideRight);
        lines = new LineList(theme(), name, {}, part);
        one->addWidget(title);
        one->addWidget(lines);
        one->addStretch();
        lists->addLayout(one, 1);
    };
    list(m_criticalTitle, m_critical, QStringLiteral("criticalModules"));
    list(m_deferrableTitle, m_deferrable, QStringLiteral("deferrableModules"));
    column->addSpacing(6);
    column->addLayout(lists);
    return part;
}

QWidget *DecisionRulesDialog::makeTester(QWidget *parent)
{
    auto *part = new QWidget(parent);
    auto *column = new QVBoxLayout(part);
    column->setContentsMargins(0, 8, 0, 0);
    column->setSpacing(12);
    column->addWidget(heading(tr("Try it: what would be decided about this?"), part));
    m_fields = new NoticeFields(theme(), true, part);
    column->addWidget(m_fields);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    m_decision = new Tag(theme(), StateKind::Info, {}, part);
    m_decision->setObjectName(QStringLiteral("testerDecision"));
    m_reason = new Label(theme(), TextStyle::Body, Tone::Secondary, {}, part);
    m_reason->setObjectName(QStringLiteral("testerReason"));
    m_reason->setWordWrap(true);
    row->addWidget(m_decision);
    row->addWidget(m_reason, 1);
    column->addLayout(row);
    m_trace = new RuleTraceView(theme(), QStringLiteral("testerTrace"), part);
    column->addWidget(m_trace);
    connect(m_fields, &NoticeFields::changed, this, &DecisionRulesDialog::ask);
    return part;
}

void DecisionRulesDialog::watch(const InstanceId &id)
{
    m_feed.reset();
    if (Instance *instance = m_instances.find(id)) {
        m_feed = std::make_unique<PolicyFeed>(instance->engine());
        connect(m_feed.get(), &PolicyFeed::changed, this, &DecisionRulesDialog::showPolicy);
        connect(m_feed.get(), &PolicyFeed::explained, this, &DecisionRulesDialog::showTrace);
        m_feed->read();
        ask();
    }
}

void DecisionRulesDialog::ask()
{
    if (m_feed) {
        m_feed->ask(m_fields->isValid() ? std::optional(m_fields->form().notice()) : std::nullopt);
    }
}

QList<TextLine> DecisionRulesDialog::linesOf(const QStringList &modules)
{
    constexpr qsizetype kMost = 40; // a policy may have ten thousand
    QList<TextLine> lines;
    for (const QString &module : modules.mid(0, kMost)) {
        TextLine line;
        line.text = module;
        line.fixedWidth = true;
        lines.append(line);
    }
    if (modules.size() > kMost) {
        TextLine line;
        line.text = tr("%n more", "modules", static_cast<int>(modules.size() - kMost));
        line.quiet = true;
        lines.append(line);
    }
    return lines;
}

void DecisionRulesDialog::showPolicy()
{
    const bool known = m_feed && m_feed->policy();
    for (QWidget *widget : std::initializer_list<QWidget *>{m_origin, m_approval, m_criticalTitle, m_critical,
                                                            m_deferrableTitle, m_deferrable}) {
        widget->setVisible(known);
    }
    if (!known) {
        m_problem->setKind(StateKind::Critical);
        m_problem->setText(m_feed && !m_feed->problem().isEmpty()
                               ? tr("The rules could not be read. %1").arg(m_feed->problem())
                               : QString());
        fitBody();
        return;
    }
    const client::PolicyInfo &policy = *m_feed->policy();
    m_problem->setKind(StateKind::Attention);
    m_problem->setText(
        policy.problem.isEmpty()
            ? QString()
            : tr("The file as it is now was refused: %1. The rules below are the last good ones.").arg(policy.problem));
    m_origin->setText(policy.origin.isEmpty() ? tr("Built-in rules") : policy.origin);
    m_approval->setText(approvalWords(policy.approval));
    const auto show = [](Label *title, LineList *list, const QString &words, const QStringList &modules) {
        title->setText(words);
        list->setAccessibleName(words);
        list->setLines(linesOf(modules));
        list->setVisible(!modules.isEmpty());
    };
    show(m_criticalTitle, m_critical,
         tr("%n critical modules: restart now", nullptr, static_cast<int>(policy.criticalModules.size())),
         policy.criticalModules);
    show(m_deferrableTitle, m_deferrable,
         tr("%n deferrable modules: can wait", nullptr, static_cast<int>(policy.deferrableModules.size())),
         policy.deferrableModules);
    fitBody();
}

void DecisionRulesDialog::showTrace()
{
    const bool known = m_feed && m_feed->trace();
    m_decision->setVisible(known);
    m_trace->setVisible(known);
    if (known) {
        const client::DecisionTrace &trace = *m_feed->trace();
        const TagText tag = UpdateTexts::decision(trace.decision);
        m_decision->set(tag.kind, tag.text);
        m_reason->setText(trace.needsApproval && trace.decision != client::Decision::Ignore
                              ? tr("%1; an operator approves it.").arg(trace.reason)
                              : tr("%1.").arg(trace.reason));
        m_trace->setLines(RuleTrace::lines(trace));
    } else if (m_feed && m_feed->traceError()) {
        m_reason->setText(ErrorTexts::sentence(*m_feed->traceError()));
    } else {
        m_reason->setText(tr("Name a service and a module to see which rule matches. Nothing is reported."));
    }
    fitBody();
}

void DecisionRulesDialog::fitBody()
{
    const int room = parentWidget() ? parentWidget()->window()->height() - kFromEdges - heightWithoutBody() : 480;
    m_scroll->setLargestHeight(std::max(room, theme().scaled(160)));
    adjustSize();
}

void DecisionRulesDialog::showEvent(QShowEvent *event)
{
    fitBody();
    DialogFrame::showEvent(event);
}

} // namespace lamplighter::ui
