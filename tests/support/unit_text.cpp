#include "tests/support/unit_text.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QStandardPaths>
#include <QTcpServer>

namespace lamplighter::tests {

namespace {

/// A TOML basic string.
QByteArray quoted(const QString &text)
{
    QByteArray out = "\"";
    for (const char c : text.toUtf8()) {
        if (c == '"' || c == '\\') {
            out += '\\';
        }
        out += c == '\n' ? QByteArray("\\n") : QByteArray(1, c);
    }
    return out + '"';
}

} // namespace

QByteArray unitText(const QString &name, const QStringList &command, const QByteArray &more)
{
    QByteArray words;
    for (const QString &word : command) {
        words += (words.isEmpty() ? "" : ", ") + quoted(word);
    }
    return "[unit." + name.toUtf8() + "]\ncommand = [" + words + "]\n" + more + (more.endsWith('\n') ? "\n" : "\n\n");
}

QString programPath(const QString &name)
{
    const QString folder = qEnvironmentVariable("LAMPLIGHTER_BIN");
    if (!folder.isEmpty()) {
        return folder + u'/' + name;
    }
    return QCoreApplication::applicationDirPath() + QStringLiteral("/../bin/") + name;
}

QString systemProgram(const QString &name)
{
    QString found = QStandardPaths::findExecutable(name);
    if (!found.isEmpty()) {
        return found;
    }
    return QStandardPaths::findExecutable(name, {QStringLiteral("/usr/sbin"), QStringLiteral("/usr/local/sbin"),
                                                 QStringLiteral("/sbin"), QStringLiteral("/usr/bin")});
}

QByteArray agentText(const QString &name, const QStringList &arguments, const QByteArray &more)
{
    return unitText(name, QStringList(programPath(QStringLiteral("lamplighter-demo-agent"))) + arguments, more);
}

quint16 freePort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

} // namespace lamplighter::tests
