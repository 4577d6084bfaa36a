#include "ui/models/notice_form.h"

#include <QRegularExpression>

#include <algorithm>

namespace lamplighter::ui {
namespace {

// The engine's limits (client::Notice).
constexpr qsizetype kLongestService = 200;
constexpr qsizetype kMostModules = 1000;
constexpr qsizetype kLongestModule = 300;
constexpr qsizetype kLongestDescription = 4000;

QStringList modulesOf(const QString &text)
{
    static const QRegularExpression separators(QStringLiteral("[\\s,;]+"));
    return text.split(separators, Qt::SkipEmptyParts);
}

} // namespace

client::Notice NoticeForm::notice() const
{
    client::Notice notice;
    notice.service = service.trimmed();
    notice.changeType = change;
    notice.modules = modulesOf(modules);
    notice.severity = severity;
    notice.description = description.trimmed();
    notice.version = version.trimmed();
    return notice;
}

bool NoticeForm::isEmpty() const
{
    return service.trimmed().isEmpty() && modules.trimmed().isEmpty();
}

QMap<QString, QString> NoticeForms::problems(const NoticeForm &form)
{
    const client::Notice notice = form.notice();
    QMap<QString, QString> problems;
    const auto wrong = [&](const QString &field, const QString &why) { problems.insert(field, why); };
    if (notice.service.isEmpty()) {
        wrong(QStringLiteral("service"), tr("Name the service"));
    } else if (notice.service.size() > kLongestService) {
        wrong(QStringLiteral("service"), tr("At most %n characters", nullptr, static_cast<int>(kLongestService)));
    }
    if (notice.modules.isEmpty()) {
        wrong(QStringLiteral("modules"), tr("Name at least one module"));
    } else if (notice.modules.size() > kMostModules) {
        wrong(QStringLiteral("modules"), tr("At most %n modules", nullptr, static_cast<int>(kMostModules)));
    } else if (std::any_of(notice.modules.cbegin(), notice.modules.cend(),
                           [](const QString &module) { return module.size() > kLongestModule; })) {
        wrong(QStringLiteral("modules"),
              tr("At most %n characters for each module", nullptr, static_cast<int>(kLongestModule)));
    }
    if (notice.description.size() > kLongestDescription) {
        wrong(QStringLiteral("description"),
              tr("At most %n characters", nullptr, static_cast<int>(kLongestDescription)));
    }
    return problems;
}

QString NoticeForms::fieldOf(const Error &error)
{
    // "modules[3]" is about the modules; a wire name may differ from the field's.
    const QString field = error.field.section(u'[', 0, 0).section(u'.', 0, 0);
    if (field == u"service_name") {
        return QStringLiteral("service");
    }
    return field == u"affected_modules" ? QStringLiteral("modules") : field;
}

} // namespace lamplighter::ui
