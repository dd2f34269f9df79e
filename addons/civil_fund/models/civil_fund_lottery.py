import datetime

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.civil_base.models.workflow_mixin import Transition

from ..tools.choices import LOTTERY_MARK
from ..tools.money import exact
from ..tools.roles import CLERK, FINANCE


class CivilFundLottery(models.Model):
    """What the welfare lottery's money was used for in a year (福彩公益金使用公示).

    Whoever uses the money publishes every year what it was used for. What has been
    published stays; a correction is a new report that replaces it.

    Source: 《彩票管理条例》第三十六条; 《彩票公益金管理办法》(财综〔2021〕18号).
    """

    _name = "civil.fund.lottery"
    _description = "Use of Welfare Lottery Money"
    _inherit = [
        "civil.division.mixin",
        "civil.workflow.mixin",
        "civil.fund.watch",
        "civil.fund.todo",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "year desc, id desc"

    _watch_states = ("draft",)
    _todo_triggers = ("state", "year")
    _guarded = ("collected_date", "replaces_id")
    _transitions = (
        Transition(
            "draft",
            "published",
            group=(FINANCE, CLERK),
            guard="_guard_publish",
            effect="_replace",
            stamp="published",
        ),
        Transition("published", "replaced"),
    )

    year = fields.Integer(
        required=True,
        default=lambda self: fields.Date.context_today(self).year - 1,
        aggregator=None,
        help="The budget year whose use is published.",
    )
    division_id = fields.Many2one(default=lambda self: self._default_division_id())
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    user_id = fields.Many2one(
        "res.users",
        string="In Charge",
        default=lambda self: self.env.user,
        help="Who is reminded to publish it.",
    )
    state = fields.Selection(
        [("draft", "Draft"), ("published", "Published"), ("replaced", "Replaced")],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        tracking=True,
    )
    deadline = fields.Date(string="Publish By", compute="_compute_deadline", store=True)
    mark = fields.Char(
        string="Text of the Mark",
        required=True,
        default=LOTTERY_MARK,
    )
    publish_date = fields.Date(string="Published On the Website")
    url = fields.Char(string="Address", help="Where the report can be read.")
    published_uid = fields.Many2one(
        "res.users", "Published By", readonly=True, copy=False
    )
    published_date = fields.Datetime("Noted On", readonly=True, copy=False)
    collected_date = fields.Datetime("Figures Of", readonly=True, copy=False)
    replaces_id = fields.Many2one(
        "civil.fund.lottery", readonly=True, ondelete="restrict"
    )
    line_ids = fields.One2many("civil.fund.lottery.line", "report_id")
    amount = fields.Monetary(compute="_compute_sums", store=True)
    executed = fields.Monetary(compute="_compute_sums", store=True)

    _year_uniq = models.UniqueIndex(
        "(company_id, year, state) WHERE state <> 'replaced'",
        "There is already such a report of this year.",
    )

    def _default_division_id(self):
        """The user's division, where there is only one."""
        divisions = self.env.user.division_ids
        return divisions if len(divisions) == 1 else False

    @api.depends("year", "state")
    def _compute_display_name(self):
        for record in self:
            record.display_name = self.env._(
                "Use of the welfare lottery fund %(year)s", year=str(record.year)
            )

    @api.depends("year")
    def _compute_deadline(self):
        """The day, as month and day, of the year after, by that year's rule."""
        for record in self:
            after = record.year + 1
            rule = self.env["civil.parameter"]._get(
                "fund.lottery_due", datetime.date(after, 1, 1), record.division_id
            )
            record.deadline = datetime.date.fromisoformat(f"{after}-{rule}")

    @api.depends("deadline")
    def _compute_watch(self):
        return super()._compute_watch()

    @api.depends("line_ids.amount", "line_ids.executed")
    def _compute_sums(self):
        for record in self:
            for name in ("amount", "executed"):
                sums = map(exact, record.line_ids.mapped(name))
                record[name] = float(sum(sums, exact(0)))

    def write(self, vals):
        """What has been published stays as it is."""
        names = {name for name in vals if not name.startswith(("message_", "activity"))}
        if names and not self._has_pass(vals):
            self._refuse_published()
        return super().write(vals)

    @api.model
    def _held_domain(self, user):
        """Whoever takes over is in charge of what isn't published."""
        return super()._held_domain(user) & Domain("state", "=", "draft")

    @api.ondelete(at_uninstall=False)
    def _unlink_only_draft(self):
        self._refuse_published()

    def _refuse_published(self):
        if published := self.filtered(lambda record: record.state != "draft"):
            raise UserError(
                self.env._(
                    "%(record)s has been published and stays as it is; make a report "
                    "that replaces it.",
                    record=published[0].display_name,
                )
            )

    def _guard_publish(self):
        if not self.line_ids:
            return self.env._("collect the figures first")
        if not self.publish_date or not self.url:
            return self.env._("enter when and where it was published")
        silent = self.line_ids.filtered(lambda line: not line.use)
        if silent:
            return self.env._(
                "say what the money of %(name)s was used for",
                name=silent[0].project_id.name or silent[0].function_id.name,
            )
        return False

    def _replace(self):
        """What it replaces isn't the year's report anymore."""
        old = self.replaces_id.filtered(lambda record: record.state == "published")
        old._write_guarded({"state": "replaced"})
        old.flush_recordset()

    @api.model
    def _cron_remind(self):
        """Begin the reports that are due, and remind those in charge."""
        self._begin_due()
        return super()._cron_remind()

    @api.model
    def _begin_due(self):
        """Begin a report of each past year with lottery money that has none.

        Whoever entered the year's last indicator is in charge of it.
        """
        self.env.flush_all()
        rows = self.env.execute_query_dict(
            SQL(
                """
                SELECT DISTINCT ON (i.company_id, i.year) i.company_id, i.year,
                    i.create_uid AS user_id, (
                        SELECT d.id FROM civil_division d
                        WHERE i_d.parent_path LIKE d.parent_path || '%%'
                            AND d.level = 'district' LIMIT 1) AS district,
                    i.division_id
                FROM civil_fund_indicator i
                JOIN civil_division i_d ON i_d.id = i.division_id
                WHERE i.source = 'lottery' AND i.state IN ('in_force', 'closed')
                    AND i.year < %(year)s AND NOT EXISTS (
                        SELECT FROM civil_fund_lottery r
                        WHERE r.company_id = i.company_id AND r.year = i.year)
                ORDER BY i.company_id, i.year, i.id DESC
                """,
                year=fields.Date.context_today(self).year,
            )
        )
        for row in rows:
            district = row.pop("district")
            row["division_id"] = district or row["division_id"]
        self.create(rows)

    def _watch_user(self):
        return self.user_id

    def _watch_summary(self):
        return self.env._("Publish: %(name)s", name=self.display_name)

    # -- steps -------------------------------------------------------------------

    def action_collect(self):
        """Take the year's figures from the indicators of lottery money.

        What was written about the use of a project's money is kept.
        """
        self.check_access("write")
        self._refuse_published()
        # Figures of the whole year, also of departments that one doesn't belong to.
        for record in self.sudo():
            kept = {line._place(): line.use for line in record.line_ids}
            record.line_ids.unlink()
            lines = self.env["civil.fund.lottery.line"].create(
                [{"report_id": record.id, **row} for row in record._rows()]
            )
            for line in lines:
                line.use = kept.get(line._place()) or line.use
            record._write_guarded({"collected_date": fields.Datetime.now()})

    def _rows(self):
        """The year's lottery money by project, purpose and class."""
        self.env.flush_all()
        return self.env.execute_query_dict(
            SQL(
                """
                SELECT i.project_id, i.function_id, i.lottery_purpose AS purpose,
                    sum(i.amount + coalesce(i.adjusted, 0)) AS amount,
                    sum(coalesce(i.paid, 0) - coalesce(i.refunded, 0)) AS executed,
                    max(i.goal) AS use
                FROM civil_fund_indicator i
                WHERE i.source = 'lottery' AND i.year = %s AND i.company_id = %s
                    AND i.state IN ('in_force', 'closed')
                GROUP BY i.project_id, i.function_id, i.lottery_purpose
                ORDER BY i.lottery_purpose, i.project_id
                """,
                self.year,
                self.company_id.id,
            )
        )

    def action_publish(self):
        """Note that the report has been published; its figures stay from now on."""
        self._transition("published")

    def action_replace(self):
        """Make a report that corrects the single, published one."""
        self.ensure_one()
        if self.state != "published":
            raise UserError(
                self.env._("Only a published report is replaced by another one.")
            )
        again = self.create(
            {
                "year": self.year,
                "division_id": self.division_id.id,
                "company_id": self.company_id.id,
                "mark": self.mark,
            }
        )
        again._write_guarded({"replaces_id": self.id})
        again.action_collect()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": again.id,
            "views": [(False, "form")],
        }
