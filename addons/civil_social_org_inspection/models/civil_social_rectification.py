from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.civil_base.models.workflow_mixin import Transition
from odoo.addons.civil_base.tools.todo import TodoEntry

from ..tools.roles import CLERK, HEAD, PORTAL

CLOCK = "social.rectify"


class CivilSocialRectification(models.Model):
    """That an organization puts right what its inspection found (年检整改).

    =========  ============  ==========================================
    step       who           what must hold
    =========  ============  ==========================================
    report     organization  it says what was done
    pass       clerk         a reason, after looking again
    fail       clerk         a reason; a consequence is proposed
    cancel     head          a reason
    =========  ============  ==========================================

    Source: 《民办非企业单位年度检查办法》第九条; the months are in the rule.
    """

    _name = "civil.social.rectification"
    _description = "Rectification after an Inspection"
    _inherit = [
        "civil.workflow.mixin",
        "civil.division.mixin",
        "civil.clock.mixin",
        "civil.document.mixin",
        "civil.todo.mixin",
        "mail.thread",
    ]
    _order = "due_on, id"
    _rec_name = "report_id"
    _todo_triggers = ("state",)
    _guarded = ("statement", "result", "reported_on")
    _transitions = (
        Transition("ordered", "reported", group=(PORTAL, CLERK)),
        Transition("reported", "ordered", group=CLERK, name="again"),
        Transition(("ordered", "reported"), "rectified", CLERK, stamp="checked"),
        Transition(("ordered", "reported"), "failed", CLERK, stamp="checked"),
        Transition(("ordered", "reported"), "cancelled", HEAD, stamp="checked"),
    )

    report_id = fields.Many2one(
        "civil.social.report", required=True, index=True, ondelete="restrict"
    )
    inspection_id = fields.Many2one(
        related="report_id.inspection_id", store=True, index=True
    )
    org_id = fields.Many2one(
        "civil.social.org", required=True, index=True, ondelete="restrict"
    )
    year = fields.Integer(string="Report Year", required=True, aggregator=None)
    division_id = fields.Many2one(required=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    conclusion = fields.Selection(related="report_id.conclusion", store=True)
    supervisor_id = fields.Many2one(related="report_id.supervisor_id", store=True)
    finding_ids = fields.One2many(
        related="report_id.finding_ids", string="To Be Put Right"
    )
    ordered_on = fields.Date(required=True, readonly=True)
    due_on = fields.Date(string="To Be Put Right by", required=True, readonly=True)
    state = fields.Selection(
        [
            ("ordered", "Rectifying"),
            ("reported", "Reported"),
            ("rectified", "Rectified"),
            ("failed", "Not Rectified"),
            ("cancelled", "Cancelled"),
        ],
        default="ordered",
        required=True,
        readonly=True,
        index=True,
        tracking=True,
    )
    statement = fields.Text(
        string="What Was Done", readonly=True, help="As the organization says."
    )
    reported_on = fields.Date(readonly=True)
    result = fields.Text(string="Re-Check", readonly=True)
    checked_uid = fields.Many2one("res.users", "Checked By", readonly=True)
    checked_date = fields.Datetime("Checked On", readonly=True)

    _once = models.UniqueIndex(
        "(report_id)", "A rectification was ordered for this report already."
    )

    @api.model
    def _todo_domain(self):
        return Domain("state", "=", "reported")

    def _todo_entries(self):
        if self.state != "reported":
            return []
        name = self.env._(
            "Re-check the rectification: %(name)s", name=self.report_id.name
        )
        clerks = self.env.ref(CLERK)
        return [TodoEntry("recheck", name, group=clerks, due=self.due_on)]

    @api.model
    def _order_for(self, inspection, until):
        """Order rectification for who passed basically or failed, by sets.

        :return: how many
        """
        self.env.flush_all()
        today = fields.Date.context_today(self)
        now = fields.Datetime.now()
        rows = self.env.execute_query(
            SQL(
                """
                INSERT INTO civil_social_rectification (
                    report_id, inspection_id, org_id, year, division_id, town_id,
                    company_id, conclusion, supervisor_id, ordered_on, due_on, state,
                    create_uid, create_date, write_uid, write_date
                )
                SELECT r.id, r.inspection_id, r.org_id, r.year, r.division_id,
                       r.town_id, %(company)s, r.conclusion, r.supervisor_id, %(today)s,
                       %(until)s, 'ordered', %(uid)s, %(now)s, %(uid)s, %(now)s
                  FROM civil_social_report r
                 WHERE r.inspection_id = %(inspection)s
                   AND r.conclusion IN ('basically', 'unqualified')
                ON CONFLICT (report_id) DO NOTHING RETURNING id
                """,
                company=inspection.company_id.id,
                today=today,
                until=until,
                uid=self.env.uid,
                now=now,
                inspection=inspection.id,
            )
        )
        self.invalidate_model()
        if rows:
            self.browse([row[0] for row in rows])._start_clocks(until)
        return len(rows)

    def _start_clocks(self, until):
        """Start the limit of all of them: one by its rules, the others like it."""
        first = self[:1]
        clock = first._start_clock(CLOCK, until=until)
        clock.flush_recordset()
        first.flush_recordset()
        names = [
            name
            for name, field in clock._fields.items()
            if field.store and field.column_type and name not in ("id", "res_id")
        ]
        columns = SQL(", ").join(map(SQL.identifier, names))
        others = (self - first).ids
        self.env.execute_query(
            SQL(
                "INSERT INTO civil_clock (res_id, %(columns)s) SELECT r.id, %(values)s"
                " FROM civil_clock c, unnest(%(ids)s::int[]) AS r(id)"
                " WHERE c.id = %(clock)s RETURNING id",
                columns=columns,
                values=SQL(", ").join(SQL.identifier("c", name) for name in names),
                ids=others,
                clock=clock.id,
            )
        )
        self.env.execute_query(
            SQL(
                "UPDATE civil_social_rectification t SET due_at = f.due_at,"
                " promise_at = f.promise_at, warn_at = f.warn_at"
                " FROM civil_social_rectification f"
                " WHERE f.id = %s AND t.id = ANY(%s) RETURNING t.id",
                first.id,
                others,
            )
        )
        self.env["civil.clock"].invalidate_model()
        self.invalidate_model()

    # -- buttons -----------------------------------------------------------------

    def action_report(self, statement=None):
        """Note what the organizations say that they have done.

        :param str statement: what was done
        """
        if not (statement or "").strip():
            return self._ask("action_note", self.env._("Report of the Organization"))
        self._transition("reported")
        self._write_guarded(
            {
                "statement": statement.strip(),
                "reported_on": fields.Date.context_today(self),
            }
        )
        return True

    def action_note(self, reason=None):
        """Enter what the organizations reported on paper.

        :param str reason: what was done
        """
        return self.action_report(statement=reason)

    def action_again(self, reason=None):
        """Ask the organizations to go on: what they reported isn't enough.

        :param str reason: what is still missing
        """
        return self._end("ordered", reason, self.env._("Not Enough"), "again")

    def action_pass(self, reason=None):
        """Note that everything was put right, after looking again.

        :param str reason: what was seen
        """
        return self._end("rectified", reason, self.env._("Rectified"))

    def action_fail(self, reason=None):
        """Note that it wasn't put right; what follows is proposed to the head.

        :param str reason: what is still wrong
        """
        return self._end("failed", reason, self.env._("Not Rectified"))

    def action_cancel(self, reason=None):
        """Take the order back.

        :param str reason: why
        """
        if not self.env.user.has_group(HEAD):
            raise AccessError(self.env._("The head of the section takes orders back."))
        return self._end("cancelled", reason, self.env._("Cancel"))

    def _end(self, state, reason, title, name=None):
        method = {
            "ordered": "action_again",
            "rectified": "action_pass",
            "failed": "action_fail",
            "cancelled": "action_cancel",
        }[state]
        if not (reason or "").strip():
            return self._ask(method, title)
        self._transition(state, name)
        self._write_guarded({"result": reason.strip()})
        if state == "ordered":
            return True
        if state == "cancelled":
            self._cancel_clocks()
        else:
            self._stop_clock(CLOCK)
        outcome = {"rectified": "rectified", "failed": "failed", "cancelled": False}
        self.report_id.sudo()._write_guarded({"rectify_state": outcome[state]})
        if state == "failed":
            self.env["civil.social.consequence"]._for_failed(self)
        return True

    def _ask(self, method, title):
        return self.env["civil.case.reason"]._open(self, method, title)
