// A small server of the OmniMind service update protocol, faults included: it records a notice and fails afterwards,
// talks rubbish, is slow, closes the connection without a word.
#pragma once

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

namespace lamplighter::tests {

class FakeOmniMind final : public QObject
{
public:
    FakeOmniMind()
    {
        connect(&m_server, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *socket = m_server.nextPendingConnection()) {
                connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
                connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            }
        });
        m_listening = m_server.listen(QHostAddress::LocalHost);
    }

    [[nodiscard]] bool isListening() const { return m_listening; }
    [[nodiscard]] QString url() const
    {
        return QStringLiteral("omnimind+http://127.0.0.1:%1").arg(m_server.serverPort());
    }
    [[nodiscard]] int asked(const QByteArray &what) const { return m_asked.value(what); }
    [[nodiscard]] const QByteArray &lastHead() const { return m_head; }

    enum class Fault { None, FailAfterRecording, FailBefore, HangUpAfterRecording };

    // as a test wants it
    Fault fault = Fault::None;
    QByteArray rubbish; ///< instead of every answer
    int delay = 0;      ///< ms before each answer
    bool silent = false;
    bool leavesOutDecision = false;
    bool clears = true; ///< once it was told to restart
    QJsonArray pending;
    bool restartRequired = false;
    QString reason;

    void add(const QString &service, const QString &severity, const QString &at)
    {
        pending.append(QJsonObject{{QStringLiteral("service_name"), service},
                                   {QStringLiteral("change_type"), QStringLiteral("code")},
                                   {QStringLiteral("severity"), severity},
                                   {QStringLiteral("affected_modules"), QJsonArray{QStringLiteral("src.a")}},
                                   {QStringLiteral("description"), QStringLiteral("faster")},
                                   {QStringLiteral("timestamp"), at}});
    }

private:
    void read(QTcpSocket *socket)
    {
        QByteArray &text = m_texts[socket];
        text += socket->readAll();
        const qsizetype head = text.indexOf("\r\n\r\n");
        if (head < 0) {
            return;
        }
        const QByteArray lower = text.left(head).toLower();
        const qsizetype at = lower.indexOf("content-length:");
        const qsizetype size = at < 0 ? 0 : lower.mid(at + 15).split('\r').first().trimmed().toLongLong();
        if (text.size() < head + 4 + size) {
            return;
        }
        m_head = text.left(head);
        const QByteArray body = text.mid(head + 4, size);
        m_texts.remove(socket);
        const QList<QByteArray> words = m_head.split('\r').first().split(' ');
        const QByteArray what = words.value(0) + ' ' + words.value(1);
        ++m_asked[what];
        if (!silent) {
            QTimer::singleShot(delay, socket, [this, socket, what, body] { answer(socket, what, body); });
        }
    }

    void answer(QTcpSocket *socket, const QByteArray &what, const QByteArray &body)
    {
        if (!rubbish.isEmpty()) {
            say(socket, 200, rubbish);
        } else if (what == "GET /api/services/pending-updates") {
            QJsonObject object{{QStringLiteral("total_pending"), pending.size()}, {QStringLiteral("updates"), pending}};
            if (!leavesOutDecision) {
                object.insert(QStringLiteral("restart_required"), restartRequired);
                object.insert(QStringLiteral("restart_reason"), restartRequired ? QJsonValue(reason) : QJsonValue());
            }
            say(socket, 200, object);
        } else if (what == "GET /api/services/restart-decision") {
            say(socket, 200,
                QJsonObject{{QStringLiteral("needs_restart"), restartRequired}, {QStringLiteral("reason"), reason}});
        } else if (what == "POST /api/services/notify-update") {
            notify(socket, body);
        } else if (what == "POST /api/services/restart-graceful") {
            forget();
            say(socket, 200,
                QJsonObject{{QStringLiteral("status"), QStringLiteral("restart_initiated")},
                            {QStringLiteral("time_to_restart"), 2}});
        } else if (what == "POST /api/services/apply-deferred-updates") {
            const bool none = pending.isEmpty();
            forget();
            say(socket, 200,
                QJsonObject{{QStringLiteral("status"),
                             none ? QStringLiteral("no_updates") : QStringLiteral("applying_deferred")}});
        } else {
            say(socket, 404, QJsonObject{{QStringLiteral("detail"), QStringLiteral("Not Found")}});
        }
    }

    void notify(QTcpSocket *socket, const QByteArray &body)
    {
        if (fault == Fault::FailBefore) {
            say(socket, 500, QJsonObject{{QStringLiteral("detail"), QStringLiteral("no room")}});
            return;
        }
        QJsonObject update = QJsonDocument::fromJson(body).object();
        update.insert(QStringLiteral("timestamp"), QStringLiteral("2026-08-17T10:00:00.123456"));
        pending.append(update);
        restartRequired = true;
        reason = QStringLiteral("Critical code change in ") + update.value(QStringLiteral("service_name")).toString();
        if (fault == Fault::HangUpAfterRecording) {
            socket->disconnectFromHost();
        } else if (fault == Fault::FailAfterRecording) {
            say(socket, 500, QJsonObject{{QStringLiteral("detail"), QStringLiteral("'NoneType' has no attribute")}});
        } else {
            say(socket, 200,
                QJsonObject{{QStringLiteral("status"), QStringLiteral("notification_received")},
                            {QStringLiteral("decision"), QStringLiteral("restart_now")},
                            {QStringLiteral("reason"), reason},
                            {QStringLiteral("affected_modules"), update.value(QStringLiteral("affected_modules"))}});
        }
    }

    void forget()
    {
        if (clears) {
            pending = {};
            restartRequired = false;
        }
    }

    static void say(QTcpSocket *socket, int status, const QJsonObject &body)
    {
        say(socket, status, QJsonDocument(body).toJson(QJsonDocument::Compact));
    }
    static void say(QTcpSocket *socket, int status, const QByteArray &body)
    {
        socket->write("HTTP/1.1 " + QByteArray::number(status) + " X\r\nContent-Type: application/json\r\n" +
                      "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    }

    QTcpServer m_server;
    bool m_listening = false;
    QHash<QTcpSocket *, QByteArray> m_texts;
    QHash<QByteArray, int> m_asked;
    QByteArray m_head;
};

} // namespace lamplighter::tests
