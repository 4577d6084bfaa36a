// The polite requests to end (SIGTERM, SIGINT; CTRL_C and CTRL_BREAK on Windows), as a Qt signal. One for a process, on
// its main thread.
#pragma once

#include <QObject>

namespace lamplighter {

class TerminationSignals final : public QObject
{
    Q_OBJECT
public:
    explicit TerminationSignals(QObject *parent = nullptr);
    ~TerminationSignals() override;

Q_SIGNALS:
    void requested();
};

} // namespace lamplighter
