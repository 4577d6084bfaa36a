// Which unit of which engine: names are unique within one engine only.
#pragma once

#include "core/base/ids.h"

#include <QMetaType>

namespace lamplighter::ui {

/// One connection of the console to an engine, chosen by the console; says nothing about the engine itself.
using InstanceId = StrongId<struct InstanceIdTag>;

struct UnitKey
{
    InstanceId instance;
    QString name;

    [[nodiscard]] bool isEmpty() const { return name.isEmpty(); }
    friend bool operator==(const UnitKey &, const UnitKey &) = default;
    friend size_t qHash(const UnitKey &key, size_t seed = 0) { return qHashMulti(seed, key.instance, key.name); }
};

} // namespace lamplighter::ui

Q_DECLARE_METATYPE(lamplighter::ui::UnitKey)
Q_DECLARE_METATYPE(lamplighter::ui::InstanceId)
