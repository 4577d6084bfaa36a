// A line of text to look for something: a lens at the left, the key that leads here at the right.
#pragma once

#include "ui/theme/theme.h"
#include "ui/widgets/tag.h"

#include <QLineEdit>

namespace lamplighter::ui {

class SearchField final : public QLineEdit
{
    Q_OBJECT
public:
    /// `key` may be empty.
    SearchField(Theme &theme, const QString &placeholder, const QString &key, const QString &name,
                QWidget *parent = nullptr);

    /// As wide as this where there is room, down to half of it where there is not.
    void setPreferredWidth(int width);
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    /// Esc with nothing to clear.
    void left();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void restyle();

    Theme &m_theme;
    KeyCap *m_key = nullptr;
    int m_preferredWidth = 0;
};

} // namespace lamplighter::ui
