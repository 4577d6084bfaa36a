// Waits until the desktop's tray can take an icon. Qt asks for a StatusNotifierItem host once in a process, so that the
// first icon must not be made before there is one: at sign-in the host may start after us. GUI thread.
#pragma once

#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>

namespace lamplighter::ui {

class TrayHost final : public QObject
{
    Q_OBJECT
public:
    explicit TrayHost(QObject *parent = nullptr);

    /// `ready` is called once: when there is a host, at once where none is to be expected, at the latest after
    /// `within`.
    void await(std::chrono::milliseconds within, std::function<void()> ready);

private Q_SLOTS:
    void ask();

private:
    void end();

    std::function<void()> m_ready;
    QTimer m_limit;
};

} // namespace lamplighter::ui
