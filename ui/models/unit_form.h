// What the form of a unit holds, as it was typed, and the specification (the keys of a unit file) that it stands for.
// An empty text leaves its key to the engine's default. Only this file pair of the console knows the keys to write.
#pragma once

#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

namespace lamplighter::ui {

enum class RestartRule { Always, OnFailure, Never };
enum class ProbeKind { None, Notify, Http, Tcp, Log, Command };

/// How something is asked whether it works: an address, a pattern, a command line.
struct ProbeForm
{
    ProbeKind kind = ProbeKind::None;
    QString target;
    bool operator==(const ProbeForm &) const = default;
};

struct VariableForm
{
    QString key;
    QString value;
    bool operator==(const VariableForm &) const = default;
};

struct UnitForm
{
    QString name;
    QString command; ///< one line, quoted as in a shell
    QString directory;
    QString group;
    RestartRule restart = RestartRule::Always;
    bool autostart = true;
    QString tries; ///< failures in a row until it pauses
    QString pause;
    QString firstWait;
    QString longestWait;
    QString limitCount;
    QString limitWindow;
    ProbeForm ready;
    QString readyTimeout;
    ProbeForm health;
    QString healthEvery;
    QString healthTimeout;
    QString healthFailures;
    QString stopSignal; ///< "TERM"
    QString stopTimeout;
    QList<VariableForm> environment;
    QString environmentFiles; ///< paths, quoted as in a shell
    QString dependsOn;        ///< names, with commas or blanks between

    bool operator==(const UnitForm &) const = default;
};

/// The form of an existing unit, or an empty one for {}.
UnitForm unitFormOf(const QString &name, const QJsonObject &spec);

/// `original` with what the form changed against unitFormOf(original): every other key stays as it was.
QJsonObject specOf(const UnitForm &form, const QJsonObject &original = {});

/// Names of the fields, used for problems: the key, but "ready" and "health" for any kind of probe and "environment"
/// for each variable. Empty for a key that the form does not show.
QString fieldOfKey(const QString &keyPath, const QString &unitName = {});

/// Every field of the form in the order in which it shows them.
const QStringList &unitFields();

/// Keys whose change the engine carries out by starting the process again.
bool needsRestart(const QJsonObject &before, const QJsonObject &after);

} // namespace lamplighter::ui
