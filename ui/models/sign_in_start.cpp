#include "ui/models/sign_in_start.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>
#include <QSettings>
#include <QStandardPaths>

#include <utility>

namespace lamplighter::ui {

using namespace Qt::StringLiterals;

SignInStart::SignInStart(QStringList command, QString folder)
    : m_command(std::move(command))
    , m_folder(std::move(folder))
{}

#ifdef Q_OS_WIN

namespace {

const QString kRun = u"HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Run"_s;
const QString kValue = u"Lamplighter"_s;

} // namespace

QString SignInStart::quoted(const QString &argument)
{
    return u'"' + argument + u'"'; // a path holds no quotation mark there
}

bool SignInStart::isOn() const
{
    return QSettings(kRun, QSettings::NativeFormat).contains(kValue);
}

Result<void> SignInStart::set(bool on) const
{
    QSettings run(kRun, QSettings::NativeFormat);
    if (on) {
        run.setValue(kValue, entry());
    } else {
        run.remove(kValue);
    }
    run.sync();
    if (run.status() != QSettings::NoError) {
        return Error{ErrorCode::Io, u"cannot write %1"_s.arg(kRun), kRun};
    }
    return {};
}

QString SignInStart::entry() const
{
    QStringList words;
    for (const QString &word : m_command) {
        words.append(quoted(word));
    }
    return words.join(u' ');
}

#else

QString SignInStart::file() const
{
    const QString folder = m_folder.isEmpty()
                               ? QStandardPaths::writableLocation(QStandardPaths::ConfigLocation) + u"/autostart"_s
                               : m_folder;
    return folder + u"/lamplighter.desktop"_s;
}

QString SignInStart::quoted(const QString &argument)
{
    // Desktop Entry Specification, "The Exec key": quoted with these four escaped; then the escapes of a string, where
    // a backslash is two; and % is a field code.
    QString quoted;
    for (const QChar letter : argument) {
        if (u"\"`$\\"_s.contains(letter)) {
            quoted += u'\\';
        }
        quoted += letter;
        if (letter == u'%') {
            quoted += letter;
        }
    }
    return u'"' + quoted.replace(u"\\"_s, u"\\\\"_s) + u'"';
}

QString SignInStart::entry() const
{
    QStringList words;
    for (const QString &word : m_command) {
        words.append(quoted(word));
    }
    return u"[Desktop Entry]\nType=Application\nName=Lamplighter\nIcon=lamplighter\nTerminal=false\nExec=%1\n"_s.arg(
        words.join(u' '));
}

bool SignInStart::isOn() const
{
    QFile entry(file());
    if (!entry.open(QIODevice::ReadOnly)) {
        return false;
    }
    // Hidden is how desktops switch an entry off without removing it.
    const QByteArrayList lines = entry.readAll().split('\n');
    return !lines.contains("Hidden=true") && !lines.contains("X-GNOME-Autostart-enabled=false");
}

Result<void> SignInStart::set(bool on) const
{
    const QString path = file();
    if (!on) {
        if (QFile::exists(path) && !QFile::remove(path)) {
            return Error{ErrorCode::Io, u"cannot remove %1"_s.arg(path), path};
        }
        return {};
    }
    QSaveFile entryFile(path);
    const QByteArray text = entry().toUtf8();
    if (!QDir().mkpath(QFileInfo(path).path()) || !entryFile.open(QIODevice::WriteOnly) ||
        entryFile.write(text) != text.size() || !entryFile.commit()) {
        return Error{ErrorCode::Io, u"cannot write %1: %2"_s.arg(path, entryFile.errorString()), path};
    }
    return {};
}

#endif

} // namespace lamplighter::ui
