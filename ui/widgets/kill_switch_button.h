// The guarded kill switch in the top bar. A click only opens the dialog; nothing is stopped by it.
#pragma once

#include "ui/models/availability.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>

namespace lamplighter::ui {

class KillSwitchButton final : public QAbstractButton
{
    Q_OBJECT
public:
    enum class Standing { Armed, Engaged };

    explicit KillSwitchButton(Theme &theme, QWidget *parent = nullptr);

    void setStanding(Standing standing);
    [[nodiscard]] Standing standing() const { return m_standing; }
    /// `hint` says what a click opens.
    void setAvailability(const Availability &availability, const QString &hint = {});
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] QFont labelFont() const { return m_theme.font(TextStyle::Section); }

    Theme &m_theme;
    Standing m_standing = Standing::Armed;
};

} // namespace lamplighter::ui
