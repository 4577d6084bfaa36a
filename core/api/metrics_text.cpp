#include "core/api/metrics_text.h"

namespace lamplighter::api {

namespace {

/// A backslash, a quote and a line break would end the value or the line; other control characters have no place.
QByteArray escaped(const QString &value)
{
    QByteArray out;
    const QByteArray bytes = value.toUtf8();
    out.reserve(bytes.size());
    for (const char c : bytes) {
        switch (c) {
        case '\\':
            out += "\\\\";
            break;
        case '"':
            out += "\\\"";
            break;
        case '\n':
            out += "\\n";
            break;
        default:
            out += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
        }
    }
    return out;
}

} // namespace

void MetricsText::family(const char *name, const char *type, const char *help)
{
    m_name = name;
    m_text.append("# HELP ").append(m_name).append(' ').append(help).append('\n');
    m_text.append("# TYPE ").append(m_name).append(' ').append(type).append('\n');
}

void MetricsText::begin(const Labels &labels)
{
    m_text.append(m_name);
    char separator = '{';
    for (const auto &[name, value] : labels) {
        m_text.append(separator).append(name).append("=\"").append(escaped(value)).append('"');
        separator = ',';
    }
    m_text.append(labels.isEmpty() ? " " : "} ");
}

void MetricsText::value(double number, const Labels &labels)
{
    begin(labels);
    m_text.append(QByteArray::number(number, 'g', 17)).append('\n');
}

void MetricsText::value(qint64 number, const Labels &labels)
{
    begin(labels);
    m_text.append(QByteArray::number(number)).append('\n');
}

} // namespace lamplighter::api
