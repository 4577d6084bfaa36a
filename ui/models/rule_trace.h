// The rules of the policy as they looked at one notice, in the words of the console. Pure.
#pragma once

#include "core/client/shapes_updates.h"
#include "ui/models/update_texts.h"

namespace lamplighter::ui {

struct RuleLine
{
    QString title;   ///< "1. Critical module, and the change is code"
    QString outcome; ///< "matched", "not reached", "no match: change config"
    bool matched = false;
    QList<QPair<QString, QString>> inputs; ///< of the rule that matched
    bool operator==(const RuleLine &) const = default;
};

struct ModuleLine
{
    QString module;
    TagText tag; ///< which list it is in; without text: in none
    QString pattern;
    bool operator==(const ModuleLine &) const = default;
};

class RuleTrace
{
    Q_DECLARE_TR_FUNCTIONS(lamplighter::ui::RuleTrace)
public:
    static QList<RuleLine> lines(const client::DecisionTrace &trace);
    static QList<ModuleLine> modules(const client::DecisionTrace &trace);
    /// All of it as text, for assistive technology and the clipboard.
    static QString text(const QList<RuleLine> &lines);

private:
    static QString title(const QString &rule, const client::DecisionTrace &trace);
    static QString label(const QString &input);
};

} // namespace lamplighter::ui
