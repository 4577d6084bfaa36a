// A notice as it is typed in: a report, or a question to the policy. Pure.
#pragma once

#include "core/client/shapes_updates.h"

#include <QCoreApplication>
#include <QMap>

namespace lamplighter::ui {

struct NoticeForm
{
    QString service;
    QString modules; ///< separated by commas, blanks or lines
    client::ChangeType change = client::ChangeType::Code;
    client::UpdateSeverity severity = client::UpdateSeverity::Medium;
    QString description;
    QString version;
    bool operator==(const NoticeForm &) const = default;

    [[nodiscard]] client::Notice notice() const;
    /// Nothing was filled in yet.
    [[nodiscard]] bool isEmpty() const;
};

class NoticeForms
{
    Q_DECLARE_TR_FUNCTIONS(lamplighter::ui::NoticeForms)
public:
    /// What is wrong, by field ("service", "modules", "description", "version"): a sentence without a full stop.
    static QMap<QString, QString> problems(const NoticeForm &form);
    /// An answer of the engine that names a field of ours; the words are the engine's.
    static QString fieldOf(const Error &error);
};

} // namespace lamplighter::ui
