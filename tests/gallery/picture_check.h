// What can be checked of a picture without eyes: it shows something, and no text is cut off without an ellipsis.
#pragma once

#include <QImage>
#include <QStringList>
#include <QWidget>

namespace lamplighter::gallery {

/// One sentence for each defect; empty if there is none.
QStringList defectsOf(const QImage &image, const QList<QWidget *> &shown);

} // namespace lamplighter::gallery
