// Blocking file work in a pool, its answer back on the thread of `context`.
#pragma once

#include <QMetaObject>
#include <QObject>
#include <QPointer>
#include <QThreadPool>

#include <memory>
#include <utility>

namespace lamplighter::api {

/// `job` runs in the pool; `done` gets what it returned on the calling thread, which is `context`'s, unless `context`
/// is gone by then. The pool must be waited for before that thread ends.
template <typename Job, typename Done> void runInPool(QThreadPool &pool, QObject *context, Job job, Done done)
{
    // The pool never touches `context`, which may be deleted at any time: it posts to this, and this alone looks.
    const std::shared_ptr<QObject> mailbox(new QObject, [](QObject *object) { object->deleteLater(); });
    pool.start([mailbox, guard = QPointer<QObject>(context), job = std::move(job), done = std::move(done)] {
        auto deliver = [mailbox, guard, done, answer = job()]() mutable {
            if (guard) {
                done(std::move(answer));
            }
        };
        QMetaObject::invokeMethod(mailbox.get(), std::move(deliver), Qt::QueuedConnection);
    });
}

} // namespace lamplighter::api
