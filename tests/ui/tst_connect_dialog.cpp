// How a person meets the certificate of an engine: on a real engine with TLS.
#include "core/base/atomic_file.h"
#include "core/base/data_directory.h"
#include "core/engine/embedded_engine.h"
#include "ui/dialogs/connect_dialog.h"
#include "ui/models/connection_table_model.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace lamplighter;
using namespace lamplighter::ui;
using namespace Qt::StringLiterals;

class TestConnectDialog : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(writeFileAtomically(m_data.filePath(u"settings.toml"_s), "[api]\nlisten = \"127.0.0.1:0\"\n[api.tls]\n",
                                    FileAccess::OwnerOnly));
        engine::Settings settings;
        settings.dataDirectory = m_data.path();
        m_engine = std::make_unique<engine::EmbeddedEngine>(settings);
        std::optional<Result<void>> started;
        m_engine->start(this, [&](const Result<void> &result) { started = result; });
        QTRY_VERIFY(started);
        QVERIFY2(started->ok(), started->ok() ? "" : qPrintable(started->error().message));
        const DataDirectory directory(m_data.path());
        const QStringList lines = QString::fromLatin1(*readFile(directory.addressFile())).split(u'\n');
        m_address = u"https://"_s + lines.value(0);
        m_fingerprint = lines.value(1);
        m_token = QString::fromLatin1(readFile(directory.tokenFile())->trimmed());
        m_other = m_fingerprint;
        m_other[0] = m_other.at(0) == u'0' ? u'1' : u'0';
    }
    void cleanupTestCase()
    {
        bool stopped = false;
        m_engine->stop(this, [&] { stopped = true; });
        QTRY_VERIFY(stopped);
        m_engine.reset();
    }

    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_settings = std::make_unique<QSettings>(m_folder->filePath(u"s.ini"_s), QSettings::IniFormat);
        m_theme = std::make_unique<Theme>(builtInTokens());
        m_theme->setFontFactor(1.0);
        m_theme->applyTo(*qApp);
        m_instances = std::make_unique<Instances>(m_clock);
        m_connections = std::make_unique<Connections>(*m_settings, m_secrets, *m_instances);
        m_window = std::make_unique<QWidget>();
        m_window->resize(1200, 800);
        m_window->show();
    }
    void cleanup()
    {
        m_window.reset();
        m_connections.reset();
        m_instances.reset();
        m_theme.reset();
    }

    void anUnknownCertificateIsShownAndTrusted()
    {
        QPointer<ConnectDialog> dialog = open({}, m_address);
        const QSignalSpy connected(dialog, &ConnectDialog::connected);
        dialog->findChild<TextField *>(u"tokenField"_s)->setText(m_token);
        auto *box = dialog->findChild<CertificateBox *>();
        QVERIFY(!box->isVisible());
        QVERIFY(!dialog->findChild<TextField *>(u"fingerprintField"_s)->isVisible());
        click(dialog, u"connectConfirm"_s);
        QTRY_VERIFY(box->isVisible());
        QCOMPARE(box->unknownFingerprint(), m_fingerprint);
        const QString digits = box->findChild<Label *>(u"seenFingerprint"_s)->text();
        QCOMPARE(QString(digits).replace(u'\n', u':'), m_fingerprint);
        QCOMPARE(digits.count(u'\n'), 3);
        QVERIFY(box->findChild<Label *>(u"certificateWords"_s)->text().contains(u"lampctl fingerprint"_s));
        QVERIFY(!dialog->findChild<Button *>(u"keepAnyway"_s)->isVisible());
        QCOMPARE(m_instances->count(), 0);
        click(dialog, u"trustCertificate"_s);
        QTRY_COMPARE(connected.count(), 1);
        const auto id = connected.constFirst().constFirst().value<InstanceId>();
        const Instance *instance = m_instances->find(id);
        QVERIFY(instance);
        QCOMPARE(instance->profile().fingerprint, m_fingerprint);
        QTRY_VERIFY(instance->engine().connection() == client::Connection::Live);
        QVERIFY(ConnectionTableModel::encryption(*instance).contains(m_fingerprint));

        // the next start asks nothing
        m_instances->remove(id);
        Connections again(*m_settings, m_secrets, *m_instances);
        again.open();
        QTRY_VERIFY(m_instances->find(id));
        QTRY_VERIFY(m_instances->find(id)->engine().connection() == client::Connection::Live);
    }

    void aWrongTokenAfterwardsAsksForTheTokenOnly()
    {
        QPointer<ConnectDialog> dialog = open({}, m_address);
        dialog->findChild<TextField *>(u"tokenField"_s)->setText(u"wrong"_s);
        click(dialog, u"connectConfirm"_s);
        auto *box = dialog->findChild<CertificateBox *>();
        QTRY_VERIFY(box->isVisible());
        click(dialog, u"trustCertificate"_s);
        QTRY_COMPARE(dialog->findChild<Button *>(u"connectConfirm"_s)->isEnabled(), true);
        QVERIFY(!box->isVisible());
        auto *field = dialog->findChild<TextField *>(u"fingerprintField"_s);
        QVERIFY(field->isVisible());
        QCOMPARE(field->text(), m_fingerprint);
        // another address is another engine
        dialog->findChild<TextField *>(u"addressField"_s)->setText(u"https://elsewhere.example:1"_s);
        QVERIFY(field->text().isEmpty());
        QVERIFY(!field->isVisible());
    }

    void aChangedCertificateHasNoButton()
    {
        const auto id = m_connections->remember({u"lab"_s, m_address, m_token.toLatin1(), m_other}, {});
        QVERIFY(id);
        const Instance *instance = m_instances->find(*id);
        QTRY_VERIFY(instance->engine().connection() == client::Connection::Refused);
        m_instances->tick();
        QCOMPARE(ConnectionTableModel::standing(*instance), u"Certificate changed"_s);

        QPointer<ConnectDialog> dialog = open(instance->profile(), {});
        const QSignalSpy connected(dialog, &ConnectDialog::connected);
        auto *field = dialog->findChild<TextField *>(u"fingerprintField"_s);
        QVERIFY(field->isVisible());
        QCOMPARE(field->text(), m_other);
        click(dialog, u"connectConfirm"_s);
        auto *box = dialog->findChild<CertificateBox *>();
        QTRY_VERIFY(box->isVisible());
        QVERIFY(!dialog->findChild<Button *>(u"trustCertificate"_s)->isVisible());
        QVERIFY(!dialog->findChild<Button *>(u"keepAnyway"_s)->isVisible());
        const auto digits = [box](const QString &name) {
            return box->findChild<Label *>(name)->text().replace(u'\n', u':');
        };
        QCOMPARE(digits(u"expectedFingerprint"_s), m_other);
        QCOMPARE(digits(u"seenFingerprint"_s), m_fingerprint);
        field->setText(u"12:34"_s); // the box stays while one types what one has compared
        QVERIFY(box->isVisible());
        click(dialog, u"connectConfirm"_s);
        QTRY_VERIFY(dialog->findChild<Button *>(u"connectConfirm"_s)->isEnabled());
        QCOMPARE(connected.count(), 0);
        field->setText(m_fingerprint.toLower().remove(u':'));
        click(dialog, u"connectConfirm"_s);
        QTRY_COMPARE(connected.count(), 1);
        QTRY_COMPARE(m_instances->find(*id)->profile().fingerprint, m_fingerprint); // once its token is read
        QTRY_VERIFY(m_instances->find(*id)->engine().connection() == client::Connection::Live);
    }

    void anEmptiedFingerprintAsksAgain()
    {
        const auto id = m_connections->remember({u"lab"_s, m_address, m_token.toLatin1(), m_other}, {});
        QVERIFY(id);
        QPointer<ConnectDialog> dialog = open(m_instances->find(*id)->profile(), {});
        dialog->findChild<TextField *>(u"fingerprintField"_s)->clear();
        click(dialog, u"connectConfirm"_s);
        auto *box = dialog->findChild<CertificateBox *>();
        QTRY_VERIFY(box->isVisible());
        QCOMPARE(box->unknownFingerprint(), m_fingerprint);
        QVERIFY(dialog->findChild<Button *>(u"trustCertificate"_s)->isVisible());
    }

