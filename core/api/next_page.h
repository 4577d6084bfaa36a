// The address of the page of a list that follows: every list of the API gives it as "next", and the last page has none.
#pragma once

#include "core/api/router.h"

namespace lamplighter::api {

/// Path and query of the request, with `key` (after, before) at `position` in place of where it began.
QString nextPage(const Request &request, const QString &key, const QString &position);

} // namespace lamplighter::api
