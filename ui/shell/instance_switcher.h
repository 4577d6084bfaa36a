// Which engines every page is about: a button with the worst state in scope, and a list to choose from.
#pragma once

#include "ui/models/instances.h"
#include "ui/models/scope_picture.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QPointer>

namespace lamplighter::ui {

class InstanceSwitcher final : public QAbstractButton
{
    Q_OBJECT
public:
    InstanceSwitcher(Theme &theme, Instances &instances, QWidget *parent = nullptr);

    void show(const StandingText &standing);
    using QWidget::show;
    void openList();
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void connectWanted();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Theme &m_theme;
    Instances &m_instances;
    StandingText m_standing;
    QPointer<QWidget> m_list;
};

} // namespace lamplighter::ui
