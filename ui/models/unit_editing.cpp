#include "ui/models/unit_editing.h"

#include "core/base/ids.h"
#include "ui/models/command_line.h"
#include "ui/models/error_texts.h"
#include "ui/models/unit_suggestions.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace lamplighter::ui {

using namespace Qt::StringLiterals;

namespace {

ProbeForm portProbe(int port)
{
    return {ProbeKind::Tcp, u':' + QString::number(port)};
}

QString asSentence(QString text)
{
    if (!text.isEmpty()) {
        text[0] = text.at(0).toUpper();
    }
    return text;
}

} // namespace

UnitEditing::UnitEditing(client::Engine &engine, std::optional<client::UnitDetail> editing, QStringList otherUnits,
                         QObject *parent)
    : QObject(parent)
    , m_engine(engine)
    , m_editing(std::move(editing))
    , m_otherUnits(std::move(otherUnits))
    , m_original(m_editing ? m_editing->spec : QJsonObject())
    , m_before(unitFormOf(m_editing ? m_editing->status.name : QString(), m_original))
    , m_form(m_before)
    , m_feed(engine)
{
    connect(&m_feed, &UnitCheckFeed::answered, this, [this] {
        if (!m_feed.check().spec.isEmpty()) {
            m_checked = m_feed.check().spec;
        }
        Q_EMIT changed();
    });
    ask();
}

void UnitEditing::ask()
{
    QJsonObject asked = spec();
    if (!asked.contains(u"command")) {
        // Before there is a command, the engine can still tell its defaults; that a command is missing is said here.
        asked.insert(u"command"_s, QJsonArray{u"true"_s});
    }
    m_feed.ask(isValidUnitName(m_form.name) ? m_form.name : u"new"_s, asked, !isNew());
}

void UnitEditing::change(const UnitForm &form)
{
    if (form == m_form) {
        return;
    }
    const UnitForm old = std::exchange(m_form, form);
    m_refusal.reset();
    if (isNew()) {
        if (old.name != m_form.name) {
            touch(u"name"_s);
        }
        if (m_suggestedPort && (m_form.health != old.health || m_form.ready != old.ready)) {
            m_dismissedPort = m_suggestedPort; // changed by hand: it is the operator's now
            m_suggestedPort.reset();
        }
        if (old.command != m_form.command) {
            suggest();
        }
    }
    ask();
    Q_EMIT changed();
}

void UnitEditing::touch(const QString &field)
{
    if (!m_touched.contains(field)) {
        m_touched.insert(field);
        Q_EMIT changed();
    }
}

void UnitEditing::suggest()
{
    const CommandLine::Words command = CommandLine::split(m_form.command);
    if (command.fault) {
        return; // half typed
    }
    const UnitForm before = m_form;
    if (!m_touched.contains(u"name"_s)) {
        m_form.name = UnitSuggestions::name(command.words, m_otherUnits);
    }
    const std::optional<int> port = UnitSuggestions::port(command.words);
    const bool ours = m_suggestedPort && m_form.health == portProbe(*m_suggestedPort);
    const bool free = m_form.health.kind == ProbeKind::None && m_form.ready.kind == ProbeKind::None;
    if ((ours || free) && port != m_suggestedPort && (!port || port != m_dismissedPort)) {
        m_suggestedPort = port;
        m_form.health = m_form.ready = port ? portProbe(*port) : ProbeForm{};
    }
    if (m_form != before) {
        Q_EMIT formFilled();
    }
}

QString UnitEditing::suggestion() const
{
    return m_suggestedPort ? tr("Suggested from the command: it counts as started once port %1 answers, and is "
                                "restarted when the port stops answering.")
                                 .arg(*m_suggestedPort)
                           : QString();
}

void UnitEditing::dismissSuggestion()
{
    if (!m_suggestedPort) {
        return;
    }
    m_dismissedPort = std::exchange(m_suggestedPort, std::nullopt);
    m_form.health = m_form.ready = ProbeForm{};
    Q_EMIT formFilled();
    ask();
    Q_EMIT changed();
}

std::optional<UnitEditing::Problem> UnitEditing::localProblem(const QString &field) const
{
    if (field == u"command") {
        const CommandLine::Words words = CommandLine::split(m_form.command);
        if (words.fault) {
            return Problem{words.fault->message, false};
        }
        if (words.words.isEmpty()) {
            return Problem{tr("Give the command that starts it"), false};
        }
    }
    if (field == u"name") {
        if (m_form.name.isEmpty()) {
            return Problem{tr("Give it a name"), false};
        }
        if (!isValidUnitName(m_form.name)) {
            return Problem{tr("Use 1 to 64 letters, digits, and _ . @ -, not starting with . or -"), false};
        }
        if (isNew() && m_otherUnits.contains(m_form.name)) {
            return Problem{tr("There is a unit named %1 already").arg(m_form.name), false};
        }
    }
    return field == u"environment" ? environmentProblem() : std::nullopt;
}

