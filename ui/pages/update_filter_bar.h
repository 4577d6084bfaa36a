// Which updates are listed: a text to look for, and chips for what became of them.
#pragma once

#include "ui/models/restart_table_model.h"
#include "ui/models/update_counts_feed.h"
#include "ui/widgets/filter_chip.h"
#include "ui/widgets/label.h"
#include "ui/widgets/search_field.h"

#include <QButtonGroup>

class QBoxLayout;

namespace lamplighter::ui {

enum class UpdateView { Waiting, Deferred, Applied, Failed, Rejected, Ignored, All };
inline constexpr int kUpdateViewCount = 7;

class UpdateFilterBar final : public QWidget
{
    Q_OBJECT
public:
    explicit UpdateFilterBar(Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] UpdateView view() const { return static_cast<UpdateView>(m_chips.checkedId()); }
    void setView(UpdateView view);
    [[nodiscard]] QString text() const { return m_field->text().trimmed(); }
    [[nodiscard]] SearchField *field() const { return m_field; }
    void clearText();
    void showCounts(const RestartTableModel::Counts &open, const UpdateCountsFeed &over);
    void setNote(const QString &note);
    /// What is listed from the history; empty for what is not over.
    static QStringList statesOf(UpdateView view);
    static QString title(UpdateView view);

Q_SIGNALS:
    void changed();
    void left(); ///< Esc in the empty field

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void fit();

    Theme &m_theme;
    SearchField *m_field;
    QButtonGroup m_chips;
    QWidget *m_chipRow = nullptr;
    QBoxLayout *m_lines = nullptr; ///< field and chips, below each other where they do not fit beside each other
    Label *m_note;
};

} // namespace lamplighter::ui
