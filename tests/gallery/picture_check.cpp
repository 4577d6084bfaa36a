#include "tests/gallery/picture_check.h"

#include "ui/widgets/button.h"
#include "ui/widgets/label.h"

#include <QSet>

namespace lamplighter::gallery {
namespace {

bool isBlank(const QImage &image)
{
    QSet<QRgb> colours;
    for (int y = 0; y < image.height(); y += 3) {
        for (int x = 0; x < image.width(); x += 3) {
            colours.insert(image.pixel(x, y));
            if (colours.size() > 8) {
                return false;
            }
        }
    }
    return true;
}

QString nameOf(const QWidget *widget)
{
    return widget->objectName().isEmpty() ? QString::fromLatin1(widget->metaObject()->className())
                                          : widget->objectName();
}

/// A widget that is smaller than its text wants, or that reaches out of its parent.
QString clipping(const QWidget *widget, const QString &text, int wanted)
{
    if (text.isEmpty() || wanted <= widget->width()) {
        return {};
    }
    return QStringLiteral("%1 \"%2\" is %3 wide and needs %4")
        .arg(nameOf(widget), text)
        .arg(widget->width())
        .arg(wanted);
}

} // namespace

QStringList defectsOf(const QImage &image, const QList<QWidget *> &shown)
{
    QStringList defects;
    if (isBlank(image)) {
        defects.append(QStringLiteral("the picture is blank"));
    }
    for (const QWidget *root : shown) {
        const QList<ui::Label *> labels = root->findChildren<ui::Label *>();
        for (const ui::Label *label : labels) {
            if (label->isVisible() && label->wordWrap() && label->heightForWidth(label->width()) > label->height()) {
                defects.append(QStringLiteral("%1 \"%2\" is too low for its lines").arg(nameOf(label), label->text()));
            }
            if (label->isVisible() && !label->wordWrap() && label->minimumSizeHint().width() > label->width()) {
                defects.append(clipping(label, label->text(), label->minimumSizeHint().width()));
            }
        }
        const QList<QAbstractButton *> buttons = root->findChildren<QAbstractButton *>();
        for (const QAbstractButton *button : buttons) {
            if (button->isVisible() && button->sizePolicy().horizontalPolicy() == QSizePolicy::Fixed) {
                defects.append(clipping(button, button->text(), button->sizeHint().width()));
            }
        }
    }
    defects.removeAll(QString());
    return defects;
}

} // namespace lamplighter::gallery
