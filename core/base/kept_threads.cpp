#include "core/base/kept_threads.h"

#include <QSemaphore>
#include <QThreadPool>

#include <memory>

namespace lamplighter {

void keepThreads(QThreadPool &pool, int count)
{
    constexpr int kPatience = 100; // ms
    struct Meeting
    {
        QSemaphore arrived;
        QSemaphore mayGo;
    };
    pool.setMaxThreadCount(count);
    pool.setExpiryTimeout(-1);
    // Each waits for the others, so that none takes another's job.
    const auto meeting = std::make_shared<Meeting>();
    for (int i = 0; i < count; ++i) {
        pool.start([meeting] {
            meeting->arrived.release();
            meeting->mayGo.tryAcquire(1, kPatience);
        });
    }
    for (int i = 0; i < count; ++i) {
        meeting->arrived.tryAcquire(1, kPatience);
    }
    meeting->mayGo.release(count);
}

} // namespace lamplighter
