#include "core/api/next_page.h"

#include <QUrl>

namespace lamplighter::api {

QString nextPage(const Request &request, const QString &key, const QString &position)
{
    QUrlQuery query = request.query;
    query.removeAllQueryItems(key);
    query.addQueryItem(key, QString::fromLatin1(QUrl::toPercentEncoding(position)));
    return QString::fromLatin1(QUrl::toPercentEncoding(request.path, "/")) + u'?' + query.toString(QUrl::FullyEncoded);
}

} // namespace lamplighter::api
