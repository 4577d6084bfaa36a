// The text that Prometheus reads (exposition format 0.0.4): one family after the other, each with its help and type.
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <utility>

namespace lamplighter::api {

class MetricsText
{
public:
    using Labels = QList<std::pair<const char *, QString>>;

    /// Begins a family; its values follow. `type`: "gauge" or "counter", the latter with a name that ends in "_total".
    void family(const char *name, const char *type, const char *help);
    void value(double number, const Labels &labels = {});
    void value(qint64 number, const Labels &labels = {});

    [[nodiscard]] const QByteArray &text() const { return m_text; }

private:
    void begin(const Labels &labels);

    QByteArray m_name;
    QByteArray m_text;
};

} // namespace lamplighter::api
