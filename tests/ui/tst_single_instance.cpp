#include "ui/shell/single_instance.h"

#include <QFile>
#include <QFileInfo>
#include <QLocalSocket>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <filesystem>

using namespace lamplighter;
using ui::SingleInstance;

/// Several consoles that want one data directory.
class TestSingleInstance : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(QStringLiteral("/tmp/ll-single-XXXXXX")); }

    void theFirstIsTheFirst()
    {
        SingleInstance first(directory(), {});
        QSignalSpy is(&first, &SingleInstance::isFirst);
        first.decide();
        QTRY_COMPARE(is.count(), 1);
    }
    void laterOnesHandOver()
    {
        SingleInstance first(directory(), {});
        QSignalSpy is(&first, &SingleInstance::isFirst);
        QSignalSpy requested(&first, &SingleInstance::requested);
        first.decide();
        QTRY_COMPARE(is.count(), 1);
        const QList<SingleInstance::Request> requests{{true, false}, {false, false}, {true, true}};
        for (const SingleInstance::Request &request : requests) {
            SingleInstance second(directory(), request);
            QSignalSpy over(&second, &SingleInstance::handedOver);
            QSignalSpy alsoFirst(&second, &SingleInstance::isFirst);
            second.decide();
            QTRY_COMPARE(over.count(), 1);
            QCOMPARE(alsoFirst.count(), 0);
            QVERIFY(requested.takeFirst().first().value<SingleInstance::Request>() == request);
        }
    }
    void otherDirectoriesAreOthers()
    {
        SingleInstance here(directory(), {});
        SingleInstance there(DataDirectory(m_folder->filePath(QStringLiteral("other"))), {});
        QSignalSpy isHere(&here, &SingleInstance::isFirst);
        QSignalSpy isThere(&there, &SingleInstance::isFirst);
        here.decide();
        there.decide();
        QTRY_COMPARE(isHere.count() + isThere.count(), 2);
    }
    void ofManyAtOnceOneIsFirst()
    {
        std::vector<std::unique_ptr<SingleInstance>> all;
        int firsts = 0;
        int handedOver = 0;
        for (int i = 0; i < 12; ++i) {
            all.push_back(std::make_unique<SingleInstance>(directory(), SingleInstance::Request{}));
            connect(all.back().get(), &SingleInstance::isFirst, this, [&] { ++firsts; });
            connect(all.back().get(), &SingleInstance::handedOver, this, [&] { ++handedOver; });
            all.back()->decide();
        }
        QTRY_COMPARE(handedOver, 11);
        QCOMPARE(firsts, 1);
    }
    void aSocketLeftBehindIsNoObstacle()
    {
        QVERIFY(directory().create());
        const QString path = directory().runDirectory() + QStringLiteral("/console.sock");
        const std::filesystem::path socket(path.toStdString());
        const std::filesystem::path kept(path.toStdString() + ".kept");
        {
            QLocalServer killed; // its socket survives it, as that of a killed process does
            QVERIFY(killed.listen(path));
            std::filesystem::create_hard_link(socket, kept);
        }
        std::filesystem::rename(kept, socket);
        SingleInstance first(directory(), {});
        QSignalSpy is(&first, &SingleInstance::isFirst);
        first.decide();
        QTRY_COMPARE(is.count(), 1);
        SingleInstance second(directory(), {});
        QSignalSpy over(&second, &SingleInstance::handedOver);
        second.decide();
        QTRY_COMPARE(over.count(), 1);
    }
    void theSocketIsForNobodyElse()
    {
        SingleInstance first(directory(), {});
        QSignalSpy is(&first, &SingleInstance::isFirst);
        first.decide();
        QTRY_COMPARE(is.count(), 1);
        const QFileInfo socket(directory().runDirectory() + QStringLiteral("/console.sock"));
        QVERIFY(socket.exists());
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QVERIFY(!(socket.permissions() & others));
    }
    void whoIsAboutToGoIsWaitedFor()
    {
        auto first = std::make_unique<SingleInstance>(directory(), SingleInstance::Request{});
        QSignalSpy is(first.get(), &SingleInstance::isFirst);
        first->decide();
        QTRY_COMPARE(is.count(), 1);
        first->setEnding();
        QSignalSpy requested(first.get(), &SingleInstance::requested);
        SingleInstance second(directory(), {});
        QSignalSpy next(&second, &SingleInstance::isFirst);
        QSignalSpy over(&second, &SingleInstance::handedOver);
        second.decide();
        QTest::qWait(500); // long enough to have been asked more than once
        QCOMPARE(next.count() + over.count() + requested.count(), 0);
        first.reset();
        QTRY_COMPARE(next.count(), 1);
    }
    void rubbishIsNoRequest()
    {
        SingleInstance first(directory(), {});
        QSignalSpy is(&first, &SingleInstance::isFirst);
        QSignalSpy requested(&first, &SingleInstance::requested);
        first.decide();
        QTRY_COMPARE(is.count(), 1);
        for (const QByteArray &words : {QByteArray("GET / HTTP/1.1\r\n"), QByteArray(100'000, 'x'), QByteArray("\n")}) {
            QLocalSocket socket;
            QSignalSpy gone(&socket, &QLocalSocket::disconnected);
            socket.connectToServer(directory().runDirectory() + QStringLiteral("/console.sock"));
            QVERIFY(socket.waitForConnected(2'000));
            socket.write(words);
            QTRY_COMPARE(gone.count(), 1);
        }
        QCOMPARE(requested.count(), 0);
    }
    void aDirectoryThatCannotBeIsForTheEngineToTell()
    {
        QFile file(m_folder->filePath(QStringLiteral("data")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        SingleInstance first(directory(), {});
        QSignalSpy is(&first, &SingleInstance::isFirst);
        first.decide();
        QTRY_COMPARE(is.count(), 1);
    }

private:
    [[nodiscard]] DataDirectory directory() const { return DataDirectory(m_folder->filePath(QStringLiteral("data"))); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_MAIN(TestSingleInstance)
#include "tst_single_instance.moc"
