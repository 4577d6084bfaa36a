// One scope to choose in the kill switch dialogs: what it covers, and how many processes that is.
#pragma once

#include "ui/theme/theme.h"

#include <QAbstractButton>

namespace lamplighter::ui {

class ScopeOption final : public QAbstractButton
{
    Q_OBJECT
public:
    ScopeOption(Theme &theme, const QString &name, QWidget *parent = nullptr);
    void setTexts(const QString &title, const QString &detail, const QString &count);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Theme &m_theme;
    QString m_detail;
    QString m_count;
};

} // namespace lamplighter::ui