std::optional<UnitEditing::Problem> UnitEditing::environmentProblem() const
{
    QSet<QString> seen;
    for (const VariableForm &variable : m_form.environment) {
        const QString key = variable.key.trimmed();
        if (key.isEmpty()) {
            return Problem{tr("The value “%1” has no name").arg(variable.value), false};
        }
        if (seen.contains(key)) {
            return Problem{tr("%1 is given twice").arg(key), false};
        }
        seen.insert(key);
    }
    return std::nullopt;
}

UnitEditing::Problem UnitEditing::told(const client::UnitProblem &problem) const
{
    QString message = problem.message;
    if (message.startsWith(problem.field + u' ')) {
        message = message.mid(problem.field.size() + 1);
    }
    if (problem.field.startsWith(u"environment.")) {
        return {problem.field.section(u'.', 1) + u' ' + message, problem.warning};
    }
    return {asSentence(message), problem.warning};
}

std::optional<UnitEditing::Problem> UnitEditing::problemOf(const QString &field) const
{
    if (std::optional<Problem> local = localProblem(field)) {
        return local;
    }
    if (m_refusal && fieldOfKey(m_refusal->field, m_form.name) == field) {
        return told(*m_refusal);
    }
    std::optional<Problem> warning;
    for (const client::UnitProblem &problem : m_feed.check().problems) {
        const bool here = problem.field == field || fieldOfKey(problem.field, m_form.name) == field;
        if (here && !problem.warning) {
            return told(problem);
        }
        if (here && !warning) {
            warning = told(problem);
        }
    }
    return warning;
}

std::optional<UnitEditing::Problem> UnitEditing::problem(const QString &field) const
{
    // A form that nobody has filled in yet is not full of faults.
    return isNew() && !m_touched.contains(field) ? std::nullopt : problemOf(field);
}

QList<UnitEditing::Problem> UnitEditing::otherProblems() const
{
    QList<Problem> result;
    const auto add = [&](const client::UnitProblem &problem) {
        if (problem.field != u"name" && fieldOfKey(problem.field, m_form.name).isEmpty()) {
            const QString subject = problem.field.isEmpty() ? QString() : problem.field + u' ';
            const bool repeats = problem.message.startsWith(subject);
            result.append({repeats ? problem.message : subject + problem.message, problem.warning});
        }
    };
    if (m_refusal) {
        add(*m_refusal);
    }
    for (const client::UnitProblem &problem : m_feed.check().problems) {
        add(problem);
    }
    return result;
}

QString UnitEditing::defaultOf(const QString &field) const
{
    QJsonValue value = m_checked;
    const QStringList parts = field.split(u'.');
    for (const QString &part : parts) {
        value = value.toObject().value(part);
    }
    return value.isDouble() ? QString::number(value.toInt()) : value.toString();
}

QString UnitEditing::specText() const
{
    return QString::fromUtf8(QJsonDocument(spec()).toJson(QJsonDocument::Indented));
}

bool UnitEditing::hasChanges() const
{
    return m_form != m_before;
}

bool UnitEditing::isRunning() const
{
    return m_editing && m_editing->status.pid != 0;
}

bool UnitEditing::wouldRestart() const
{
    const bool checked = m_feed.isCurrent() && !m_feed.check().spec.isEmpty();
    return isRunning() && needsRestart(m_original, checked ? m_feed.check().spec : spec());
}

Availability UnitEditing::toSave() const
{
    if (m_busy) {
        return Availability::off(tr("The engine has not answered yet"));
    }
    if (const QString reason = readOnlyReason(); !reason.isEmpty()) {
        return Availability::off(reason);
    }
    if (!isNew() && !hasChanges()) {
        return Availability::off(tr("Nothing has changed yet"));
    }
    for (const QString &field : unitFields()) {
        if (const std::optional<Problem> problem = problemOf(field); problem && !problem->warning) {
            return Availability::off(tr("%1: %2", "field: what is wrong").arg(title(field), problem->message));
        }
    }
    for (const Problem &problem : otherProblems()) {
        if (!problem.warning && !m_refusal) { // what was refused for another reason may be tried again
            return Availability::off(problem.message);
        }
    }
    return {};
}

