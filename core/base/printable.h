// Text of strangers (a unit's output, an engine's words), made fit to be shown: nothing in it steers a terminal,
// reverses the direction of reading, or hides.
#pragma once

#include <QJsonObject>
#include <QString>

namespace lamplighter {

enum class Colours { Removed, Kept };

/// Control characters (but tab, and line feed if `lines`), marks that change the direction of reading (Unicode UAX 9)
/// and halves of surrogate pairs become U+FFFD. Colour sequences (ECMA-48, SGR) are taken out, or kept for a terminal.
QString printable(const QString &text, Colours colours = Colours::Removed, bool lines = false);

/// Every text in `json`, names of members too; lines stay lines.
QJsonObject printable(const QJsonObject &json);

/// False if `json`, as UTF-8, surely needs no change: quick, since hardly any does.
bool mayNeedPrintable(const QByteArray &json);

} // namespace lamplighter
