#include "app/ctl/output.h"

#include "core/base/printable.h"
#include "core/base/terminal.h"
#include "core/client/shapes.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <cstdio>

namespace lamplighter::ctl {

using namespace Qt::StringLiterals;

namespace {

void write(std::FILE *stream, const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stream);
    std::fflush(stream);
}

QString sequence(Colour colour)
{
    switch (colour) {
    case Colour::Plain:
        break;
    case Colour::Good:
        return u"\x1b[32m"_s;
    case Colour::Attention:
        return u"\x1b[33m"_s;
    case Colour::Bad:
        return u"\x1b[31m"_s;
    case Colour::Quiet:
        return u"\x1b[2m"_s;
    }
    return {};
}

QString painted(const QString &text, Colour colour, bool colours)
{
    return !colours || colour == Colour::Plain ? text : sequence(colour) + text + u"\x1b[0m"_s;
}

} // namespace

QString printable(const QString &text, bool colours)
{
    return lamplighter::printable(text, colours ? Colours::Kept : Colours::Removed);
}

QString formatted(const Table &table, bool colours)
{
    QList<qsizetype> widths;
    for (const QString &title : table.heading) {
        widths.append(title.size());
    }
    for (const QList<Cell> &row : table.rows) {
        for (qsizetype column = 0; column < row.size(); ++column) {
            widths[column] = std::max(widths.at(column), printable(row.at(column).text, false).size());
        }
    }
    QString out;
    const auto addRow = [&](const QList<Cell> &row) {
        qsizetype last = row.size() - 1;
        while (last > 0 && row.at(last).text.isEmpty()) {
            --last;
        }
        for (qsizetype column = 0; column <= last; ++column) {
            const QString text = printable(row.at(column).text, false);
            out += painted(text, row.at(column).colour, colours);
            if (column < last) {
                out += QString(widths.at(column) - text.size() + 2, u' ');
            }
        }
        out += u'\n';
    };
    QList<Cell> heading;
    for (const QString &title : table.heading) {
        heading.append({title, Colour::Quiet});
    }
    addRow(heading);
    for (const QList<Cell> &row : table.rows) {
        addRow(row);
    }
    return out;
}

Output::Output(bool json)
    : m_json(json)
    , m_terminal(isTerminal(StandardStream::Output))
    , m_colours(!json && colourIsWelcome(StandardStream::Output))
{}

QString Output::coloured(const QString &text, Colour colour) const
{
    return painted(text, colour, m_colours);
}

void Output::line(const QString &text) const
{
    const Colours colours = m_colours ? Colours::Kept : Colours::Removed;
    write(stdout, lamplighter::printable(text, colours, true) + u'\n');
}

void Output::table(const Table &table) const
{
    write(stdout, formatted(table, m_colours));
}

void Output::object(const QJsonObject &object) const
{
    // A program gets the words as they are; somebody who looks gets what cannot steer a terminal.
    const QJsonObject shown = m_terminal ? lamplighter::printable(object) : object;
    write(stdout, QString::fromUtf8(QJsonDocument(shown).toJson(QJsonDocument::Compact)) + u'\n');
}

void Output::error(const Error &error, const QString &subject) const
{
    if (m_json) {
        QJsonObject object = client::toJson(error);
        if (!subject.isEmpty()) {
            object.insert("unit"_L1, subject);
        }
        write(stderr, QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)) + u'\n');
        return;
    }
    const QString about = subject.isEmpty() ? QString() : subject + u": "_s;
    QString words = error.message;
    if (error.code == ErrorCode::Unauthenticated) {
        words += u"; "_s + QCoreApplication::translate("lamplighter::ctl::Output", "give one with --token-file");
    }
    write(stderr, u"lampctl: "_s + about + printable(words, false) + u'\n');
    if (error.code == ErrorCode::Untrusted) {
        const QString hint = QCoreApplication::translate(
            "lamplighter::ctl::Output",
            "Compare it with what \"lampctl fingerprint\" says on that machine. If it is the "
            "same, give: --fingerprint %1");
        write(stderr, hint.arg(printable(error.field, false)) + u'\n');
    }
}

void Output::redraw(const QString &text) const
{
    // Home, each line cleared to its end, then all below: without the flicker of clearing everything first.
    QString lines = lamplighter::printable(text, m_colours ? Colours::Kept : Colours::Removed, true);
    lines.replace(u"\n"_s, u"\x1b[K\n"_s);
    write(stdout, u"\x1b[H"_s + lines + u"\x1b[J"_s);
}

} // namespace lamplighter::ctl
