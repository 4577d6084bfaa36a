// What a command says about its unit: a name, and the port it listens on. Guesses, which the operator may change.
#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace lamplighter::ui {

class UnitSuggestions
{
public:
    /// "python3 serve.py" is "serve"; a number follows where `taken` has the name already. Empty if nothing fits.
    static QString name(const QStringList &command, const QStringList &taken);
    /// From "--port 8000", "-p 8000", ":8000" and the like, or the usual port of a well-known server.
    static std::optional<int> port(const QStringList &command);
};

} // namespace lamplighter::ui
