// Until when a restart can be deferred with one key. Pure.
#pragma once

#include "ui/models/time_texts.h"

namespace lamplighter::ui {

struct DeferChoice
{
    QString id;   ///< "1" "8" "T": the key that chooses it
    QString text; ///< "In 1 hour"
    QString hint; ///< "15:32"
    WallTime until{};
    bool operator==(const DeferChoice &) const = default;
};

class DeferChoices
{
    Q_DECLARE_TR_FUNCTIONS(lamplighter::ui::DeferChoices)
public:
    static QList<DeferChoice> at(const Viewpoint &when);
    /// As the operator picks it on a calendar and a clock of `zone`; nothing if that is over.
    static std::optional<WallTime> picked(const QDateTime &local, const Viewpoint &when);
};

} // namespace lamplighter::ui
