// The filter language of the table of units: what an operator types into the filter field, read once and then asked of
// every row. One value, tested by itself.
//
//   word            part of the name, group, service or instance
//   "two words"     the same, with a space
//   group:agents    also name: service: instance: state: health: reason: exit:
//   restarts>3      also cpu memory uptime pid, with > >= < <= =; "uptime<5m", "memory>1.5G"
//   -state:running  a minus turns any of them round
//
// A unit is shown if all of them hold. Upper and lower case are alike.
#pragma once

#include "ui/models/unit_row.h"

#include <QCoreApplication>

namespace lamplighter::ui {

class UnitQuery
{
    Q_DECLARE_TR_FUNCTIONS(lamplighter::ui::UnitQuery)
public:
    enum class Field {
        Any,
        Name,
        Group,
        Service,
        Instance,
        State,
        Health,
        Reason,
        Exit,
        Restarts,
        Cpu,
        Memory,
        Uptime,
        Pid
    };
    enum class Comparison { Contains, Less, AtMost, Equal, AtLeast, More };

    struct Term
    {
        Field field = Field::Any;
        Comparison comparison = Comparison::Contains;
        QString text;
        double number = 0; ///< per cent, bytes, seconds or a count
        bool negated = false;
        bool operator==(const Term &) const = default;
    };

    /// What cannot be understood is left out and named in problem().
    static UnitQuery parse(const QString &text);

    [[nodiscard]] bool matches(const UnitRow &row, WallTime now) const;
    [[nodiscard]] bool isEmpty() const { return m_terms.isEmpty(); }
    [[nodiscard]] const QList<Term> &terms() const { return m_terms; }
    /// The first thing that could not be understood, as a sentence; empty if there is none.
    [[nodiscard]] const QString &problem() const { return m_problem; }
    /// Asks for ages or use, which change without a new status.
    [[nodiscard]] bool changesByItself() const;
    /// Lines for the help under the field: an example and what it does.
    static QList<std::pair<QString, QString>> help();

    bool operator==(const UnitQuery &) const = default;

private:
    void addTerm(const QString &word, bool quoted);

    QList<Term> m_terms;
    QString m_problem;
};

} // namespace lamplighter::ui
