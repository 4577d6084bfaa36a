// A unit being added or changed: the form, what the engine says about it, what the operator may do, and the saving.
// One for each open editor, owned by it; lives on the GUI thread.
#pragma once

#include "ui/models/availability.h"
#include "ui/models/unit_check_feed.h"
#include "ui/models/unit_form.h"

#include <QSet>

namespace lamplighter::ui {

class UnitEditing final : public QObject
{
    Q_OBJECT
public:
    struct Problem
    {
        QString message; ///< a sentence without a full stop
        bool warning = false;
        bool operator==(const Problem &) const = default;
    };

    /// `editing` is empty for a new unit.
    UnitEditing(client::Engine &engine, std::optional<client::UnitDetail> editing, QStringList otherUnits,
                QObject *parent = nullptr);

    [[nodiscard]] const UnitForm &form() const { return m_form; }
    [[nodiscard]] bool isNew() const { return !m_editing; }
    [[nodiscard]] const QStringList &otherUnits() const { return m_otherUnits; }
    /// The form as it stands after a key or a click.
    void change(const UnitForm &form);
    /// The operator has been at `field`: what is wrong there may be said now.
    void touch(const QString &field);

    /// What was filled in by itself, and why; empty if nothing was.
    [[nodiscard]] QString suggestion() const;
    void dismissSuggestion();

    [[nodiscard]] std::optional<Problem> problem(const QString &field) const;
    /// Of keys that the form does not show, with the key.
    [[nodiscard]] QList<Problem> otherProblems() const;
    /// What the engine takes for an empty field.
    [[nodiscard]] QString defaultOf(const QString &field) const;
    /// The specification as it would be saved, for people who know the file's keys.
    [[nodiscard]] QString specText() const;

    [[nodiscard]] bool hasChanges() const;
    [[nodiscard]] Availability toSave() const;
    [[nodiscard]] QString saveText() const;
    /// When the change takes effect; empty for a new unit or without a change.
    [[nodiscard]] QString notice() const;
    /// Why nothing can be changed here; empty if it can.
    [[nodiscard]] QString readOnlyReason() const;
    /// Off where the answer is given already.
    [[nodiscard]] Availability toStartNow() const;

    /// `startNow` counts for a new unit only.
    void save(bool startNow);
    [[nodiscard]] bool isBusy() const { return m_busy; }

    static QString title(const QString &field);

Q_SIGNALS:
    /// Problems, availability or texts.
    void changed();
    /// A suggestion changed the form itself.
    void formFilled();
    void saved(const QString &name);
    /// Saving failed: `field` (empty if none of the form's) says why.
    void refused(const QString &field);
    /// It was saved, but did not start.
    void notStarted(const QString &name, const QString &sentence);

private:
    void ask();
    void suggest();
    void finishSaving(const Result<client::UnitStatus> &answer, bool startNow);
    [[nodiscard]] std::optional<Problem> localProblem(const QString &field) const;
    [[nodiscard]] std::optional<Problem> environmentProblem() const;
    [[nodiscard]] std::optional<Problem> problemOf(const QString &field) const;
    [[nodiscard]] Problem told(const client::UnitProblem &problem) const;
    [[nodiscard]] QJsonObject spec() const { return specOf(m_form, m_original); }
    [[nodiscard]] bool isRunning() const;
    [[nodiscard]] bool wouldRestart() const;

    client::Engine &m_engine;
    std::optional<client::UnitDetail> m_editing;
    QStringList m_otherUnits;
    QJsonObject m_original;
    UnitForm m_before;
    UnitForm m_form;
    UnitCheckFeed m_feed;
    QJsonObject m_checked; ///< the last specification without errors, with every default
    QSet<QString> m_touched;
    std::optional<int> m_suggestedPort; ///< filled into the form, and still there
    std::optional<int> m_dismissedPort;
    std::optional<client::UnitProblem> m_refusal; ///< of the last try to save
    bool m_busy = false;
};

} // namespace lamplighter::ui
