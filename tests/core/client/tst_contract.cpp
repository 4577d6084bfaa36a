// One engine, reached in all three ways there are: each does the same.
#include "core/base/data_directory.h"
#include "core/client/connect.h"
#include "core/client/socket_transport.h"
#include "core/engine/embedded_engine.h"
#include "tests/core/client/contract.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace lamplighter;
using namespace Qt::StringLiterals;

namespace {

int runContract(const QString &way, const tests::TransportContract::Make &make, const QStringList &arguments)
{
    tests::TransportContract contract(make);
    contract.setObjectName(way);
    qInfo("contract: %s", qPrintable(way));
    return QTest::qExec(&contract, arguments);
}

bool started(engine::EmbeddedEngine &engine)
{
    std::optional<Result<void>> answer;
    QObject context;
    engine.start(&context, [&](const Result<void> &result) { answer = result; });
    if (!QTest::qWaitFor([&] { return answer.has_value(); }, 20'000)) {
        qCritical("the engine did not start in time");
        return false;
    }
    if (!*answer) {
        qCritical("the engine did not start: %s", qPrintable(answer->error().message));
    }
    return answer->ok();
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    // Short enough for its sockets to lie in it, so that nothing is left elsewhere.
    QTemporaryDir place(QDir::tempPath() + u"/lc-XXXXXX"_s);
    const DataDirectory directory(place.filePath(u"d"_s));
    engine::Settings settings;
    settings.dataDirectory = directory.root();
    settings.listenPort = 0;
    settings.portFile = place.filePath(u"port"_s);
    settings.stopUnitsAtExit = true;
    settings.mode = u"embedded"_s;
    engine::EmbeddedEngine engine(settings);
    if (!started(engine)) {
        return 1;
    }
    QFile port(settings.portFile);
    const Result<QByteArray> token = client::readToken(directory.tokenFile());
    if (!port.open(QIODevice::ReadOnly) || !token) {
        qCritical("the engine left no port or token");
        return 1;
    }
    const QString url = u"http://127.0.0.1:"_s + QString::fromLatin1(port.readAll().trimmed());
    const QStringList arguments = QCoreApplication::arguments();
    int failures = 0;
    failures += runContract(
        u"direct call"_s, [&] { return engine.makeTransport(); }, arguments);
    failures += runContract(
        u"local socket"_s, [&] { return std::make_unique<client::SocketTransport>(directory.localSocket()); },
        arguments);
    failures += runContract(
        u"TCP"_s, [&] { return std::move(client::makeTransport(url, *token)).value(); }, arguments);
    return failures;
}
