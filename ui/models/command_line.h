// A command as one types it, and the words a program is given: split by the quoting rules of a POSIX shell (XCU 2.2,
// quotes and backslashes; nothing is expanded), and joined back with no more quotes than it needs.
#pragma once

#include <QCoreApplication>
#include <QString>
#include <QStringList>

#include <optional>

namespace lamplighter::ui {

class CommandLine
{
    Q_DECLARE_TR_FUNCTIONS(lamplighter::ui::CommandLine)
public:
    struct Fault
    {
        qsizetype position = 0; ///< of the character that is at fault, from 0
        QString message;        ///< a sentence without a full stop
        bool operator==(const Fault &) const = default;
    };
    struct Words
    {
        QStringList words; ///< meaningless with a fault
        std::optional<Fault> fault;
        bool operator==(const Words &) const = default;
    };

    static Words split(const QString &line);
    /// split(join(words)) gives `words` again, whatever they hold.
    static QString join(const QStringList &words);
};

} // namespace lamplighter::ui
