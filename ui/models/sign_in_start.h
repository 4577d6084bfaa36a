// Whether the console is started when its user signs in: an entry of the desktop's autostart folder (Desktop
// Application Autostart Specification), on Windows of the registry's Run key. Lives on the GUI thread.
#pragma once

#include "core/base/result.h"

#include <QStringList>

namespace lamplighter::ui {

class SignInStart
{
public:
    /// `command`: program and arguments. `folder` is for tests; empty: the user's own.
    explicit SignInStart(QStringList command, QString folder = {});

    [[nodiscard]] bool isOn() const;
    [[nodiscard]] Result<void> set(bool on) const;

    /// One argument as the Exec key has it.
    static QString quoted(const QString &argument);

private:
    [[nodiscard]] QString file() const;
    [[nodiscard]] QString entry() const;

    QStringList m_command;
    QString m_folder;
};

} // namespace lamplighter::ui
