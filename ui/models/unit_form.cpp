#include "ui/models/unit_form.h"

#include "ui/models/command_line.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace lamplighter::ui {

using namespace Qt::StringLiterals;

namespace {

struct RuleWord
{
    RestartRule rule;
    QStringView word;
};
constexpr std::array<RuleWord, 3> kRules{
    {{RestartRule::Always, u"always"}, {RestartRule::OnFailure, u"on-failure"}, {RestartRule::Never, u"never"}}};

struct ProbeWord
{
    ProbeKind kind;
    QStringView key;
};
constexpr std::array<ProbeWord, 5> kProbes{{{ProbeKind::Notify, u"notify"},
                                            {ProbeKind::Http, u"http"},
                                            {ProbeKind::Tcp, u"tcp"},
                                            {ProbeKind::Log, u"log"},
                                            {ProbeKind::Command, u"command"}}};

/// A text of the form and the key it stands for; `table` is the table it lies in, empty for the unit's own.
struct TextKey
{
    QString UnitForm::*member;
    QStringView table;
    QStringView key;
    bool number; ///< a whole number; everything else goes as a text
};
constexpr std::array<TextKey, 14> kTexts{{{&UnitForm::directory, u"", u"directory", false},
                                          {&UnitForm::group, u"", u"group", false},
                                          {&UnitForm::tries, u"", u"max_consecutive_failures", true},
                                          {&UnitForm::pause, u"", u"pause_after_failures", false},
                                          {&UnitForm::firstWait, u"backoff", u"initial", false},
                                          {&UnitForm::longestWait, u"backoff", u"maximum", false},
                                          {&UnitForm::limitCount, u"restart_limit", u"count", true},
                                          {&UnitForm::limitWindow, u"restart_limit", u"window", false},
                                          {&UnitForm::readyTimeout, u"", u"ready_timeout", false},
                                          {&UnitForm::healthEvery, u"health", u"every", false},
                                          {&UnitForm::healthTimeout, u"health", u"timeout", false},
                                          {&UnitForm::healthFailures, u"health", u"failures", true},
                                          {&UnitForm::stopSignal, u"", u"stop_signal", false},
                                          {&UnitForm::stopTimeout, u"", u"stop_timeout", false}}};

QString textOf(const QJsonValue &value)
{
    return value.isDouble() ? QString::number(value.toDouble(), 'g', 12) : value.toString();
}

QStringList wordsOf(const QJsonValue &value)
{
    QStringList words;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &word : array) {
        words.append(word.toString());
    }
    return words;
}

/// A command is a list of words, or one line already.
QString lineOf(const QJsonValue &command)
{
    return command.isArray() ? CommandLine::join(wordsOf(command)) : command.toString();
}

/// The words of a line; a line that cannot be split goes as it is, so that the engine refuses it too.
QJsonValue wordsJson(const QString &line)
{
    const CommandLine::Words split = CommandLine::split(line);
    return split.fault ? QJsonValue(line) : QJsonValue(QJsonArray::fromStringList(split.words));
}

QStringList namesOf(const QString &text)
{
    static const QRegularExpression kBetween(u"[,\\s]+"_s);
    return text.split(kBetween, Qt::SkipEmptyParts);
}

ProbeForm probeOf(const QJsonObject &table)
{
    for (const ProbeWord &probe : kProbes) {
        const QJsonValue value = table.value(probe.key);
        if (value.isNull() || value.isUndefined()) {
            continue;
        }
        const QString target = probe.kind == ProbeKind::Command  ? lineOf(value)
                               : probe.kind == ProbeKind::Notify ? QString()
                                                                 : value.toString();
        return {probe.kind, target};
    }
    return {};
}

void putProbe(QJsonObject &table, const ProbeForm &form)
{
    for (const ProbeWord &probe : kProbes) {
        table.remove(probe.key);
        if (probe.kind != form.kind) {
            continue;
        }
        const QJsonValue target = form.kind == ProbeKind::Notify    ? QJsonValue(true)
                                  : form.kind == ProbeKind::Command ? wordsJson(form.target)
                                                                    : QJsonValue(form.target.trimmed());
        table.insert(probe.key, target);
    }
}

/// As a number where it is one; else as it was typed, and the engine says what it expected.
QJsonValue valueOf(const TextKey &entry, const QString &text)
{
    bool whole = false;
    const int number = text.toInt(&whole);
    return entry.number && whole ? QJsonValue(number) : QJsonValue(text);
}

void putTexts(QJsonObject &spec, const UnitForm &form, const UnitForm &before)
{
    for (const TextKey &entry : kTexts) {
        const QString text = (form.*entry.member).trimmed();
        if (text == (before.*entry.member).trimmed()) {
            continue;
        }
        QJsonObject table = entry.table.isEmpty() ? spec : spec.value(entry.table).toObject();
        if (text.isEmpty()) {
            table.remove(entry.key);
        } else {
            table.insert(entry.key, valueOf(entry, text));
        }
        if (entry.table.isEmpty()) {
            spec = table;
        } else if (entry.table != u"health" || form.health.kind != ProbeKind::None) {
            spec.insert(entry.table, table);
        }
    }
}

QJsonObject environmentOf(const QList<VariableForm> &variables)
{
    QJsonObject out;
    for (const VariableForm &variable : variables) {
        if (!variable.key.isEmpty() || !variable.value.isEmpty()) {
            out.insert(variable.key.trimmed(), variable.value);
        }
    }
    return out;
}

