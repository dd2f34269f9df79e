from odoo import fields, models
from odoo.exceptions import UserError

#: The steps of a report as the organization sees them, by the states that are in them:
#: what the bureau thinks of it shows when it is announced.
STEPS = (
    ("fill", ("not_started", "returned")),
    ("supervisor", ("supervisor_review",)),
    ("registrar", ("registrar_review", "proposed", "concluded")),
    ("published", ("published",)),
)


class CivilSocialReport(models.Model):
    """What the organization sees of its report, signs and hands in (单位端年报)."""

    _inherit = "civil.social.report"

    signed_name = fields.Char(
        string="Signed by", readonly=True, copy=False, help="As it was typed."
    )
    signed_date = fields.Datetime(string="Signed on", readonly=True, copy=False)
    signed_text = fields.Text(string="Commitment", readonly=True, copy=False)

    def _page_title(self):
        return self.env._("Annual report %(year)s", year=self.year)

    def _page_steps(self):
        """Return the steps of the single report: ``{"label", "state", "date"}``.

        ``state`` is ``done``, ``now`` or ``next``.
        """
        labels = {
            "fill": self.env._("Fill in and submit"),
            "supervisor": self.env._("First review by the supervisor"),
            "registrar": self.env._("Review by the registrar"),
            "published": self.env._("Result announced"),
        }
        dates = {
            "fill": self.submitted_date,
            "supervisor": self.supervised_date,
            "published": self.published_on,
        }
        steps = [
            step
            for step in STEPS
            if step[0] != "supervisor" or self._has_first_review()
        ]
        now = next(
            (n for n, (_k, states) in enumerate(steps) if self.state in states), 0
        )
        if self.state == "published":
            now = len(steps)
        return [
            {
                "label": labels[key],
                "state": "done" if n < now else "now" if n == now else "next",
                "date": dates.get(key) if n < now else False,
            }
            for n, (key, _states) in enumerate(steps)
        ]

    def _page_progress(self, problems):
        """Return ``{"done", "all"}``: of what has to be answered and handed in."""
        needed = set(self._items().filtered("is_required").mapped("field_name"))
        papers = self._papers().filtered("is_required")
        missing = len(papers - self.file_ids.kind_id)
        open_fields = len(needed & problems.keys())
        return {
            "done": len(needed) - open_fields + len(papers) - missing,
            "all": len(needed) + len(papers),
        }

    def _commitment(self):
        """Return the sentence that whoever submits signs, as the rule words it."""
        today = fields.Date.context_today(self)
        parameters = self.env["civil.parameter"].sudo()
        return parameters._get("social_report.commitment", today, self.division_id)

    def _sign_and_submit(self, name):
        """Sign the commitment and hand the single report in.

        :param str name: of the person who signs
        :raises UserError: no name, or what stands against submitting
        """
        self.ensure_one()
        self._lock_rows()
        self.invalidate_recordset()
        name = " ".join((name or "").split())
        if not 2 <= len(name) <= 50:
            raise UserError(self.env._("Type the full name of the person who signs."))
        self.write(
            {
                "signed_name": name,
                "signed_date": fields.Datetime.now(),
                "signed_text": self._commitment(),
            }
        )
        self.action_submit()

    def _snapshot(self):
        """Keep the commitment with what was handed in."""
        signed = self.signed_date
        return {
            **super()._snapshot(),
            "commitment": {
                "text": self.signed_text or None,
                "name": self.signed_name or None,
                "date": signed.isoformat() if signed else None,
            },
        }

    def _remark(self, stage, reason, remarks):
        """Also let the organizations know on their pages that it was returned."""
        result = super()._remark(stage, reason, remarks)
        for report in self:
            self.env["civil.organization.notice"]._send(
                report.sudo().org_id.organization_id,
                self.env._("The annual report %(year)s was returned", year=report.year),
                (reason or "").strip()
                or self.env._("What has to be put right stands beside the fields."),
                deadline=report.due_on,
                url=f"/my/reports/{report.id}",
            )
        return result
