#include "core/updates/version_reader.h"

#include "core/base/printable.h"
#include "core/updates/hook_jobs.h"

#include <QStringDecoder>

namespace lamplighter::updates {

namespace {

Error noVersion(const QString &why)
{
    return {ErrorCode::Corrupt, QStringLiteral("the version command %1").arg(why), QStringLiteral("update.version")};
}

} // namespace

Result<QString> versionIn(const QByteArray &output)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = QString(decoder(output)).trimmed();
    if (decoder.hasError()) {
        return noVersion(QStringLiteral("printed what is not UTF-8 text"));
    }
    if (text.isEmpty()) {
        return noVersion(QStringLiteral("printed nothing"));
    }
    if (text.contains(u'\n')) {
        return noVersion(QStringLiteral("printed more than one line"));
    }
    if (text.size() > VersionReader::kLongest) {
        return noVersion(QStringLiteral("printed more than %1 characters").arg(VersionReader::kLongest));
    }
    if (printable(text) != text) {
        return noVersion(QStringLiteral("printed characters that cannot be shown"));
    }
    return text;
}

VersionReader::VersionReader(const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
{}

VersionReader::~VersionReader()
{
    const QList<watchdog::ProbeJob *> jobs = findChildren<watchdog::ProbeJob *>(Qt::FindDirectChildrenOnly);
    for (watchdog::ProbeJob *job : jobs) {
        job->cancel();
    }
    watchdog::collectChildren(*this);
}

std::unique_ptr<watchdog::ProbeRun> VersionReader::read(const QStringList &command, const watchdog::ProbePlace &place,
                                                        Duration timeout, QObject *context,
                                                        std::function<void(Result<QString>)> done)
{
    const auto output = std::make_shared<HookOutput>();
    auto *job = new CommandHookJob(command, place, output, m_clock, timeout, this);
    job->start(context, [output, done = std::move(done)](const watchdog::ProbeResult &result) {
        if (result.ok) {
            done(versionIn(output->text));
            return;
        }
        const QString why = hookAnswerOf(result, {{}, output->errors}).detail;
        done(Error{ErrorCode::Unavailable, QStringLiteral("the version command failed: %1").arg(why),
                   QStringLiteral("update.version")});
    });
    return std::make_unique<watchdog::ProbeRun>(job);
}

} // namespace lamplighter::updates