QString UnitEditing::saveText() const
{
    if (isNew()) {
        return m_busy ? tr("Adding…") : tr("Add process");
    }
    if (m_busy) {
        return tr("Saving…");
    }
    return wouldRestart() ? tr("Save and restart") : tr("Save changes");
}

QString UnitEditing::notice() const
{
    if (isNew() || !hasChanges()) {
        return {};
    }
    const QString &name = m_form.name;
    if (wouldRestart()) {
        return tr("Saving restarts %1, so that it runs with the change.").arg(name);
    }
    return isRunning() ? tr("Takes effect at once. %1 goes on running.").arg(name)
                       : tr("Takes effect at the next start.");
}

QString UnitEditing::readOnlyReason() const
{
    return m_editing && m_editing->status.readOnly
               ? tr("%1 comes from a unit file that only its owner changes").arg(m_form.name)
               : QString();
}

Availability UnitEditing::toStartNow() const
{
    return m_form.autostart ? Availability::off(tr("What starts with the engine starts as soon as it is added"))
                            : Availability{};
}

void UnitEditing::save(bool startNow)
{
    if (!toSave().enabled) {
        return;
    }
    m_busy = true;
    m_refusal.reset();
    const auto done = [this, start = startNow && isNew() && !m_form.autostart](
                          const Result<client::UnitStatus> &answer) { finishSaving(answer, start); };
    if (isNew()) {
        m_engine.addUnit(m_form.name, spec(), this, done);
    } else {
        m_engine.replaceUnit(m_form.name, spec(), this, done);
    }
    Q_EMIT changed();
}

void UnitEditing::finishSaving(const Result<client::UnitStatus> &answer, bool startNow)
{
    if (!answer) {
        m_busy = false;
        const Error &error = answer.error();
        const bool atField = error.code == ErrorCode::InvalidInput || error.field == u"name";
        m_refusal = client::UnitProblem{atField ? error.field : QString(),
                                        atField ? error.message : ErrorTexts::sentence(error), false};
        const QString field = atField ? fieldOfKey(error.field, m_form.name) : QString();
        touch(field);
        Q_EMIT changed();
        Q_EMIT refused(field);
        return;
    }
    const QString name = m_form.name;
    if (!startNow) {
        Q_EMIT saved(name);
        return;
    }
    m_engine.startUnit(name, false, this, [this, name](const Result<client::UnitStatus> &started) {
        if (!started) {
            Q_EMIT notStarted(name, ErrorTexts::sentence(started.error()));
        }
        Q_EMIT saved(name);
    });
}

QString UnitEditing::title(const QString &field)
{
    static const QHash<QString, const char *> kTitles{{u"command"_s, QT_TR_NOOP("Command")},
                                                      {u"name"_s, QT_TR_NOOP("Name")},
                                                      {u"directory"_s, QT_TR_NOOP("Folder")},
                                                      {u"group"_s, QT_TR_NOOP("Group")},
                                                      {u"restart"_s, QT_TR_NOOP("Restart it")},
                                                      {u"autostart"_s, QT_TR_NOOP("Autostart")},
                                                      {u"max_consecutive_failures"_s, QT_TR_NOOP("Tries in a row")},
                                                      {u"pause_after_failures"_s, QT_TR_NOOP("Pause after them")},
                                                      {u"backoff.initial"_s, QT_TR_NOOP("First wait")},
                                                      {u"backoff.maximum"_s, QT_TR_NOOP("Longest wait")},
                                                      {u"restart_limit.count"_s, QT_TR_NOOP("Restarts at most")},
                                                      {u"restart_limit.window"_s, QT_TR_NOOP("Within")},
                                                      {u"ready"_s, QT_TR_NOOP("Started when")},
                                                      {u"ready_timeout"_s, QT_TR_NOOP("At the latest after")},
                                                      {u"health"_s, QT_TR_NOOP("Health check")},
                                                      {u"health.every"_s, QT_TR_NOOP("Every")},
                                                      {u"health.timeout"_s, QT_TR_NOOP("Answer within")},
                                                      {u"health.failures"_s, QT_TR_NOOP("Failures until a restart")},
                                                      {u"stop_signal"_s, QT_TR_NOOP("Signal")},
                                                      {u"stop_timeout"_s, QT_TR_NOOP("Time to end")},
                                                      {u"environment"_s, QT_TR_NOOP("Variables")},
                                                      {u"environment_files"_s, QT_TR_NOOP("Environment files")},
                                                      {u"depends_on"_s, QT_TR_NOOP("Starts after")}};
    const char *text = kTitles.value(field, nullptr);
    return text == nullptr ? field : tr(text);
}

} // namespace lamplighter::ui
