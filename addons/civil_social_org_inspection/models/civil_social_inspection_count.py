from odoo import api, fields, models

from odoo.addons.civil_base.tools.todo import TodoEntry

from ..tools.roles import CLERK, HEAD

#: Which states count as what, on the board.
COUNTS = {
    "absent_count": ("not_started", "not_participated"),
    "first_count": ("supervisor_review",),
    "returned_count": ("returned",),
    "review_count": ("registrar_review",),
    "proposed_count": ("proposed",),
    "done_count": ("concluded", "published"),
}
CONCLUDED = ("qualified", "basically", "unqualified")


class CivilSocialInspection(models.Model):
    """How far the inspection is: counts that foot, rates, what waits for whom."""

    _inherit = "civil.social.inspection"

    due_count = fields.Integer(string="Due", compute="_compute_counts")
    absent_count = fields.Integer(string="Not Submitted", compute="_compute_counts")
    first_count = fields.Integer(string="In First Review", compute="_compute_counts")
    returned_count = fields.Integer(string="Returned", compute="_compute_counts")
    review_count = fields.Integer(string="To Review", compute="_compute_counts")
    proposed_count = fields.Integer(string="To Conclude", compute="_compute_counts")
    done_count = fields.Integer(string="Concluded", compute="_compute_counts")
    qualified_count = fields.Integer(string="Passed", compute="_compute_counts")
    basically_count = fields.Integer(
        string="Basically Passed", compute="_compute_counts"
    )
    unqualified_count = fields.Integer(string="Failed", compute="_compute_counts")
    total_count = fields.Integer(
        string="On the Register",
        compute="_compute_counts",
        help="Those due and those not inspected by rule.",
    )
    participation_rate = fields.Float(
        string="Participation, Percent",
        compute="_compute_counts",
        digits=(5, 1),
        help="Who handed in a report, of those due.",
    )
    pass_rate = fields.Float(
        string="Pass Rate, Percent",
        compute="_compute_counts",
        digits=(5, 1),
        help="Passed and basically passed, of those due.",
    )

    @api.depends("report_ids.state", "report_ids.conclusion", "excluded_count")
    @api.depends_context("uid")
    def _compute_counts(self):
        by_state, by_conclusion = {}, {}
        groups = self.env["civil.social.report"]._read_group(
            [("inspection_id", "in", self.ids)],
            ["inspection_id", "state", "conclusion"],
            ["__count"],
        )
        for inspection, state, conclusion, count in groups:
            key = (inspection.id, state)
            by_state[key] = by_state.get(key, 0) + count
            key = (inspection.id, conclusion)
            by_conclusion[key] = by_conclusion.get(key, 0) + count
        for inspection in self:
            for name, states in COUNTS.items():
                inspection[name] = sum(
                    by_state.get((inspection.id, state), 0) for state in states
                )
            for conclusion in CONCLUDED:
                inspection[f"{conclusion}_count"] = by_conclusion.get(
                    (inspection.id, conclusion), 0
                )
            due = sum(inspection[name] for name in COUNTS)
            inspection.due_count = due
            inspection.total_count = due + inspection.excluded_count
            passed = inspection.qualified_count + inspection.basically_count
            taken = due - inspection.absent_count
            inspection.participation_rate = 100 * taken / due if due else 0
            inspection.pass_rate = 100 * passed / due if due else 0

    # -- the desk -------------------------------------------------------------------

    def _todo_lists(self):
        """One entry an inspection and post, with the number that waits."""
        waiting = self._waiting_by_unit()
        proposed = dict(
            self.env["civil.social.consequence"]._read_group(
                [("inspection_id", "in", self.ids), ("state", "=", "proposed")],
                ["inspection_id"],
                ["__count"],
            )
        )
        groups = {name: self.env.ref(name) for name in (CLERK, HEAD)}
        return {
            inspection.id: inspection._waiting_entries(waiting, groups)
            + inspection._consequence_entries(proposed.get(inspection, 0), groups)
            for inspection in self
        }

    def _waiting_by_unit(self):
        """``{(inspection, state, unit or None): how many}``."""
        found = self.env["civil.social.report"]._read_group(
            [
                ("inspection_id", "in", self.ids),
                ("state", "in", ("supervisor_review", "registrar_review", "proposed")),
            ],
            ["inspection_id", "state", "supervisor_id"],
            ["__count"],
        )
        return {
            (inspection.id, state, unit): count
            for inspection, state, unit, count in found
        }

    def _waiting_entries(self, waiting, groups):
        def total(state):
            return sum(
                count
                for (inspection, found, _unit), count in waiting.items()
                if inspection == self.id and found == state
            )

        entries = []
        if count := total("registrar_review"):
            name = self.env._(
                "Review %(count)s reports: %(name)s", count=count, name=self.name
            )
            entries.append(
                TodoEntry("review", name, group=groups[CLERK], due=self.registrar_due)
            )
        if count := total("proposed"):
            name = self.env._(
                "Conclude %(count)s reports: %(name)s", count=count, name=self.name
            )
            entries.append(TodoEntry("conclude", name, group=groups[HEAD]))
        return entries + self._first_review_entries(waiting)

    def _consequence_entries(self, count, groups):
        if not count:
            return []
        name = self.env._(
            "Decide on %(count)s consequences: %(name)s", count=count, name=self.name
        )
        return [TodoEntry("consequences", name, group=groups[HEAD])]

    def _first_review_entries(self, waiting):
        """Who of the supervising units has how many to review first."""
        counts = {}
        for (inspection, state, unit), count in waiting.items():
            if inspection == self.id and state == "supervisor_review":
                for user in unit.social_reviewer_ids:
                    counts[user] = counts.get(user, 0) + count
        return [
            TodoEntry(
                f"first_{user.id}",
                self.env._(
                    "First review of %(count)s reports: %(name)s",
                    count=count,
                    name=self.name,
                ),
                user=user,
                due=self.registrar_due,
            )
            for user, count in counts.items()
        ]

    # -- opening what is counted ------------------------------------------------------

    def action_view_reports(self):
        """Show the reports of the inspections."""
        return self._reports_action([])

    def action_view_review(self):
        """Open the screen on which reports are reviewed one after the other."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.client",
            "tag": "civil_social_review",
            "name": self.env._("Review: %(name)s", name=self.name),
            "params": {"inspection_id": self.id},
            "context": {"active_id": self.id},
        }

    def action_view_progress(self):
        """Show how far the reports are, by supervisor, as a graph."""
        action = self._reports_action([])
        action["views"] = [(False, "graph"), (False, "pivot"), (False, "list")]
        return action

    def action_view_excluded(self):
        """Show who isn't inspected by rule, and why."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Not Inspected by Rule"),
            "res_model": "civil.social.inspection.exclusion",
            "views": [(False, "list")],
            "domain": [("inspection_id", "=", self.id)],
        }

    def _reports_action(self, domain):
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_social_org_inspection.civil_social_report_action"
        )
        return {
            **action,
            "domain": [("inspection_id", "in", self.ids), *domain],
            "context": {},
        }
