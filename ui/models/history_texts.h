// How a unit recovered, in the words of the details panel.
#pragma once

#include "ui/models/spec_texts.h"
#include "ui/models/time_texts.h"

#include "core/client/shapes.h"

namespace lamplighter::ui {

class HistoryTexts
{
    Q_DECLARE_TR_FUNCTIONS(lamplighter::ui::HistoryTexts)
public:
    /// `history` is absent where the engine does not tell it. Lines that say nothing are left out.
    static QList<SpecLine> lines(const client::UnitStatus &status, const std::optional<client::UnitHistory> &history);
};

} // namespace lamplighter::ui
