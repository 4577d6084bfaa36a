// For builds with ThreadSanitizer only. Qt's libraries are not built with it, and hand work from thread to thread under
// mutexes made of futexes, which it does not see: every queued call would look like a race, and a real one would drown
// among them. So our own calls to Qt's few ways from one thread to another come by here first, and tell ThreadSanitizer
// what they order: what was done before a call was posted comes before what the call does. The functions have the names
// of Qt's, which takes the place of Qt's for calls from this program, and end in them. This file is compiled without
// the sanitizer.
#include <QObject>
#include <QThread>
#include <QThreadPool>

#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <dlfcn.h>
#include <memory>
#include <sched.h>

extern "C" void __tsan_acquire(void *address);
extern "C" void __tsan_release(void *address);

namespace {

/// The function of this mangled name that ours took the place of.
template <typename Function> Function next(const char *name)
{
    void *const found = dlsym(RTLD_NEXT, name);
    if (found == nullptr) {
        std::fprintf(stderr, "cmake/tsan/qt_edges.cpp: there is no other %s\n", name);
        std::abort();
    }
    return reinterpret_cast<Function>(found);
}

/// A slot, or a posted call, with what it comes after: releases of `edge`.
class OrderedSlot final : public QtPrivate::QSlotObjectBase
{
public:
    OrderedSlot(QtPrivate::QSlotObjectBase *inner, const void *edge)
        : QSlotObjectBase(&OrderedSlot::act)
        , m_inner(inner)
        , m_edge(const_cast<void *>(edge != nullptr ? edge : this))
    {}
    [[nodiscard]] void *edge() const { return m_edge; }

private:
    static void act(int which, QSlotObjectBase *base, QObject *receiver, void **arguments, bool *result)
    {
        auto *const self = static_cast<OrderedSlot *>(base);
        switch (which) {
        case Destroy:
            __tsan_acquire(self->m_edge);
            self->m_inner->destroyIfLastRef();
            delete self;
            break;
        case Call:
            __tsan_acquire(self->m_edge);
            self->m_inner->call(receiver, arguments);
            __tsan_release(self->m_edge); // whoever posted it may be the last to hold it, and destroys it then
            __tsan_release(QThread::currentThread());
            break;
        case Compare:
            *result = self->m_inner->compare(arguments);
            break;
        default:
            break;
        }
    }

    QSlotObjectBase *m_inner;
    void *m_edge;
};

} // namespace

bool QMetaObject::invokeMethodImpl(QObject *object, QtPrivate::QSlotObjectBase *slot, Qt::ConnectionType type,
                                   void *result)
{
    static const auto real = next<bool (*)(QObject *, QtPrivate::QSlotObjectBase *, Qt::ConnectionType, void *)>(
        "_ZN11QMetaObject16invokeMethodImplEP7QObjectPN9QtPrivate15QSlotObjectBaseEN2Qt14ConnectionTypeEPv");
    auto *const ordered = new OrderedSlot(slot, nullptr);
    __tsan_release(ordered->edge());
    return real(object, ordered, type, result);
}

QMetaObject::Connection QObject::connectImpl(const QObject *sender, void **signal, const QObject *receiver, void **slot,
                                             QtPrivate::QSlotObjectBase *slotObject, Qt::ConnectionType type,
                                             const int *types, const QMetaObject *meta)
{
    static const auto real = next<QMetaObject::Connection (*)(const QObject *, void **, const QObject *, void **,
                                                              QtPrivate::QSlotObjectBase *, Qt::ConnectionType,
                                                              const int *, const QMetaObject *)>(
        "_ZN7QObject11connectImplEPKS_PPvS1_S3_PN9QtPrivate15QSlotObjectBaseEN2Qt14ConnectionTypeEPKiPK11QMetaObject");
    auto *const ordered = new OrderedSlot(slotObject, sender);
    __tsan_release(ordered->edge());
    return real(sender, signal, receiver, slot, ordered, type, types, meta);
}

void QMetaObject::activate(QObject *sender, const QMetaObject *meta, int index, void **arguments)
{
    static const auto real =
        next<void (*)(QObject *, const QMetaObject *, int, void **)>("_ZN11QMetaObject8activateEP7QObjectPKS_iPPv");
    __tsan_release(sender);
    real(sender, meta, index, arguments);
}

void QThreadPool::start(std::function<void()> task, int priority)
{
    static const auto real =
        next<void (*)(QThreadPool *, std::function<void()>, int)>("_ZN11QThreadPool5startESt8functionIFvvEEi");
    const auto edge = std::make_shared<char>();
    std::function<void()> ordered = [edge, pool = this, task = std::move(task)] {
        __tsan_acquire(edge.get());
        task();
        __tsan_release(pool);
    };
    __tsan_release(edge.get()); // the last thing: what comes before includes all that was made here
    real(this, std::move(ordered), priority);
}

bool QThreadPool::waitForDone(int msecs)
{
    static const auto real = next<bool (*)(QThreadPool *, int)>("_ZN11QThreadPool11waitForDoneEi");
    const bool done = real(this, msecs);
    __tsan_acquire(this);
    return done;
}

bool QThread::wait(QDeadlineTimer deadline)
{
    static const auto real = next<bool (*)(QThread *, QDeadlineTimer)>("_ZN7QThread4waitE14QDeadlineTimer");
    const bool ended = real(this, deadline);
    __tsan_acquire(this);
    return ended;
}

// How QProcess starts a program: its child runs in our memory until the exec. ThreadSanitizer takes every child for one
// with a memory of its own, and has it ignore whatever it does, order and all, until then. In the same memory it is the
// thread that called here that ignores it, for good: what it hands on looks like a race, and its own races stay hidden.
// So the child gets a copy of the memory. That changes nothing for it, since it tells its errors through a pipe; it is
// what QProcess does where there is no such clone.
extern "C" __attribute__((visibility("default"))) int clone(int (*run)(void *), void *stack, int flags, void *argument,
                                                            ...) noexcept
{
    static const auto real = next<int (*)(int (*)(void *), void *, int, void *, ...)>("clone");
    std::va_list rest;
    va_start(rest, argument);
    void *const parent = va_arg(rest, void *);
    void *const storage = va_arg(rest, void *);
    void *const child = va_arg(rest, void *);
    va_end(rest);
    const bool untilExec = (flags & CLONE_VFORK) != 0;
    return real(run, stack, untilExec ? flags & ~CLONE_VM : flags, argument, parent, storage, child);
}

/// Asked for by the linker of every program, so that this file is in it.
extern "C" void lamplighterQtEdges()
{}
