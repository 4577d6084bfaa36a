// The striped banner while a kill switch is engaged: above every page, cannot be closed.
#pragma once

#include "ui/widgets/button.h"
#include "ui/widgets/label.h"

namespace lamplighter::ui {

class Banner final : public QWidget
{
    Q_OBJECT
public:
    explicit Banner(Theme &theme, QWidget *parent = nullptr);

    void setTexts(const QString &title, const QString &detail);
    void setRearm(const Availability &availability) { m_rearm->setAvailability(availability); }

Q_SIGNALS:
    void viewWanted();
    void rearmWanted();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Theme &m_theme;
    Label *m_title;
    Label *m_detail;
    Button *m_view;
    Button *m_rearm;
};

} // namespace lamplighter::ui