private:
    ConnectDialog *open(const std::optional<InstanceProfile> &editing, const QString &address)
    {
        auto *dialog = new ConnectDialog(*m_theme, *m_connections, editing, address, m_window.get());
        dialog->present();
        static_cast<void>(QTest::qWaitForWindowExposed(dialog));
        return dialog;
    }
    /// Once the button lies where one sees it: what has just been shown moves the others.
    static void click(QWidget *dialog, const QString &name)
    {
        auto *button = dialog->findChild<Button *>(name);
        const auto centre = [dialog, button] { return button->mapTo(dialog, button->rect().center()); };
        QTRY_VERIFY(button->isVisible() && dialog->childAt(centre()) == button);
        QTest::mouseClick(button, Qt::LeftButton);
    }
    QTemporaryDir m_data;
    std::unique_ptr<engine::EmbeddedEngine> m_engine;
    QString m_address;
    QString m_fingerprint;
    QString m_other;
    QString m_token;
    SystemClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<Theme> m_theme;
    SecretStore m_secrets{u"lamplighter-test"_s, false};
    std::unique_ptr<Instances> m_instances;
    std::unique_ptr<Connections> m_connections;
    std::unique_ptr<QWidget> m_window;
};

QTEST_MAIN(TestConnectDialog)
#include "tst_connect_dialog.moc"
