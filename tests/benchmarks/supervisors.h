// The supervisors that are measured beside each other, each set up at its best: no shell between it and the beacon, no
// log of its own where it can be left out.
#pragma once

#include "tests/benchmarks/beacon_board.h"

#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <memory>
#include <vector>

namespace lamplighter::benchmarks {

/// One supervisor with N beacons, in a folder of its own; whatever it started is gone when the object is.
class Supervisor
{
public:
    explicit Supervisor(QString name);
    virtual ~Supervisor();
    Supervisor(const Supervisor &) = delete;
    Supervisor &operator=(const Supervisor &) = delete;

    [[nodiscard]] const QString &name() const { return m_name; }
    [[nodiscard]] BeaconBoard &board() { return m_board; }
    /// Writes its configuration for `count` beacons; false if it cannot.
    virtual bool prepare(int count) = 0;
    /// Starts it; beacons come up afterwards. False if it cannot.
    virtual bool start() = 0;
    /// Asks it to end all beacons, without waiting.
    virtual void stop() = 0;
    /// Its own processes: what its memory is counted from. Beacons are not among them.
    [[nodiscard]] virtual std::vector<pid_t> ownProcesses() const;
    /// How long a process has to have run to be started again at once; some wait a second otherwise.
    [[nodiscard]] virtual int settleMs() const { return 0; }

protected:
    [[nodiscard]] QString folder() const { return m_folder.path(); }
    bool write(const QString &name, const QByteArray &content) const;
    /// A folder for slot `number` in which the beacon is `run`.
    bool makeServiceFolder(const QString &root, int number) const;
    bool spawn(const QStringList &words);
    [[nodiscard]] pid_t mainProcess() const { return m_main; }
    void signalMain(int number) const;

private:
    QString m_name;
    QTemporaryDir m_folder;
    BeaconBoard m_board;
    pid_t m_main = 0;
};

QString beaconProgram();

std::unique_ptr<Supervisor> makeFloor();
/// Every peer that is installed here: runit, s6, supervisord, PM2.
std::vector<std::unique_ptr<Supervisor>> makeInstalledPeers();
std::unique_ptr<Supervisor> makePeer(const QString &name); ///< null if it is not installed

} // namespace lamplighter::benchmarks