void putLists(QJsonObject &spec, const UnitForm &form, const UnitForm &before)
{
    if (form.command != before.command) {
        if (form.command.trimmed().isEmpty()) {
            spec.remove(u"command"_s);
        } else {
            spec.insert(u"command"_s, wordsJson(form.command));
        }
    }
    if (form.environment != before.environment) {
        spec.insert(u"environment"_s, environmentOf(form.environment));
    }
    if (form.environmentFiles != before.environmentFiles) {
        const QJsonValue files = wordsJson(form.environmentFiles);
        spec.insert(u"environment_files"_s, files.isArray() ? files : QJsonValue(QJsonArray{files}));
    }
    if (namesOf(form.dependsOn) != namesOf(before.dependsOn)) {
        spec.insert(u"depends_on"_s, QJsonArray::fromStringList(namesOf(form.dependsOn)));
    }
}

void putProbes(QJsonObject &spec, const UnitForm &form, const UnitForm &before)
{
    const auto put = [&spec](const QString &key, const ProbeForm &now, const ProbeForm &then) {
        if (now == then) {
            return;
        }
        if (now.kind == ProbeKind::None) {
            spec.remove(key);
            return;
        }
        QJsonObject table = spec.value(key).toObject();
        putProbe(table, now);
        spec.insert(key, table);
    };
    put(u"ready"_s, form.ready, before.ready);
    put(u"health"_s, form.health, before.health);
}

} // namespace

UnitForm unitFormOf(const QString &name, const QJsonObject &spec)
{
    UnitForm form;
    form.name = name;
    form.command = lineOf(spec.value(u"command"));
    for (const TextKey &entry : kTexts) {
        const QJsonObject table = entry.table.isEmpty() ? spec : spec.value(entry.table).toObject();
        form.*entry.member = textOf(table.value(entry.key));
    }
    for (const RuleWord &rule : kRules) {
        if (spec.value(u"restart").toString() == rule.word) {
            form.restart = rule.rule;
        }
    }
    form.autostart = spec.value(u"autostart").toBool(true);
    form.ready = probeOf(spec.value(u"ready").toObject());
    form.health = probeOf(spec.value(u"health").toObject());
    const QJsonObject environment = spec.value(u"environment").toObject();
    for (auto it = environment.begin(); it != environment.end(); ++it) {
        form.environment.append({it.key(), it.value().toString()});
    }
    form.environmentFiles = CommandLine::join(wordsOf(spec.value(u"environment_files")));
    form.dependsOn = wordsOf(spec.value(u"depends_on")).join(u", "_s);
    return form;
}

QJsonObject specOf(const UnitForm &form, const QJsonObject &original)
{
    const UnitForm before = unitFormOf(form.name, original);
    QJsonObject spec = original;
    putLists(spec, form, before);
    putProbes(spec, form, before);
    putTexts(spec, form, before);
    const bool isNew = original.isEmpty();
    if (form.restart != before.restart || isNew) {
        for (const RuleWord &rule : kRules) {
            if (rule.rule == form.restart) {
                spec.insert(u"restart"_s, rule.word.toString());
            }
        }
    }
    if (form.autostart != before.autostart || isNew) {
        spec.insert(u"autostart"_s, form.autostart);
    }
    return spec;
}

const QStringList &unitFields()
{
    static const QStringList kFields{u"command"_s,
                                     u"name"_s,
                                     u"directory"_s,
                                     u"group"_s,
                                     u"restart"_s,
                                     u"autostart"_s,
                                     u"max_consecutive_failures"_s,
                                     u"pause_after_failures"_s,
                                     u"backoff.initial"_s,
                                     u"backoff.maximum"_s,
                                     u"restart_limit.count"_s,
                                     u"restart_limit.window"_s,
                                     u"ready"_s,
                                     u"ready_timeout"_s,
                                     u"health"_s,
                                     u"health.every"_s,
                                     u"health.timeout"_s,
                                     u"health.failures"_s,
                                     u"stop_signal"_s,
                                     u"stop_timeout"_s,
                                     u"environment"_s,
                                     u"environment_files"_s,
                                     u"depends_on"_s};
    return kFields;
}

QString fieldOfKey(const QString &keyPath, const QString &unitName)
{
    QString path = keyPath;
    // What concerns several units names the unit too: "unit.NAME.depends_on".
    if (const QString prefix = u"unit."_s + unitName + u'.'; !unitName.isEmpty() && path.startsWith(prefix)) {
        path = path.mid(prefix.size());
    }
    if (unitFields().contains(path)) {
        return path;
    }
    const QString table = path.section(u'.', 0, 0);
    const QString key = path.section(u'.', 1);
    const bool isProbe =
        std::any_of(kProbes.begin(), kProbes.end(), [&key](const ProbeWord &probe) { return probe.key == key; });
    if ((table == u"ready" || table == u"health") && isProbe) {
        return table;
    }
    return table == u"environment" ? table : QString();
}

bool needsRestart(const QJsonObject &before, const QJsonObject &after)
{
    constexpr std::array<QStringView, 7> kKeys{u"command",           u"directory", u"user",    u"environment",
                                               u"environment_files", u"log",       u"watchdog"};
    return std::any_of(kKeys.begin(), kKeys.end(),
                       [&](QStringView key) { return before.value(key) != after.value(key); });
}

} // namespace lamplighter::ui
