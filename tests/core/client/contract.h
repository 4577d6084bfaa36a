// What every way to an engine must do alike: over TCP, over its local socket, or by a direct call into it. A subclass
// says how to get there; the engine behind it is a real one, without units.
#pragma once

#include "core/client/engine.h"

#include <QObject>

#include <memory>

namespace lamplighter::tests {

class TransportContract : public QObject
{
    Q_OBJECT

public:
    using Make = std::function<std::unique_ptr<client::Transport>()>;
    explicit TransportContract(Make make)
        : m_make(std::move(make))
    {}

private Q_SLOTS:
    void init();
    void cleanup();

    void saysWhoAsks();
    void answersLaterAndOnlyToTheLiving();
    void refusesAlike_data();
    void refusesAlike();
    void parametersArriveUnchanged();
    void aUnitsLifeInThePicture();
    void outputIsReadAndFollowed();
    void killSwitchHoldsAndLetsGo();
    void alertsAreInThePicture();
    void draftsAreChecked();
    void reportsAreRead();
    void tokensComeAndGo();
    void eventsAreWhole();
    void streamsOpenAndEnd();
    void streamsAreRefusedAlike();

private:
    /// Waits for the answer of `call`, which is given a Reply<T>.
    template <typename T, typename Call> Result<T> answerOf(Call call);
    template <typename T> T valueOf(const Result<T> &result);
    [[nodiscard]] std::optional<client::UnitStatus> live(const QString &name) const;
    void addUnit(const QString &name, const QString &script);
    void removeUnit(const QString &name);

    Make m_make;
    std::unique_ptr<client::Engine> m_engine;
};

} // namespace lamplighter::tests
