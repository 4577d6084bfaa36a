#include "core/watchdog/notify_message.h"

#include <limits>

namespace lamplighter::watchdog {

namespace {

constexpr qsizetype kLongestDatagram = 64 * 1024;
constexpr qsizetype kLongestStatus = 1024;

/// Digits only, no sign and no blanks, as systemd reads them.
std::optional<qint64> wholeNumber(QByteArrayView text)
{
    if (text.isEmpty() || text.size() > 19) {
        return std::nullopt;
    }
    quint64 value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') {
            return std::nullopt;
        }
        value = value * 10 + static_cast<quint64>(c - '0');
    }
    if (value > static_cast<quint64>(std::numeric_limits<qint64>::max())) {
        return std::nullopt;
    }
    return static_cast<qint64>(value);
}

std::optional<std::chrono::microseconds> period(QByteArrayView text)
{
    // Far beyond this a sum with the present would overflow; systemd's own "infinity" is not a number either.
    constexpr qint64 kLongest = 10'000LL * 86'400 * 1'000'000;
    const std::optional<qint64> value = wholeNumber(text);
    if (!value || *value > kLongest) {
        return std::nullopt;
    }
    return std::chrono::microseconds(*value);
}

QString statusText(QByteArrayView value)
{
    // Cut in bytes first: decoding a whole datagram to keep its first line would be the sender's gain.
    QString text = QString::fromUtf8(value.first(std::min(value.size(), kLongestStatus * 4)));
    for (QChar &c : text) {
        if (c.category() == QChar::Other_Control) {
            c = u' ';
        }
    }
    if (text.size() > kLongestStatus) {
        qsizetype end = kLongestStatus;
        if (text.at(end - 1).isHighSurrogate()) {
            --end;
        }
        text.truncate(end);
    }
    return text.trimmed();
}

template <typename T> void keep(std::optional<T> *target, const std::optional<T> &value)
{
    if (value) {
        *target = value;
    }
}

void readField(QByteArrayView key, QByteArrayView value, Notification *out)
{
    const bool yes = value == "1";
    if (key == "READY") {
        out->ready = yes;
    } else if (key == "RELOADING") {
        out->reloading = yes;
    } else if (key == "STOPPING") {
        out->stopping = yes;
    } else if (key == "WATCHDOG") {
        out->watchdog = out->watchdog || yes;
        out->watchdogTrigger = out->watchdogTrigger || value == "trigger";
    } else if (key == "BARRIER") {
        out->barrier = yes;
    } else if (key == "MONOTONIC_USEC") {
        keep(&out->monotonic, period(value));
    } else if (key == "EXTEND_TIMEOUT_USEC") {
        keep(&out->extendTimeout, period(value));
    } else if (key == "WATCHDOG_USEC") {
        keep(&out->watchdogPeriod, period(value));
    } else if (key == "MAINPID") {
        const std::optional<qint64> pid = wholeNumber(value);
        if (pid && *pid > 1 && *pid <= std::numeric_limits<qint32>::max()) {
            out->mainPid = pid;
        }
    } else if (key == "ERRNO") {
        const std::optional<qint64> number = wholeNumber(value);
        if (number && *number <= std::numeric_limits<qint32>::max()) {
            out->errorNumber = static_cast<int>(*number);
        }
    } else if (key == "STATUS") {
        out->status = statusText(value);
    } else if (key == "X_CHECKPOINT") {
        out->checkpoint = yes;
    } else if (key == "X_IN_FLIGHT") {
        const std::optional<qint64> number = wholeNumber(value);
        if (number && *number <= std::numeric_limits<qint32>::max()) {
            out->inFlight = static_cast<int>(*number);
        }
    }
}

} // namespace

Notification parseNotification(const QByteArray &datagram)
{
    Notification out;
    const QByteArrayView text = QByteArrayView(datagram).first(std::min(datagram.size(), kLongestDatagram));
    qsizetype at = 0;
    while (at < text.size()) {
        qsizetype end = text.indexOf('\n', at);
        if (end < 0) {
            end = text.size();
        }
        const QByteArrayView line = text.sliced(at, end - at);
        const qsizetype equals = line.indexOf('=');
        if (equals > 0) {
            readField(line.first(equals), line.sliced(equals + 1), &out);
        }
        at = end + 1;
    }
    return out;
}

} // namespace lamplighter::watchdog
