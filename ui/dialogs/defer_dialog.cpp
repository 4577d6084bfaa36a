#include "ui/dialogs/defer_dialog.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace lamplighter::ui {
namespace {

const QString kDate = QStringLiteral("date");
const QString kTime = QStringLiteral("time");
const QString kDateFormat = QStringLiteral("yyyy-MM-dd");
const QString kTimeFormat = QStringLiteral("HH:mm");

} // namespace

DeferDialog::DeferDialog(Theme &theme, const QString &subject, const Viewpoint &when, QWidget *parent)
    : DialogFrame(theme, QStringLiteral("deferDialog"), tr("Ask again about %1").arg(subject), parent)
    , m_when(when)
    , m_date(new TextField(theme, QStringLiteral("deferDate"), tr("Date"), this))
    , m_time(new TextField(theme, QStringLiteral("deferTime"), tr("Time"), this))
    , m_row(new FormRow(theme, tr("&Not before"), this))
    , m_summary(new Label(theme, TextStyle::Small, Tone::Secondary, {}, this))
    , m_defer(new Button(theme, ButtonKind::Filled, tr("Defer"), QStringLiteral("confirmDefer"), this))
{
    setTabsAsRead();
    setIntroduction(tr("It goes on as it is until then, and waits for your answer again."));
    const QDateTime morning = toLocal(when.now, when.zone).addDays(1);
    m_date->setCharacters(12);
    m_date->setText(morning.toString(kDateFormat));
    m_time->setCharacters(7);
    m_time->setText(QStringLiteral("06:00"));
    m_row->addField(kDate, m_date);
    m_row->addWords(tr("at", "date at time"));
    m_row->addField(kTime, m_time);
    m_row->addStretch();
    m_row->setHint(tr("As 2026-11-23 and 06:00, in the time zone of this workstation."));
    m_summary->setObjectName(QStringLiteral("deferSummary"));
    body()->addWidget(m_row);
    body()->addWidget(m_summary);
    auto *cancel = new Button(theme, ButtonKind::Default, tr("Keep it waiting"), QStringLiteral("cancelButton"), this);
    for (Button *button : {cancel, m_defer}) {
        button->setLarge(true);
    }
    footer()->addStretch();
    footer()->addWidget(cancel);
    footer()->addWidget(m_defer);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    const auto confirm = [this] {
        if (const std::optional<WallTime> time = until()) {
            Q_EMIT picked(*time);
            accept();
        }
    };
    connect(m_defer, &QPushButton::clicked, this, confirm);
    for (TextField *field : {m_date, m_time}) {
        connect(field, &QLineEdit::textChanged, this, &DeferDialog::refresh);
        connect(field, &QLineEdit::returnPressed, this, confirm);
    }
    refresh();
    m_date->setFocus();
    m_date->selectAll();
}

std::optional<WallTime> DeferDialog::until() const
{
    const QDate date = QDate::fromString(m_date->text().trimmed(), kDateFormat);
    const QTime time = QTime::fromString(m_time->text().trimmed(), kTimeFormat);
    return date.isValid() && time.isValid() ? DeferChoices::picked(QDateTime(date, time), m_when) : std::nullopt;
}

void DeferDialog::refresh()
{
    const bool date = QDate::fromString(m_date->text().trimmed(), kDateFormat).isValid();
    const bool time = QTime::fromString(m_time->text().trimmed(), kTimeFormat).isValid();
    const std::optional<WallTime> chosen = until();
    m_row->setTrouble(kDate, {date ? QString() : tr("Write the date as year-month-day")});
    m_row->setTrouble(kTime, {!time             ? tr("Write the time as hours:minutes")
                              : date && !chosen ? tr("That is over already")
                                                : QString()});
    m_summary->setText(chosen ? tr("%1, in %2.", "date, span")
                                    .arg(TimeTexts::exact(*chosen, m_when), TimeTexts::span(*chosen - m_when.now))
                              : QString());
    m_defer->setAvailability(chosen ? Availability{} : Availability::off(tr("Give a date and a time to come")));
}

} // namespace lamplighter::ui
