#include "core/engine/embedded_engine.h"

#include "core/engine/direct_transport.h"

#include <QPointer>

#include <utility>

namespace lamplighter::engine {

EmbeddedEngine::EmbeddedEngine(Settings settings, QObject *parent)
    : QObject(parent)
    , m_host(new EngineHost(std::move(settings)))
{
    m_thread.setObjectName(QStringLiteral("engine"));
    m_host->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_host, &QObject::deleteLater);
    m_thread.start();
}

EmbeddedEngine::~EmbeddedEngine()
{
    if (!m_stopped) {
        // The window is gone already and nobody waits: the thread's loop ends once all is committed.
        QMetaObject::invokeMethod(
            m_host, [this] { m_host->stop([this] { m_thread.quit(); }); }, Qt::QueuedConnection);
    } else {
        m_thread.quit();
    }
    m_thread.wait();
}

void EmbeddedEngine::start(QObject *context, std::function<void(Result<void>)> done)
{
    m_stopped = false;
    QMetaObject::invokeMethod(
        m_host,
        [this, guard = QPointer<QObject>(context), done = std::move(done)] {
            m_host->start([this, guard, done](const Result<void> &result) {
                QMetaObject::invokeMethod(
                    this,
                    [this, guard, done, result] {
                        m_stopped = !result.ok();
                        if (guard) {
                            done(result);
                        }
                    },
                    Qt::QueuedConnection);
            });
        },
        Qt::QueuedConnection);
}

void EmbeddedEngine::stop(QObject *context, std::function<void()> done)
{
    QMetaObject::invokeMethod(
        m_host,
        [this, guard = QPointer<QObject>(context), done = std::move(done)] {
            m_host->stop([this, guard, done] {
                QMetaObject::invokeMethod(
                    this,
                    [this, guard, done] {
                        m_stopped = true;
                        if (guard) {
                            done();
                        }
                    },
                    Qt::QueuedConnection);
            });
        },
        Qt::QueuedConnection);
}

void EmbeddedEngine::setStopUnitsAtExit(bool stop)
{
    QMetaObject::invokeMethod(
        m_host, [host = m_host, stop] { host->setStopUnitsAtExit(stop); }, Qt::QueuedConnection);
}

std::unique_ptr<client::Transport> EmbeddedEngine::makeTransport()
{
    return std::make_unique<DirectTransport>(m_host);
}

} // namespace lamplighter::engine
