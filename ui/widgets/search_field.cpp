#include "ui/widgets/search_field.h"

#include <QKeyEvent>
#include <QPainter>

namespace lamplighter::ui {
namespace {
constexpr int kIcon = 16;
constexpr int kLeft = 10;
} // namespace

SearchField::SearchField(Theme &theme, const QString &placeholder, const QString &key, const QString &name,
                         QWidget *parent)
    : QLineEdit(parent)
    , m_theme(theme)
{
    setObjectName(name);
    setAccessibleName(placeholder);
    setPlaceholderText(placeholder);
    setProperty("focusRadius", theme.sizes().radiusControl);
    setProperty("focusInside", true);
    if (!key.isEmpty()) {
        m_key = new KeyCap(theme, key, this);
        connect(this, &QLineEdit::textChanged, m_key,
                [this](const QString &text) { m_key->setVisible(text.isEmpty()); });
    }
    connect(&theme, &Theme::changed, this, &SearchField::restyle);
    restyle();
}

void SearchField::restyle()
{
    setFixedHeight(m_theme.scaled(m_theme.sizes().fieldSmall));
    setFont(m_theme.font(TextStyle::Body));
    // The style sheet pads 9 px; the rest makes room for lens and key.
    setTextMargins(m_theme.scaled(kIcon) + 6, 0, m_key ? m_key->sizeHint().width() : 0, 0);
}

void SearchField::setPreferredWidth(int width)
{
    m_preferredWidth = width;
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setMinimumWidth(width / 2);
    setMaximumWidth(width);
}

QSize SearchField::sizeHint() const
{
    const QSize hint = QLineEdit::sizeHint();
    return m_preferredWidth > 0 ? QSize(m_preferredWidth, hint.height()) : hint;
}

void SearchField::resizeEvent(QResizeEvent *event)
{
    QLineEdit::resizeEvent(event);
    if (m_key) {
        const QSize size = m_key->sizeHint();
        m_key->setGeometry(width() - size.width() - 8, (height() - size.height()) / 2, size.width(), size.height());
    }
}

void SearchField::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    QPainter painter(this);
    const int icon = m_theme.scaled(kIcon);
    m_theme.paintIcon(painter, QRect(kLeft, (height() - icon) / 2, icon, icon), Icon::Search,
                      m_theme.palette().mutedText);
}

void SearchField::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        if (text().isEmpty()) {
            Q_EMIT left();
        } else {
            clear();
        }
        return;
    }
    QLineEdit::keyPressEvent(event);
}

} // namespace lamplighter::ui
