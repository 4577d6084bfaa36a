// How old the picture of an engine is, in one of six words.
#pragma once

#include "core/client/engine.h"
#include "ui/models/state_kind.h"

#include <QCoreApplication>

namespace lamplighter::ui {

enum class FreshnessWord { Connecting, Live, Late, Stale, Reconnecting, NotConnected };

struct Freshness
{
    FreshnessWord word = FreshnessWord::Connecting;
    Duration age{0}; ///< since the engine was last heard
    int attempt = 0; ///< of reconnecting

    /// What is shown can no longer be trusted.
    [[nodiscard]] bool isStale() const;
    [[nodiscard]] StateKind kind() const;
};

/// Live under 6 s, late under 30 s, then stale; a lost connection is Reconnecting until what is shown is stale.
Freshness freshness(client::Connection connection, int attempt, std::optional<Instant> lastHeard, Instant now);

class FreshnessTexts
{
    Q_DECLARE_TR_FUNCTIONS(lamplighter::ui::FreshnessTexts)
public:
    static QString word(const Freshness &freshness);   ///< "Late, 14 s old"
    static QString detail(const Freshness &freshness); ///< "updated 2 s ago"; empty where the word says all
};

} // namespace lamplighter::ui
