// The real lamplighterd in a folder of its own, as a test or a benchmark runs it: started, killed, started again, asked
// over HTTP. Whatever happened, nothing of it is left when this object is gone.
#pragma once

#include "core/client/shapes.h"
#include "tests/support/http_exchange.h"

#include <QStringList>
#include <QTemporaryDir>

#include <functional>
#include <optional>

namespace lamplighter::tests {

struct CommandResult
{
    int exitCode = -1;
    QByteArray output;
    QByteArray errors;
};

class EngineProcess
{
public:
    /// `prefix` begins the folder's name, so that one who looks at /tmp knows whose it is.
    explicit EngineProcess(const QString &prefix = QStringLiteral("lamp-e2e"));
    ~EngineProcess(); ///< ends engine, keepers and units, then removes the folder
    EngineProcess(const EngineProcess &) = delete;
    EngineProcess &operator=(const EngineProcess &) = delete;

    [[nodiscard]] QString folder() const; ///< for whatever a test needs beside the engine's data
    [[nodiscard]] QString path(const QString &name) const { return folder() + u'/' + name; }
    [[nodiscard]] QString dataDirectory() const { return path(QStringLiteral("data")); }
    [[nodiscard]] QString unitFile() const { return path(QStringLiteral("units.toml")); }
    [[nodiscard]] QString logPath(const QString &unit) const;
    [[nodiscard]] QString runDirectory() const;
    bool writeFile(const QString &name, const QByteArray &content) const;
    bool writeUnits(const QByteArray &text) const { return writeFile(QStringLiteral("units.toml"), text); }

    /// Words before the engine's own command line, such as {"prlimit", "--nofile=64"}: a program that becomes the
    /// engine.
    void setWrapper(const QStringList &words) { m_wrapper = words; }
    /// Spawns it without waiting; its messages go to engine.log in the folder.
    bool spawn(const QStringList &more = {});
    /// Spawns it and waits until it answers; false with a message in `trouble()` otherwise.
    bool start(const QStringList &more = {}, int limit = 15'000);
    bool waitUntilReady(int limit = 15'000);
    void killHard();                   ///< SIGKILL, and waits until it is gone
    int terminate(int limit = 20'000); ///< SIGTERM; the exit code, -1 if it did not end, 128+N for a signal
    [[nodiscard]] qint64 pid() const { return m_pid; }
    [[nodiscard]] bool running();
    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] QByteArray token() const;
    [[nodiscard]] QString trouble() const;
    /// Starts it, expects that it ends by itself: its exit code, -1 if it did not within `limit` ms.
    int startAndFail(const QStringList &more = {}, int limit = 15'000);

    HttpExchange get(const QByteArray &target) const;
    HttpExchange post(const QByteArray &target, const QJsonObject &json = {}) const;
    HttpExchange put(const QByteArray &target, const QJsonObject &json) const;
    HttpExchange remove(const QByteArray &target) const;

    [[nodiscard]] std::optional<client::UnitStatus> unit(const QString &name) const;
    [[nodiscard]] QList<client::UnitStatus> units() const;
    /// Every event so far, oldest first.
    [[nodiscard]] QList<client::EventRecord> events(const QString &kind = {}, const QString &subject = {}) const;
    [[nodiscard]] std::optional<client::KillSwitchStatus> killSwitch() const;
    /// Newest first, resolved ones too.
    [[nodiscard]] QList<client::AlertRecord> alerts(const QString &kind) const;
    [[nodiscard]] client::EngineInfo info() const;

    /// The keepers that live now, as /proc tells.
    [[nodiscard]] QList<qint64> keepers() const;
    /// Engine, keepers and units.
    [[nodiscard]] int processesLeft() const;

    /// Asks for the unit until `good` says so; the status then, or nothing after `limit` ms.
    std::optional<client::UnitStatus> waitForUnit(const QString &name,
                                                  const std::function<bool(const client::UnitStatus &)> &good,
                                                  int limit = 10'000) const;
    std::optional<client::UnitStatus> waitForState(const QString &name, client::UnitState state,
                                                   int limit = 10'000) const;
    /// RUNNING under another pid than `oldPid`.
    std::optional<client::UnitStatus> waitForNewPid(const QString &name, qint64 oldPid, int limit = 10'000) const;

    /// The real lampctl with --data-dir.
    CommandResult lampctl(const QStringList &arguments, int limit = 20'000) const;

    /// The real lampctl over TCP, with the token in this file.
    CommandResult lampctlOverTcp(const QString &tokenFile, const QStringList &arguments, int limit = 20'000) const;

    /// As it is, for an address of one's own.
    static CommandResult runLampctl(const QStringList &arguments, int limit = 20'000);

private:
    bool readPort();
    QTemporaryDir m_folder;
    QStringList m_wrapper;
    qint64 m_pid = 0;
    int m_lastStatus = -1;
    quint16 m_port = 0;
};

} // namespace lamplighter::tests
