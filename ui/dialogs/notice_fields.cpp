#include "ui/dialogs/notice_fields.h"

#include "ui/models/update_texts.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace lamplighter::ui {
namespace {

const QString kService = QStringLiteral("service");
const QString kModules = QStringLiteral("modules");
const QString kChange = QStringLiteral("change_type");
const QString kSeverity = QStringLiteral("severity");
const QString kDescription = QStringLiteral("description");
const QString kVersion = QStringLiteral("version");

} // namespace

NoticeFields::NoticeFields(Theme &theme, bool brief, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_service(new TextField(theme, QStringLiteral("noticeService"), tr("Service"), this))
    , m_modules(new TextField(theme, QStringLiteral("noticeModules"), tr("Modules"), this))
    , m_change(new ComboField(theme, QStringLiteral("noticeChange"), tr("What changed"), this))
    , m_severity(new ComboField(theme, QStringLiteral("noticeSeverity"), tr("Severity"), this))
    , m_description(new TextField(theme, QStringLiteral("noticeDescription"), tr("Description"), this))
    , m_version(new TextField(theme, QStringLiteral("noticeVersion"), tr("Version"), this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    m_modules->setFixedWidthFont();
    m_modules->setPlaceholderText(QStringLiteral("src.api.routes, src.api.auth"));
    addRow(tr("&Service"), kService, m_service);
    FormRow *modules = addRow(tr("&Modules"), kModules, m_modules);
    modules->setHint(tr("Separated by commas or blanks."));
    addChoices(brief);
    if (brief) {
        m_description->hide();
        m_version->hide();
    } else {
        addRow(tr("&Description"), kDescription, m_description);
        m_version->setPlaceholderText(tr("the newest there is"));
        addRow(tr("&Version"), kVersion, m_version);
    }
    const auto listen = [this](TextField *field, const QString &id) {
        connect(field, &QLineEdit::textChanged, this, [this, id] { fieldChanged(id); });
        connect(field, &QLineEdit::returnPressed, this, &NoticeFields::submitted);
    };
    listen(m_service, kService);
    listen(m_modules, kModules);
    listen(m_description, kDescription);
    listen(m_version, kVersion);
    connect(m_change, &QComboBox::currentIndexChanged, this, [this] { fieldChanged(kChange); });
    connect(m_severity, &QComboBox::currentIndexChanged, this, [this] { fieldChanged(kSeverity); });
}

FormRow *NoticeFields::addRow(const QString &title, const QString &id, QWidget *field)
{
    auto *row = new FormRow(m_theme, title, this);
    row->addField(id, field, 1);
    m_rows.insert(id, row);
    layout()->addWidget(row);
    return row;
}

void NoticeFields::addChoices(bool brief)
{
    using client::ChangeType;
    using client::UpdateSeverity;
    for (const ChangeType type : {ChangeType::Code, ChangeType::Config, ChangeType::Dependency, ChangeType::Data}) {
        m_change->addChoice(static_cast<int>(type), UpdateTexts::change(type));
    }
    for (const UpdateSeverity severity :
         {UpdateSeverity::Critical, UpdateSeverity::High, UpdateSeverity::Medium, UpdateSeverity::Low}) {
        m_severity->addChoice(static_cast<int>(severity), UpdateTexts::severity(severity));
    }
    m_severity->choose(static_cast<int>(UpdateSeverity::Medium));
    auto *row = new FormRow(m_theme, brief ? tr("&Change") : tr("&What changed"), this);
    row->addField(kChange, m_change);
    row->addWords(tr("of severity"));
    row->addField(kSeverity, m_severity);
    row->addStretch();
    m_rows.insert(kChange, row);
    m_rows.insert(kSeverity, row);
    layout()->addWidget(row);
}

NoticeForm NoticeFields::form() const
{
    return {m_service->text(),
            m_modules->text(),
            static_cast<client::ChangeType>(m_change->chosen()),
            static_cast<client::UpdateSeverity>(m_severity->chosen()),
            m_description->text(),
            m_version->text()};
}

void NoticeFields::fieldChanged(const QString &id)
{
    m_touched.insert(id);
    m_said.remove(id);
    showProblems();
    Q_EMIT changed();
}

void NoticeFields::showAllProblems()
{
    for (const QString &id : m_rows.keys()) {
        m_touched.insert(id);
    }
    showProblems();
}

void NoticeFields::showProblem(const QString &field, const QString &sentence)
{
    m_said.insert(m_rows.contains(field) ? field : kService, sentence);
    showProblems();
}

void NoticeFields::showProblems()
{
    const QMap<QString, QString> problems = NoticeForms::problems(form());
    for (auto row = m_rows.cbegin(); row != m_rows.cend(); ++row) {
        const QString own = m_touched.contains(row.key()) ? problems.value(row.key()) : QString();
        row.value()->setTrouble(row.key(), {own.isEmpty() ? m_said.value(row.key()) : own});
    }
}

} // namespace lamplighter::ui
