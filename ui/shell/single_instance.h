// One console for each data directory and account: the first listens, later ones hand over what they were started for
// and end. Who is first is decided by a lock that dies with its holder; the socket is the account's alone. GUI thread.
#pragma once

#include "core/base/data_directory.h"
#include "core/base/file_lock.h"

#include <QDeadlineTimer>
#include <QLocalServer>
#include <QTimer>

#include <chrono>

class QLocalSocket;

namespace lamplighter::ui {

class SingleInstance final : public QObject
{
    Q_OBJECT
public:
    /// What a later start wants of the first.
    struct Request
    {
        bool show = true;  ///< bring the window forward; not where it was started in the background
        bool demo = false; ///< start the demo fleet
        bool operator==(const Request &) const = default;
    };

    /// The directory is made if it is not there.
    SingleInstance(DataDirectory directory, Request request, QObject *parent = nullptr);
    ~SingleInstance() override;

    /// Ends in one of the three signals, later.
    void decide();
    /// From now on a later start waits until this process has gone, and then is the first.
    void setEnding() { m_ending = true; }
    /// How long a first one may not answer until that is a failure.
    static constexpr std::chrono::milliseconds kAnswersWithin{8'000};

Q_SIGNALS:
    /// This is the first; requests of later ones follow. Also where the directory cannot be used, which is for the
    /// engine to say.
    void isFirst();
    /// Another one does it; nothing is left to do here.
    void handedOver();
    void failed(const QString &why);
    /// As the first: a later one was started.
    void requested(const lamplighter::ui::SingleInstance::Request &request);

private:
    void attempt();
    void later(const QString &why);
    void listen();
    void ask();
    void serve();
    void answer(QLocalSocket *peer);

    const DataDirectory m_directory;
    const QString m_socket;
    const Request m_request;
    std::unique_ptr<FileLock> m_lock;
    QLocalServer m_server;
    QTimer m_again;
    QDeadlineTimer m_deadline;
    bool m_ending = false;
};

} // namespace lamplighter::ui
