// What every widget of the console is given: how things look, what time it is, and the one clock tick they share.
#pragma once

#include "core/base/clock.h"
#include "ui/theme/theme.h"

#include <QTimer>

namespace lamplighter::ui {

/// One timer for everything that counts seconds, so that an idle console wakes once.
class SecondTicker final : public QObject
{
    Q_OBJECT
public:
    explicit SecondTicker(QObject *parent = nullptr)
        : QObject(parent)
    {
        m_timer.setInterval(seconds(1));
        connect(&m_timer, &QTimer::timeout, this, &SecondTicker::ticked);
        m_timer.start();
    }

Q_SIGNALS:
    void ticked();

private:
    QTimer m_timer;
};

struct Surroundings
{
    Theme &theme;
    const Clock &clock;
    SecondTicker &ticker;
};

} // namespace lamplighter::ui
