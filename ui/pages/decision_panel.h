// Where an operator answers to a restart: the reason, the four answers, and what came of the last one.
#pragma once

#include "ui/models/restart_actions.h"
#include "ui/models/restart_rules.h"
#include "ui/models/time_texts.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"
#include "ui/widgets/notice_box.h"
#include "ui/widgets/text_field.h"

class QBoxLayout;

namespace lamplighter::ui {

class DecisionPanel final : public QWidget
{
    Q_OBJECT
public:
    explicit DecisionPanel(Theme &theme, QWidget *parent = nullptr);

    /// The restart that is answered to; another one empties the reason and forgets what came of the last answer.
    void showCase(const RestartCase &one, const Viewpoint &when);
    /// What came of an answer; stays until the next one, or until another restart is shown.
    void showOutcome(const RestartOutcome &outcome);
    [[nodiscard]] QString reason() const { return m_reason->text().trimmed(); }
    [[nodiscard]] QLineEdit *reasonField() const { return m_reason; }
    [[nodiscard]] QWidget *deferButton() const { return m_defer; }

Q_SIGNALS:
    void approveWanted(const lamplighter::client::Approve &how);
    /// The menu of times is wanted.
    void deferWanted();
    void rejectWanted(const QString &reason);
    /// Esc in the reason.
    void left();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeReason();
    QWidget *makeButtons();
    void refresh();
    [[nodiscard]] QString hint() const;
    void approve(client::ApproveWhen when);

    enum class Answer { None, Now, Checkpoint, Defer, Reject };
    Theme &m_theme;
    std::optional<RestartCase> m_case;
    Viewpoint m_when;
    Answer m_last = Answer::None;
    NoticeBox *m_outcome;
    QBoxLayout *m_answer = nullptr; ///< reason and buttons, beside each other where it is wide
    TextField *m_reason = nullptr;
    Button *m_now = nullptr;
    Button *m_checkpoint = nullptr;
    Button *m_defer = nullptr;
    Button *m_reject = nullptr;
    Label *m_hint;
};

} // namespace lamplighter::ui
