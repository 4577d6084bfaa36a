// A reason that goes to the audit trail: its line of text, how long it must be, how long it is.
#pragma once

#include "ui/widgets/label.h"

#include <QLineEdit>

namespace lamplighter::ui {

class ReasonField final : public QWidget
{
    Q_OBJECT
public:
    ReasonField(Theme &theme, int minimum, int maximum, const QString &hint, QWidget *parent = nullptr);

    [[nodiscard]] QString reason() const { return m_edit->text().trimmed(); }
    [[nodiscard]] bool isLongEnough() const { return reason().size() >= m_minimum; }
    [[nodiscard]] QLineEdit *edit() const { return m_edit; }

Q_SIGNALS:
    void changed();

private:
    void count();

    int m_minimum;
    int m_maximum;
    QLineEdit *m_edit;
    Label *m_count;
};

} // namespace lamplighter::ui
