#include "ui/widgets/toasts.h"

#include "ui/widgets/button.h"
#include "ui/widgets/label.h"
#include "ui/widgets/state_glyph_widget.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QTimer>
#include <QVBoxLayout>

namespace lamplighter::ui {
namespace {

constexpr int kWidth = 360;
constexpr int kMost = 3;
constexpr auto kShownFor = seconds(8);
constexpr const char *kKeyProperty = "key";

class Toast final : public QWidget
{
public:
    Toast(Theme &theme, StateKind kind, const QString &title, const QString &sentence, QWidget *parent)
        : QWidget(parent)
        , m_theme(theme)
        , m_close(new Button(theme, ButtonKind::Ghost, {}, QStringLiteral("closeToast"), this))
    {
        setObjectName(QStringLiteral("toast"));
        setAccessibleName(title);
        setAccessibleDescription(sentence);
        m_close->setIconOnly(Icon::Close, Toasts::tr("Close this message"));
        auto *row = new QHBoxLayout(this);
        row->setContentsMargins(16, 12, 8, 12);
        row->setSpacing(12);
        row->addWidget(new StateGlyphWidget(theme, 16, kind, this), 0, Qt::AlignTop);
        auto *lines = new QVBoxLayout;
        lines->setSpacing(2);
        auto *bold = new Label(theme, TextStyle::Section, Tone::Primary, title, this);
        bold->setObjectName(QStringLiteral("toastTitle"));
        bold->setWordWrap(true);
        lines->addWidget(bold);
        if (!sentence.isEmpty()) {
            auto *rest = new Label(theme, TextStyle::Small, Tone::Secondary, sentence, this);
            rest->setWordWrap(true);
            lines->addWidget(rest);
        }
        row->addLayout(lines, 1);
        row->addWidget(m_close, 0, Qt::AlignTop);
    }
    [[nodiscard]] Button *closeButton() const { return m_close; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(m_theme.palette().strongLine);
        painter.setBrush(m_theme.palette().raised);
        const int radius = m_theme.sizes().radiusCard;
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    }

private:
    Theme &m_theme;
    Button *m_close;
};

} // namespace

Toasts::Toasts(Theme &theme, QWidget *window)
    : QWidget(window)
    , m_theme(theme)
    , m_column(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("toasts"));
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(8);
    auto *more = new Button(theme, ButtonKind::Default, {}, QStringLiteral("moreToasts"), this);
    m_more = more;
    m_column->addWidget(more, 0, Qt::AlignRight);
    connect(more, &QPushButton::clicked, this, &Toasts::removeAll);
    hide();
    window->installEventFilter(this);
}

void Toasts::add(StateKind kind, const QString &title, const QString &sentence, const QString &key)
{
    withdraw(key); // the same once more
    if (m_toasts.size() < kMost) {
        present({kind, title, sentence, key});
    } else {
        m_waiting.append({kind, title, sentence, key});
    }
    place();
}

void Toasts::withdraw(const QString &key)
{
    if (key.isEmpty()) {
        return;
    }
    m_waiting.removeIf([&](const Waiting &one) { return one.key == key; });
    const QList<QWidget *> shown = m_toasts;
    for (QWidget *toast : shown) {
        if (toast->property(kKeyProperty).toString() == key) {
            remove(toast);
        }
    }
    place();
}

void Toasts::present(const Waiting &message)
{
    auto *toast = new Toast(m_theme, message.kind, message.title, message.sentence, this);
    toast->setProperty(kKeyProperty, message.key);
    m_toasts.append(toast);
    m_column->insertWidget(m_column->count() - 1, toast);
    connect(toast->closeButton(), &QPushButton::clicked, this, [this, toast] { remove(toast); });
    if (message.kind != StateKind::Critical) {
        QTimer::singleShot(kShownFor, toast, [this, toast] { remove(toast); });
    }
}

void Toasts::remove(QWidget *toast)
{
    if (m_toasts.removeOne(toast)) {
        m_column->removeWidget(toast);
        toast->hide();
        toast->deleteLater();
        if (!m_waiting.isEmpty()) {
            present(m_waiting.takeFirst());
        }
        place();
    }
}

void Toasts::removeAll()
{
    m_waiting.clear();
    const QList<QWidget *> shown = m_toasts;
    for (QWidget *toast : shown) {
        remove(toast);
    }
}

void Toasts::place()
{
    if (m_toasts.isEmpty()) {
        hide();
        return;
    }
    m_more->setVisible(!m_waiting.isEmpty());
    m_more->setText(tr("%n more, close all", nullptr, static_cast<int>(m_waiting.size())));
    m_more->setAccessibleName(m_more->text());
    const int height = m_column->heightForWidth(kWidth);
    setGeometry(parentWidget()->width() - kWidth - m_theme.sizes().pagePadding, m_theme.sizes().topBar + 8, kWidth,
                height > 0 ? height : m_column->sizeHint().height());
    show();
    raise();
}

bool Toasts::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize) {
        place();
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace lamplighter::ui
