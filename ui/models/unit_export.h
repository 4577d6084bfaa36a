// What a table shows as text for other programs.
#pragma once

#include "ui/models/unit_filter.h"

#include <QByteArray>

namespace lamplighter::ui {

enum class ExportFormat { Csv, Json };

class UnitExport
{
public:
    /// All columns of the rows that the filter shows, in their order; `only` (if not empty) leaves others out. CSV is
    /// RFC 4180 in UTF-8 with a line of headings; cells that a spreadsheet would run as a formula are quoted with an
    /// apostrophe. JSON is an array of objects with times in UTC.
    static QByteArray write(const UnitTableModel &model, const UnitFilterProxy &shown, const QList<UnitKey> &only,
                            ExportFormat format);
};

} // namespace lamplighter::ui
