// "Decision rules…": the policy in force, and a notice to try it with. Nothing is sent but the question.
#pragma once

#include "ui/dialogs/dialog_frame.h"
#include "ui/dialogs/notice_fields.h"
#include "ui/models/instances.h"
#include "ui/models/policy_feed.h"
#include "ui/widgets/line_list.h"
#include "ui/widgets/notice_box.h"
#include "ui/widgets/rule_trace_view.h"
#include "ui/widgets/scroll_body.h"
#include "ui/widgets/tag.h"

namespace lamplighter::ui {

class DecisionRulesDialog final : public DialogFrame
{
    Q_OBJECT
public:
    DecisionRulesDialog(Theme &theme, Instances &instances, QWidget *parent);

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeContent();
    QWidget *makePolicy(QWidget *parent);
    QWidget *makeTester(QWidget *parent);
    Label *heading(const QString &text, QWidget *parent);
    void watch(const InstanceId &id);
    void showPolicy();
    void showTrace();
    void ask();
    void fitBody();
    static QList<TextLine> linesOf(const QStringList &modules);

    Instances &m_instances;
    QList<InstanceId> m_choices;
    std::unique_ptr<PolicyFeed> m_feed;
    ComboField *m_where = nullptr;
    ScrollBody *m_scroll = nullptr;
    NoticeBox *m_problem = nullptr;
    Label *m_origin = nullptr;
    Label *m_approval = nullptr;
    Label *m_criticalTitle = nullptr;
    LineList *m_critical = nullptr;
    Label *m_deferrableTitle = nullptr;
    LineList *m_deferrable = nullptr;
    NoticeFields *m_fields = nullptr;
    Tag *m_decision = nullptr;
    Label *m_reason = nullptr;
    RuleTraceView *m_trace = nullptr;
};

} // namespace lamplighter::ui
