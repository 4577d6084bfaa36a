// What failed, why, and what to do: an Error for people.
#pragma once

#include "core/base/error.h"

#include <QCoreApplication>

namespace lamplighter::ui {

class ErrorTexts
{
    Q_DECLARE_TR_FUNCTIONS(lamplighter::ui::ErrorTexts)
public:
    /// One or two sentences. The engine's own words are kept where they say more than the code.
    static QString sentence(const Error &error);
};

} // namespace lamplighter::ui
