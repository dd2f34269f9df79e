from odoo import api, fields, models
from odoo.tools import SQL


class CivilSocialReminder(models.Model):
    """That an organization was reminded of its report (催报记录): when, by whom.

    It stands in the organization's own screens; nothing leaves the system.
    """

    _name = "civil.social.reminder"
    _description = "Reminder of a Report"
    _order = "date desc, id desc"
    _rec_name = "report_id"

    report_id = fields.Many2one(
        "civil.social.report", required=True, index=True, ondelete="cascade"
    )
    inspection_id = fields.Many2one(
        related="report_id.inspection_id", store=True, index=True
    )
    division_id = fields.Many2one(
        related="report_id.division_id", store=True, index=True
    )
    supervisor_id = fields.Many2one(related="report_id.supervisor_id", store=True)
    report_state = fields.Selection(related="report_id.state", string="Now")
    date = fields.Date(required=True, readonly=True)
    user_id = fields.Many2one("res.users", string="By", required=True, readonly=True)
    text = fields.Text(required=True, readonly=True)

    @api.model
    def _remind(self, reports, text):
        """Insert a reminder for each report, with one statement; show them."""
        self.env.flush_all()
        usual = self.env._(
            "Please hand in your annual report in time; after the last day you count "
            "as not inspected."
        )
        now = fields.Datetime.now()
        rows = self.env.execute_query(
            SQL(
                """
                WITH told AS (
                    UPDATE civil_social_report
                       SET reminded_count = COALESCE(reminded_count, 0) + 1
                     WHERE id = ANY(%(ids)s)
                 RETURNING id, inspection_id, division_id, supervisor_id
                )
                INSERT INTO civil_social_reminder (
                    report_id, inspection_id, division_id, supervisor_id, date, user_id,
                    text, create_uid, create_date, write_uid, write_date
                )
                SELECT id, inspection_id, division_id, supervisor_id, %(date)s, %(uid)s,
                       %(text)s, %(uid)s, %(now)s, %(uid)s, %(now)s FROM told
             RETURNING id
                """,
                ids=reports.ids,
                date=fields.Date.context_today(self),
                uid=self.env.uid,
                text=(text or "").strip() or usual,
                now=now,
            )
        )
        self.invalidate_model()
        reports.invalidate_recordset(["reminded_count"])
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Reminded"),
            "res_model": self._name,
            "views": [(False, "list")],
            "domain": [("id", "in", [row[0] for row in rows])],
        }
