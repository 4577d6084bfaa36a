// Pools whose threads are made in advance and never end. A pool that makes one when it is needed loses the job when the
// system refuses another thread, and never comes to the next: at the worst moment, the latches would not be written.
#pragma once

class QThreadPool;

namespace lamplighter {

/// At most `count` threads, and all of them now (waits for them, at most 100 ms each).
void keepThreads(QThreadPool &pool, int count);

} // namespace lamplighter
