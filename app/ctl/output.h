// What lampctl prints: lines and tables for people, JSON for programs; answers to stdout, errors to stderr.
#pragma once

#include "core/base/error.h"

#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

namespace lamplighter::ctl {

enum class Colour { Plain, Good, Attention, Bad, Quiet };

struct Cell
{
    QString text;
    Colour colour = Colour::Plain;
};

/// Rows under a heading, columns as wide as their widest cell.
struct Table
{
    QStringList heading;
    QList<QList<Cell>> rows;
};

/// As text, with two spaces between columns and none behind the last.
QString formatted(const Table &table, bool colours);
/// `text` without what could steer a terminal: a unit's output or an error's words must not. Colours stay if `colours`.
QString printable(const QString &text, bool colours);

class Output
{
public:
    explicit Output(bool json);

    [[nodiscard]] bool isJson() const { return m_json; }
    /// Somebody looks at a terminal that can be redrawn.
    [[nodiscard]] bool isLive() const { return !m_json && m_terminal; }

    void line(const QString &text) const;
    void table(const Table &table) const;
    void object(const QJsonObject &object) const;
    /// `subject`: the unit it is about, if there are several.
    void error(const Error &error, const QString &subject = {}) const;
    /// Replaces what is on the terminal.
    void redraw(const QString &text) const;
    [[nodiscard]] QString coloured(const QString &text, Colour colour) const;
    [[nodiscard]] bool colours() const { return m_colours; }

private:
    bool m_json;
    bool m_terminal;
    bool m_colours;
};

} // namespace lamplighter::ctl
