// Which restart, or update, of which engine: ids are unique within one engine only.
#pragma once

#include "ui/models/unit_key.h"

namespace lamplighter::ui {

struct RestartKey
{
    InstanceId instance;
    QString id; ///< "R-118"

    [[nodiscard]] bool isEmpty() const { return id.isEmpty(); }
    friend bool operator==(const RestartKey &, const RestartKey &) = default;
    friend size_t qHash(const RestartKey &key, size_t seed = 0) { return qHashMulti(seed, key.instance, key.id); }
};

/// One update of the history, and the restart it asked for (none for one that was ignored).
struct UpdateKey
{
    InstanceId instance;
    QString id; ///< "U-2291"
    QString restart;

    [[nodiscard]] bool isEmpty() const { return id.isEmpty(); }
    friend bool operator==(const UpdateKey &, const UpdateKey &) = default;
    friend size_t qHash(const UpdateKey &key, size_t seed = 0) { return qHashMulti(seed, key.instance, key.id); }
};

} // namespace lamplighter::ui

Q_DECLARE_METATYPE(lamplighter::ui::RestartKey)
Q_DECLARE_METATYPE(lamplighter::ui::UpdateKey)
