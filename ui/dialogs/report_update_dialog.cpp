#include "ui/dialogs/report_update_dialog.h"

#include "ui/models/error_texts.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace lamplighter::ui {

ReportUpdateDialog::ReportUpdateDialog(Theme &theme, Instances &instances, QWidget *parent)
    : DialogFrame(theme, QStringLiteral("reportUpdateDialog"), tr("Report an update"), parent)
    , m_instances(instances)
    , m_fields(new NoticeFields(theme, false, this))
    , m_refusal(new NoticeBox(theme, StateKind::Critical, {}, QStringLiteral("reportRefusal"), this))
    , m_send(new Button(theme, ButtonKind::Filled, {}, QStringLiteral("reportConfirm"), this))
{
    setTabsAsRead();
    setIntroduction(tr("The policy decides about it, as about a notice of your pipeline. Nothing restarts because of "
                       "the report alone, unless the policy says so."));
    for (Instance *one : instances.inScope()) {
        if (one->engine().offersUpdates().value_or(false)) {
            m_choices.append(one->id());
        }
    }
    if (m_choices.size() > 1) {
        m_where = new ComboField(theme, QStringLiteral("reportInstance"), tr("Instance"), this);
        for (int i = 0; i < m_choices.size(); ++i) {
            m_where->addChoice(i, instances.find(m_choices.at(i))->name());
        }
        auto *row = new FormRow(theme, tr("&Instance"), this);
        row->addField(QStringLiteral("instance"), m_where);
        row->addStretch();
        body()->addWidget(row);
        connect(m_where, &QComboBox::currentIndexChanged, this, &ReportUpdateDialog::refresh);
    }
    body()->addWidget(m_fields);
    body()->addWidget(m_refusal);
    auto *cancel = new Button(theme, ButtonKind::Default, tr("Do not report"), QStringLiteral("cancelButton"), this);
    for (Button *button : {cancel, m_send}) {
        button->setLarge(true);
    }
    footer()->addStretch();
    footer()->addWidget(cancel);
    footer()->addWidget(m_send);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_send, &QPushButton::clicked, this, &ReportUpdateDialog::send);
    connect(m_fields, &NoticeFields::submitted, this, &ReportUpdateDialog::send);
    connect(m_fields, &NoticeFields::changed, this, [this] {
        m_refusal->setText({});
        refresh();
    });
    connect(&instances, &Instances::changed, this, &ReportUpdateDialog::refresh);
    refresh();
    m_fields->firstField()->setFocus();
}

Instance *ReportUpdateDialog::instance() const
{
    const int at = m_where ? m_where->chosen() : 0;
    return at < m_choices.size() ? m_instances.find(m_choices.at(at)) : nullptr;
}

void ReportUpdateDialog::refresh()
{
    const Instance *to = instance();
    m_send->setText(m_busy ? tr("Reporting…") : tr("Report update"));
    m_send->setAccessibleName(m_send->text());
    Availability availability = to ? Availabilities::toAct(to->picture().standing())
                                   : Availability::off(tr("There is no connection to an engine"));
    if (availability.enabled && m_busy) {
        availability = Availability::off(tr("The report is on its way"));
    }
    m_send->setAvailability(availability);
}

void ReportUpdateDialog::send()
{
    Instance *to = instance();
    if (!to || m_busy || !m_send->isEnabled()) {
        return;
    }
    if (!m_fields->isValid()) {
        m_fields->showAllProblems();
        return;
    }
    m_busy = true;
    m_refusal->setText({});
    refresh();
    to->engine().notifyUpdate(m_fields->form().notice(), this,
                              [this](const Result<client::NoticeAnswer> &answer) { answered(answer); });
}

void ReportUpdateDialog::answered(const Result<client::NoticeAnswer> &answer)
{
    m_busy = false;
    refresh();
    if (!answer) {
        const QString field = NoticeForms::fieldOf(answer.error());
        if (field.isEmpty()) {
            m_refusal->setText(tr("It was not reported. %1").arg(ErrorTexts::sentence(answer.error())));
        } else {
            m_fields->showProblem(field, answer.error().message);
        }
        return;
    }
    if (const Instance *to = instance()) {
        Q_EMIT reported(to->id(), *answer);
    }
    accept();
}

} // namespace lamplighter::ui
