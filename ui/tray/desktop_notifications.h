// Notifications of the desktop, with buttons (org.freedesktop.Notifications, Desktop Notifications Specification 1.2).
// Where there is no such service it says so, and someone else must tell. Never waits. GUI thread.
#pragma once

#include "ui/models/announcer.h"

#include <QImage>
#include <QObject>

#include <memory>

namespace lamplighter::ui {

class DesktopNotifications final : public QObject
{
    Q_OBJECT
public:
    explicit DesktopNotifications(QObject *parent = nullptr);
    ~DesktopNotifications() override;

    /// Replaces what is shown under the same key.
    void show(const Announcement &announcement, const QImage &picture);
    void withdraw(const QString &key);

Q_SIGNALS:
    /// The operator pressed a button; Announcer::kView for the notification itself.
    void chosen(const QString &key, const QString &action);
    /// Nobody showed it.
    void notShown(const lamplighter::ui::Announcement &announcement);

private Q_SLOTS:
    void actionInvoked(uint id, const QString &action);
    void closed(uint id, uint reason);

private:
    struct Service;
    std::unique_ptr<Service> m_service;
};

} // namespace lamplighter::ui
