// Unit files as text, without quoting mistakes in every test.
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace lamplighter::tests {

/// "[unit.NAME]", its command as an array, then `more` as it is (lines of TOML).
QByteArray unitText(const QString &name, const QStringList &command, const QByteArray &more = {});

/// Where the programs under test were built: LAMPLIGHTER_BIN, or beside the tests' folder.
QString programPath(const QString &name);
/// A program of the system, along PATH and the folders of administrators; empty if it is not installed.
QString systemProgram(const QString &name);

/// The demo agent with these arguments.
QByteArray agentText(const QString &name, const QStringList &arguments, const QByteArray &more = {});

/// A TCP port that was free a moment ago.
quint16 freePort();

} // namespace lamplighter::tests
