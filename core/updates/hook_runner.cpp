#include "core/updates/hook_runner.h"

#include "core/base/json_reader.h"
#include "core/base/printable.h"
#include "core/base/strict_json.h"
#include "core/updates/hook_jobs.h"

#include <QJsonDocument>
#include <QNetworkProxy>

#include <algorithm>
#include <limits>

namespace lamplighter::updates {

using watchdog::ProbeResult;

namespace {

constexpr qsizetype kLongestWords = 500; // characters
constexpr qsizetype kMostSaved = 1'000;

/// One line of it, fit to be shown.
QString shown(const QString &text)
{
    QString out = printable(text).simplified();
    if (out.size() > kLongestWords) {
        out = printable(out.left(kLongestWords - 1)) + QChar(0x2026);
    }
    return out;
}

/// Programs say last what mattered.
QString lastLine(const QByteArray &text)
{
    const QByteArray trimmed = text.trimmed();
    return shown(QString::fromUtf8(trimmed.mid(trimmed.lastIndexOf('\n') + 1)));
}

QJsonObject::const_iterator findText(const QJsonObject &object)
{
    for (const char *key : {"detail", "message"}) {
        const auto found = object.constFind(QLatin1StringView(key));
        if (found != object.constEnd() && found->isString() && !found->toString().isEmpty()) {
            return found;
        }
    }
    return object.constEnd();
}

/// Fills `answer` from what the hook says, and returns what of it makes no sense.
QString readObject(const QJsonObject &object, HookAnswer *answer)
{
    JsonReader saved(object); // one reader each: a fault in one does not spoil the other
    const QStringList list = saved.stringList("saved_state");
    for (const QString &entry : list.first(std::min(list.size(), kMostSaved))) {
        answer->savedState.append(shown(entry));
    }
    JsonReader counts(object);
    const std::optional<qint64> count = counts.optionalInteger("in_flight");
    counts.require(!count || (*count >= 0 && *count <= std::numeric_limits<int>::max()), "in_flight",
                   QStringLiteral("in_flight must be a whole number from 0"));
    if (!counts.ok()) {
        return counts.error().message;
    }
    if (count) {
        answer->inFlight = static_cast<int>(*count);
    }
    return saved.ok() ? QString() : saved.error().message;
}

QProcessEnvironment environmentFor(const HookCall &call, QProcessEnvironment environment)
{
    const std::pair<const char *, QString> variables[] = {{"LAMPLIGHTER_UNIT", call.unit},
                                                          {"LAMPLIGHTER_UPDATE_STEP", call.step},
                                                          {"LAMPLIGHTER_UPDATE_SERVICE", call.service},
                                                          {"LAMPLIGHTER_UPDATE_VERSION", call.version},
                                                          {"LAMPLIGHTER_UPDATE_REASON", call.reason}};
    for (auto [name, value] : variables) {
        environment.insert(QString::fromLatin1(name), value.remove(QChar(0)));
    }
    return environment;
}

} // namespace

HookAnswer hookAnswerOf(const ProbeResult &result, const HookOutput &output)
{
    HookAnswer answer;
    answer.ok = result.ok;
    answer.took = result.took;
    QString words;
    const QByteArray text = output.text.trimmed();
    if (text.startsWith('{')) {
        const Result<QJsonObject> object = parseStrictJsonObject(text);
        QString fault = object ? readObject(*object, &answer) : object.error().message;
        if (object && fault.isEmpty()) {
            const auto found = findText(*object);
            words = found == object->constEnd() ? QString() : shown(found->toString());
        } else {
            words = QStringLiteral("its answer was not understood: ") + shown(fault);
        }
    } else if (!text.startsWith('<')) { // nobody wants to read a page of HTML here
        words = lastLine(text);
    }
    if (const QString error = lastLine(output.errors); !error.isEmpty() && (!result.ok || words.isEmpty())) {
        words = error;
    }
    answer.detail = words.isEmpty() ? result.detail : QString(result.detail + QStringLiteral(": ") + words);
    return answer;
}

HookRunner::HookRunner(Units &units, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_units(units)
    , m_clock(clock)
{
    // A unit is asked at its own address; a proxy of the environment would answer for it.
    m_network.setProxy(QNetworkProxy(QNetworkProxy::NoProxy));
    m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
}

HookRunner::~HookRunner()
{
    const QList<watchdog::ProbeJob *> jobs = findChildren<watchdog::ProbeJob *>(Qt::FindDirectChildrenOnly);
    for (watchdog::ProbeJob *job : jobs) {
        job->cancel();
    }
    watchdog::collectChildren(*this);
}

std::unique_ptr<watchdog::ProbeRun> HookRunner::run(const watchdog::Hook &hook, const HookCall &call, Duration timeout,
                                                    QObject *context, Done done)
{
    const auto output = std::make_shared<HookOutput>();
    watchdog::ProbeJob *job = nullptr;
    if (const auto *http = std::get_if<watchdog::HttpHook>(&hook)) {
        job = new HttpHookJob(http->url, QJsonDocument(call.body).toJson(QJsonDocument::Compact), output, m_network,
                              m_clock, timeout, this);
    } else if (const auto *command = std::get_if<watchdog::CommandHook>(&hook)) {
        watchdog::ProbePlace place = m_units.place(call.unit);
        place.environment = environmentFor(call, place.environment);
        job = new CommandHookJob(command->command, place, output, m_clock, timeout, this);
    } else if (const auto *signal = std::get_if<watchdog::SignalHook>(&hook)) {
        job = new SignalHookJob(call.unit, signal->signal, m_units, m_clock, timeout, this);
    } else {
        job = new NoHookJob(m_clock, timeout, this);
    }
    job->start(context,
               [output, done = std::move(done)](const ProbeResult &result) { done(hookAnswerOf(result, *output)); });
    return std::make_unique<watchdog::ProbeRun>(job);
}

} // namespace lamplighter::updates
